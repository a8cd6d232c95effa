// SPDX-License-Identifier: Apache-2.0
#include "otoscape/felt/low_rate.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "otoscape/dsp/window.h"

namespace otoscape::felt {
namespace {

constexpr double kLowHz = 1500.0;
constexpr double kCorner = 620.0 / 1500.0;  // −6 dB, of the low rate
constexpr int kHalfSamples = 6;             // of the low rate: 4 ms
constexpr double kKaiserBeta = 8.6;         // side lobes below −90 dB

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

double sinc(double x) {
  return x == 0.0 ? 1.0 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
}

}  // namespace

LowRate::LowRate(Hertz programme_rate, int latency)
    : rate(programme_rate),
      factor(std::max(1, static_cast<int>(std::lround(programme_rate.value() / kLowHz)))),
      half(std::min(kHalfSamples * factor, latency / 2)) {
  rate = Hertz(programme_rate.value() / factor);
  double sum = 0.0;
  std::vector<double> filter;
  for (int n = -half; n <= half; ++n) {
    filter.push_back(sinc(2.0 * kCorner * n / factor) * dsp::kaiser(n / (half + 1.0), kKaiserBeta));
    sum += filter.back();
  }
  for (const double tap : filter) taps.push_back(static_cast<float>(tap / sum));
  while (taps.size() % kDotMultiple != 0) taps.push_back(0.0f);
}

std::int64_t LowRate::sample_at_or_after(std::int64_t frame) const {
  return -floor_div(-(frame - half), factor);
}

Decimator::Decimator(const LowRate& low, int most_frames, std::int64_t first_frame)
    : low_(low),
      past_(2 * low.half + low.factor + 1, most_frames + static_cast<int>(kDotMultiple),
            first_frame) {}

Interpolator::Interpolator(const LowRate& low, int most_frames, Arena& arena)
    : factor_(low.factor),
      before_((low.factor - 1 + low.half) / low.factor),
      after_(low.half / low.factor),
      stride_(static_cast<std::size_t>(low.factor) + kRoom) {
  const auto count = static_cast<std::size_t>(before_ + after_ + 1);
  rows_ = arena.take<float>(count * stride_);
  work_ = arena.take<float>(static_cast<std::size_t>(most_frames) + kRoom);
  for (int frame = 0; frame < factor_; ++frame) {
    // Each frame's weights sum to 1, else a constant would come out with a ripple.
    double sum = 0.0;
    const auto tap = [&](int j) {
      const int at = frame - (j - before_) * factor_;  // from the sample to the frame
      return std::abs(at) > low.half
                 ? 0.0
                 : static_cast<double>(low.taps[static_cast<std::size_t>(at + low.half)]);
    };
    for (int j = 0; j < static_cast<int>(count); ++j) sum += tap(j);
    for (int j = 0; j < static_cast<int>(count); ++j) {
      rows_[static_cast<std::size_t>(j) * stride_ + static_cast<std::size_t>(frame)] =
          static_cast<float>(tap(j) / sum);
    }
  }
}

void Interpolator::process(const dsp::SlidingBuffer& samples, std::int64_t first_frame,
                           std::span<float> out) noexcept {
  const auto count = static_cast<std::int64_t>(out.size());
  for (std::int64_t done = 0; done < count;) {
    const std::int64_t frame = first_frame + done, sample = floor_div(frame, factor_);
    const std::int64_t within = frame - sample * factor_;
    const std::int64_t frames = std::min(count - done, factor_ - within);
    assert(sample + after_ < samples.end());
    weave({rows_.data() + within, stride_, static_cast<std::size_t>(before_ + after_ + 1),
           samples.at(sample - before_), static_cast<std::size_t>(frames)},
          work_.data());
    std::copy_n(work_.begin(), frames, out.begin() + done);
    done += frames;
  }
}

}  // namespace otoscape::felt
