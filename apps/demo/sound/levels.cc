// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/levels.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::demo::sound {
namespace {

constexpr double kSlice = 0.03;     // s
constexpr double kMargin = 0.0251;  // −16 dB

double power(const Mono& sound, std::size_t first, std::size_t count) {
  double sum = 0.0;
  for (std::size_t n = first; n < first + count; ++n)
    sum += static_cast<double>(sound[n]) * sound[n];
  return sum / static_cast<double>(std::max<std::size_t>(count, 1));
}

double power(const Stereo& sound, const Slice& slice) {
  return 0.5 * (power(sound.left, slice.first, slice.frames) +
                power(sound.right, slice.first, slice.frames));
}

double true_peak(const Mono& sound) {
  constexpr int kReach = 16;
  double peak = 0.0;
  for (std::size_t n = kReach; n + kReach < sound.size(); ++n) {
    peak = std::max(peak, static_cast<double>(std::abs(sound[n])));
    if (std::abs(sound[n]) < 0.5f && std::abs(sound[n + 1]) < 0.5f) continue;
    for (const double part : {0.25, 0.5, 0.75}) {
      double y = 0.0;
      for (int k = -kReach + 1; k <= kReach; ++k) {
        const double x = std::numbers::pi * (part - k);
        const double window = 0.5 + 0.5 * std::cos(x / kReach);
        y += window * std::sin(x) / x * sound[n + static_cast<std::size_t>(k + kReach) - kReach];
      }
      peak = std::max(peak, std::abs(y));
    }
  }
  return peak;
}

}  // namespace

double mean_power(const Mono& sound, Span span) {
  const std::size_t first = frames_at(span.start_s);
  return power(sound, first, frames_at(span.end_s) - first);
}

double mean_power(const Stereo& sound, Span span) {
  return 0.5 * (mean_power(sound.left, span) + mean_power(sound.right, span));
}

DbSpl level_of(double mean_power) {
  return kCalibration.to_spl(DbFs(10.0 * std::log10(std::max(mean_power, 1e-30))));
}

double rms_of(DbSpl level) { return std::pow(10.0, kCalibration.to_fs(level).value() / 20.0); }

std::vector<Slice> active_slices(const Stereo& sound, std::span<const Span> spans) {
  std::vector<Slice> slices;
  const std::size_t frames = frames_at(kSlice);
  for (const Span& span : spans)
    for (std::size_t n = frames_at(span.start_s); n + frames <= frames_at(span.end_s); n += frames)
      slices.push_back({n, frames});
  for (std::size_t before = 0; before != slices.size();) {
    before = slices.size();
    const double least = kMargin * mean_power(sound, slices);
    std::erase_if(slices, [&](const Slice& slice) { return power(sound, slice) < least; });
  }
  return slices;
}

double mean_power(const Mono& sound, const std::vector<Slice>& slices) {
  double sum = 0.0;
  for (const Slice& slice : slices) sum += power(sound, slice.first, slice.frames);
  return sum / static_cast<double>(std::max<std::size_t>(slices.size(), 1));
}

double mean_power(const Stereo& sound, const std::vector<Slice>& slices) {
  return 0.5 * (mean_power(sound.left, slices) + mean_power(sound.right, slices));
}

double true_peak(const Stereo& sound) {
  return std::max(true_peak(sound.left), true_peak(sound.right));
}

}  // namespace otoscape::demo::sound
