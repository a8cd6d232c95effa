// SPDX-License-Identifier: Apache-2.0
#include "jobs/report/slice_spectra.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "otoscape/dsp/window.h"

namespace otoscape::jobs::report {
namespace {

constexpr double kWindow = 0.085;                 // s
constexpr std::size_t kLeast = 64, kMost = 8192;  // frames

// The power of two that is nearest.
std::size_t window_frames(Hertz rate) {
  const double frames = rate.value() * kWindow;
  const auto power = static_cast<int>(std::lround(std::log2(std::max(frames, 1.0))));
  return std::clamp(std::size_t{1} << power, kLeast, kMost);
}

}  // namespace

double Slice::up_to(int ear, Hertz frequency) const {
  const std::vector<double>& sum = cumulative_[static_cast<std::size_t>(ear)];
  const double last = static_cast<double>(sum.size() - 1);
  const double at = std::clamp(frequency.value() * bins_per_hz_ + 0.5, 0.0, last - 1e-9);
  const auto k = static_cast<std::size_t>(at);
  return sum[k] + (at - static_cast<double>(k)) * (sum[k + 1] - sum[k]);
}

SliceSpectra::SliceSpectra(Hertz rate, Seconds hop, Take take)
    : size_(window_frames(rate)),
      hop_(rate.value() * hop.value()),
      take_(std::move(take)),
      window_(size_) {
  fft_.prepare(static_cast<int>(size_), arena_);
  re_ = arena_.take<float>(size_);
  im_ = arena_.take<float>(size_);
  double energy = 0.0;
  for (std::size_t n = 0; n < size_; ++n) {
    window_[n] = static_cast<float>(dsp::hann(static_cast<double>(n), static_cast<double>(size_)));
    energy += static_cast<double>(window_[n]) * window_[n];
  }
  const double scale = std::sqrt(2.0 / (static_cast<double>(size_) * energy));
  for (float& w : window_) w *= static_cast<float>(scale);
  for (auto& channel : waiting_) channel.assign(size_ / 2, 0.0f);
  first_ = -static_cast<std::int64_t>(size_ / 2);
  slice_.bins_per_hz_ = static_cast<double>(size_) / rate.value();
  for (auto& sum : slice_.cumulative_) sum.assign(size_ / 2 + 2, 0.0);
}

void SliceSpectra::add(std::span<const float> left, std::span<const float> right) {
  const auto sane = [](float x) { return std::isfinite(x) ? x : 0.0f; };
  std::ranges::transform(left, std::back_inserter(waiting_[0]), sane);
  std::ranges::transform(right, std::back_inserter(waiting_[1]), sane);
  frames_ += static_cast<std::int64_t>(left.size());
  while (true) {
    const auto middle = static_cast<std::int64_t>(static_cast<double>(slices_) * hop_);
    const std::int64_t start = middle - static_cast<std::int64_t>(size_ / 2);
    if (start + static_cast<std::int64_t>(size_) >
        first_ + static_cast<std::int64_t>(waiting_[0].size()))
      break;
    slice();
  }
  // What lies before the next slice is not needed any more.
  const auto next = static_cast<std::int64_t>(static_cast<double>(slices_) * hop_) -
                    static_cast<std::int64_t>(size_ / 2);
  const auto done =
      std::clamp<std::int64_t>(next - first_, 0, static_cast<std::int64_t>(waiting_[0].size()));
  for (auto& channel : waiting_) channel.erase(channel.begin(), channel.begin() + done);
  first_ += done;
}

void SliceSpectra::finish() {
  for (auto& channel : waiting_) channel.resize(channel.size() + size_, 0.0f);
  while (static_cast<double>(slices_) * hop_ < static_cast<double>(frames_)) slice();
}

// One transform for both channels: left in the real part, right in the imaginary.
void SliceSpectra::slice() {
  const auto start = static_cast<std::int64_t>(static_cast<double>(slices_) * hop_) -
                     static_cast<std::int64_t>(size_ / 2) - first_;
  for (std::size_t n = 0; n < size_; ++n) {
    const std::size_t at = static_cast<std::size_t>(start) + n;
    re_[n] = window_[n] * waiting_[0][at];
    im_[n] = window_[n] * waiting_[1][at];
  }
  fft_.forward(re_, im_);
  auto &left = slice_.cumulative_[0], &right = slice_.cumulative_[1];
  for (std::size_t k = 0; k <= size_ / 2; ++k) {
    const std::size_t mirror = (size_ - k) & (size_ - 1);
    const double a = re_[k], b = im_[k], c = re_[mirror], d = im_[mirror];
    left[k + 1] = left[k] + 0.25 * ((a + c) * (a + c) + (b - d) * (b - d));
    right[k + 1] = right[k] + 0.25 * ((b + d) * (b + d) + (c - a) * (c - a));
  }
  ++slices_;
  take_(slice_);
}

}  // namespace otoscape::jobs::report
