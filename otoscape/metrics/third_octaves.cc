// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/third_octaves.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "otoscape/base/magnitude.h"
#include "otoscape/dsp/window.h"

namespace otoscape::metrics {
namespace {

constexpr double kWindowSeconds = 2.0 / ThirdOctaves::kPerSecond;
constexpr float kLargest = 1e6f;
constexpr std::size_t kSamplesAtOnce = 4096;

// Rarely is a sample no number or absurdly large.
void append(std::vector<float>& to, std::span<const float> from) {
  const auto old = static_cast<std::ptrdiff_t>(to.size());
  to.insert(to.end(), from.begin(), from.end());
  if (base::largest_magnitude(from) <= kLargest) return;
  std::for_each(to.begin() + old, to.end(),
                [](float& x) { x = std::isfinite(x) ? std::clamp(x, -kLargest, kLargest) : 0.0f; });
}

}  // namespace

ThirdOctaves::ThirdOctaves(Hertz rate)
    : rate_(rate.value()), window_frames_(static_cast<int>(std::lround(kWindowSeconds * rate_))) {
  const auto size =
      static_cast<int>(std::max(64u, std::bit_ceil(static_cast<unsigned>(window_frames_))));
  fft_.prepare(size, arena_);
  re_ = arena_.take<float>(static_cast<std::size_t>(size));
  im_ = arena_.take<float>(static_cast<std::size_t>(size));
  window_ = arena_.take<float>(static_cast<std::size_t>(window_frames_));
  double squares = 0.0;
  for (int n = 0; n < window_frames_; ++n) {
    const double w = dsp::hann(n + 0.5, window_frames_);
    window_[static_cast<std::size_t>(n)] = static_cast<float>(w);
    squares += w * w;
  }
  // Two sides to one; the even and odd parts of the shared transform are halved.
  const double scale = std::sqrt(0.5 / (squares * size));
  for (float& w : window_) w *= static_cast<float>(scale);
  const int half = size / 2;
  const double bin_hz = rate_ / size;
  for (const double centre : sii_table(SiiProcedure::third_octaves).centre_hz) {
    const double from = centre * std::exp2(-1.0 / 6.0) / bin_hz + 0.5;
    const double to = std::min(centre * std::exp2(1.0 / 6.0) / bin_hz + 0.5, half + 1.0);
    if (from >= to) break;  // beyond half the rate
    const int first = static_cast<int>(from), last = static_cast<int>(std::ceil(to)) - 1;
    bins_.push_back(
        {first, last, static_cast<float>(first + 1 - from), static_cast<float>(to - last)});
  }
  for (auto& power : power_) power.resize(static_cast<std::size_t>(half) + 1);
  waiting_from_ = start_of(0);
  for (auto& sound : waiting_) sound.assign(static_cast<std::size_t>(-waiting_from_), 0.0f);
}

// The first sample of a frame's window.
std::int64_t ThirdOctaves::start_of(std::int64_t frame) const {
  const double middle = (static_cast<double>(frame) + 0.5) / kPerSecond;
  return std::llround(middle * rate_) - window_frames_ / 2;
}

void ThirdOctaves::add(std::span<const float> one, std::span<const float> other,
                       std::vector<Frame>& frames) {
  for (std::size_t at = 0; at < one.size(); at += kSamplesAtOnce) {
    const std::size_t count = std::min(kSamplesAtOnce, one.size() - at);
    append(waiting_[0], one.subspan(at, count));
    append(waiting_[1], other.subspan(at, count));
    heard_ += static_cast<std::int64_t>(count);
    const auto end = waiting_from_ + static_cast<std::int64_t>(waiting_[0].size());
    for (; start_of(given_) + window_frames_ <= end; ++given_) {
      frames.push_back(transform(static_cast<std::size_t>(start_of(given_) - waiting_from_)));
    }
    const std::int64_t gone = std::min(start_of(given_), end) - waiting_from_;
    for (auto& sound : waiting_) sound.erase(sound.begin(), sound.begin() + gone);
    waiting_from_ += gone;
  }
}

void ThirdOctaves::finish(std::vector<Frame>& frames) {
  const auto wanted =
      static_cast<std::int64_t>(std::ceil(static_cast<double>(heard_) / rate_ * kPerSecond));
  const std::vector<float> silence(static_cast<std::size_t>(window_frames_), 0.0f);
  const std::int64_t heard = heard_;
  while (given_ < wanted) add(silence, silence, frames);
  heard_ = heard;
  frames.resize(frames.size() - static_cast<std::size_t>(given_ - wanted));
  given_ = wanted;
}

ThirdOctaves::Frame ThirdOctaves::transform(std::size_t at) {
  const auto length = static_cast<std::size_t>(window_frames_);
  for (std::size_t n = 0; n < length; ++n) {
    re_[n] = waiting_[0][at + n] * window_[n];
    im_[n] = waiting_[1][at + n] * window_[n];
  }
  std::fill(re_.begin() + window_frames_, re_.end(), 0.0f);
  std::fill(im_.begin() + window_frames_, im_.end(), 0.0f);
  fft_.forward(re_, im_);
  const std::size_t size = re_.size(), last_bin = power_[0].size() - 1;
  for (std::size_t k = 1; k <= last_bin; ++k) {
    const float re_sum = re_[k] + re_[size - k], re_off = re_[size - k] - re_[k];
    const float im_sum = im_[k] + im_[size - k], im_off = im_[k] - im_[size - k];
    power_[0][k] = re_sum * re_sum + im_off * im_off;
    power_[1][k] = im_sum * im_sum + re_off * re_off;
  }
  power_[0][last_bin] *= 0.5f;
  power_[1][last_bin] *= 0.5f;
  Frame frame{};
  for (std::size_t sound = 0; sound < 2; ++sound) {
    for (std::size_t b = 0; b < bins_.size(); ++b) {
      const Bins& bins = bins_[b];
      const float* power = power_[sound].data();
      float sum = bins.first_part * power[bins.first] + bins.last_part * power[bins.last];
      if (bins.first == bins.last)
        sum = (bins.first_part + bins.last_part - 1.0f) * power[bins.first];
      for (int k = bins.first + 1; k < bins.last; ++k) sum += power[k];
      frame[sound][b] = sum;
    }
  }
  return frame;
}

}  // namespace otoscape::metrics
