// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/automation.h"

#include <algorithm>
#include <cmath>

#include "otoscape/base/ease.h"

#include "otoscape/base/ease.h"

namespace otoscape::scene {
namespace {

constexpr double kNothingDb = -60.0;  // where a way from or to nothing begins or ends

double clamped_cosine(double part) { return raised_cosine(std::clamp(part, 0.0, 1.0)); }

double below_full(double part) { return std::pow(10.0, kNothingDb * (1.0 - part) / 20.0); }

}  // namespace

double shaped(double part, Shape shape) noexcept {
  const double p = std::clamp(part, 0.0, 1.0);
  return shape == Shape::ease ? p * p * (3.0 - 2.0 * p) : p;
}

void Automation::arrive(Seconds time, const Ramp& ramp, double value, bool takes_over) {
  const double over = ramp.over.value();
  double start = time.value() - over;
  double end = std::max(time.value(), start + kCutSeconds);
  const double from = takes_over ? at(Seconds(start)) : last();
  if (from == value && last() == value) return;
  if (takes_over) std::erase_if(pieces_, [&](const Piece& piece) { return piece.start >= start; });
  if (!takes_over && !pieces_.empty() && start < pieces_.back().end) {
    start = pieces_.back().end;
    end = std::max(end, start + kCutSeconds);
  }
  pieces_.push_back({start, end, from, value, over < kShortestGlideSeconds, ramp.shape});
}

double Automation::within(const Piece& piece, double time) const noexcept {
  const double part = (time - piece.start) / (piece.end - piece.start);
  if (piece.short_one && quantity_ != Quantity::number) {
    return std::lerp(piece.from, piece.to, clamped_cosine(part));
  }
  const double p = shaped(part, piece.shape);
  if (quantity_ != Quantity::level) return std::lerp(piece.from, piece.to, p);
  if (piece.from > 0.0 && piece.to > 0.0) return piece.from * std::pow(piece.to / piece.from, p);
  if (piece.from <= 0.0) {
    return piece.to * below_full(p) * clamped_cosine((time - piece.start) / kCutSeconds);
  }
  return piece.from * below_full(1.0 - p) * clamped_cosine((piece.end - time) / kCutSeconds);
}

double Automation::at(Seconds time) const noexcept {
  const double t = time.value();
  const auto after = std::ranges::upper_bound(pieces_, t, {}, &Piece::start);
  if (after == pieces_.begin()) return first_;
  const Piece& piece = *(after - 1);
  return t < piece.end ? within(piece, t) : piece.to;
}

}  // namespace otoscape::scene
