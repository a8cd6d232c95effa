// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/grains.h"

#include <cmath>
#include <numbers>
#include <utility>

#include "otoscape/dsp/spline_noise.h"

namespace otoscape::body {
namespace {

constexpr std::size_t kRows = 16;  // of 64 frames, between two moves of the sums

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a >= 0 ? a / b : -((-a + b - 1) / b);
}

}  // namespace

GrainStream::GrainStream(Hertz rate, std::vector<GrainKernels> sets, const Setup& setup)
    : sets_(std::move(sets)),
      cell_(std::max<std::int64_t>(1, std::llround(setup.cell_frames * rate.value() / 48000.0))),
      root_cell_(static_cast<float>(std::sqrt(static_cast<double>(cell_)))),
      size_spread_(setup.size_spread),
      key_(setup.key) {
  const double half = setup.half_angle_deg * std::numbers::pi / 180.0;
  for (std::size_t i = 0; i < kAngles; ++i) {
    const double way = 2.0 * (static_cast<double>(i) + 0.5) / kAngles - 1.0;
    const double angle = std::numbers::pi / 4.0 + half * way;
    places_[i] = {static_cast<float>(std::numbers::sqrt2 * std::cos(angle)),
                  static_cast<float>(std::numbers::sqrt2 * std::sin(angle))};
  }
  const auto reach = static_cast<std::size_t>(sets_[0].taps() + cell_ + kSumRoom);
  for (auto& sum : sums_) sum.resize((kRows + 1) * dsp::Row::kFrames + reach);
}

void GrainStream::begin(std::int64_t first) noexcept {
  if (!idle_ && first == at_) return;
  for (auto& sum : sums_) std::ranges::fill(sum, 0.0f);
  offset_ = 0;
  at_ = first;
  next_cell_ = floor_div(first - run_in_frames(), cell_);
  idle_ = false;
}

// One hash gives place, size, sign and angle, another the kernels.
GrainStream::Grain GrainStream::draw(std::int64_t cell) const noexcept {
  const std::uint64_t one = dsp::hash(key_, static_cast<std::uint64_t>(cell));
  const std::uint64_t two = dsp::hash(one, 1);
  const auto part = [](std::uint64_t bits) { return static_cast<double>(bits & 0xffff) / 65536.0; };
  Grain grain{};
  grain.frame = cell * cell_ + static_cast<std::int64_t>(part(one) * static_cast<double>(cell_));
  constexpr double kMeanSquare = 13.0 / 12.0;  // of 0.5 + u
  double size = (0.5 + part(one >> 16)) / std::sqrt(kMeanSquare);
  if (size_spread_ > 0.0) {
    // The sum of three uniform numbers, of unit variance.
    const double normal = 2.0 * (part(two >> 16) + part(two >> 32) + part(two >> 48) - 1.5);
    size *= std::exp(size_spread_ * normal);
  }
  grain.size = static_cast<float>((one >> 63) != 0 ? -size : size);
  grain.angle = static_cast<std::size_t>(one >> 32 & (kAngles - 1));
  grain.uniform = part(one >> 40);
  const auto variants = static_cast<std::uint64_t>(sets_[0].variants());
  grain.left_variant = static_cast<int>((two & 0xff) % variants);
  // Half of the grains have the same kernel in both ears.
  grain.right_variant =
      (two >> 15 & 1) != 0 ? grain.left_variant : static_cast<int>((two >> 8 & 0x7f) % variants);
  return grain;
}

void GrainStream::lay(const Grain& grain, const GrainDrive& driven) noexcept {
  const GrainKernels& set = sets_[static_cast<std::size_t>(driven.set)];
  const std::int64_t from = grain.frame - at_;
  const std::int64_t skipped = std::max<std::int64_t>(0, -from);
  const int count = set.taps() - static_cast<int>(std::min<std::int64_t>(skipped, set.taps()));
  if (count == 0) return;
  const float size = driven.amplitude * grain.size * root_cell_;
  const StereoGain place = places_[grain.angle];
  const std::size_t to = offset_ + static_cast<std::size_t>(from + skipped);
  add_taps({set.kernel(grain.left_variant) + skipped, set.kernel(grain.right_variant) + skipped},
           {size * place.left, size * place.right}, count,
           {sums_[0].data() + to, sums_[1].data() + to});
}

void GrainStream::take(int frames, StereoRow& row) noexcept {
  for (int n = 0; n < frames; ++n) {
    row.left.x[n] += sums_[0][offset_ + static_cast<std::size_t>(n)];
    row.right.x[n] += sums_[1][offset_ + static_cast<std::size_t>(n)];
  }
  offset_ += static_cast<std::size_t>(frames);
  at_ += frames;
  if (offset_ < kRows * dsp::Row::kFrames) return;
  for (auto& sum : sums_) {
    std::copy(sum.begin() + static_cast<std::ptrdiff_t>(offset_), sum.end(), sum.begin());
    std::fill(sum.end() - static_cast<std::ptrdiff_t>(offset_), sum.end(), 0.0f);
  }
  offset_ = 0;
}

}  // namespace otoscape::body
