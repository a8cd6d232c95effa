// SPDX-License-Identifier: Apache-2.0
#include "jobs/region.h"

#include <cmath>
#include <limits>

namespace otoscape::jobs {

Seconds Region::end() const {
  if (!duration_) return Seconds(std::numeric_limits<double>::infinity());
  return Seconds(start_.value_or(Seconds(0)).value() + duration_->value());
}

Seconds Region::read_to() const {
  constexpr double kBeyondSeconds = 1.0;
  return Seconds(end().value() + kBeyondSeconds);
}

models::FrameRange Region::frames(Hertz rate) const {
  if (!is_part()) return {};
  models::FrameRange range{std::llround(first_.value() * rate.value())};
  const double skipped = first_.value() - start_.value_or(Seconds(0)).value();
  if (duration_) {
    range.end = range.first + std::llround((duration_->value() - skipped) * rate.value());
  }
  return range;
}

bool Region::holds(const io::media::CopiedPiece& piece) const {
  if (!is_part()) return true;
  const auto [first, last] = io::media::time_span(piece);
  return last > first_.value() && first < end().value();
}

}  // namespace otoscape::jobs
