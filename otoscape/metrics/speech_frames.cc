// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/speech_frames.h"

#include <algorithm>
#include <cmath>

#include "otoscape/base/magnitude.h"
#include "otoscape/dsp/window.h"

namespace otoscape::metrics {
namespace {

constexpr double kRate = 16000.0;
constexpr std::size_t kStep = 160, kWindow = 640, kSize = 1024;  // 10, 40 and 64 ms
constexpr int kLargestBlock = 4096;
constexpr double kLowestHz = 150.0, kHighestHz = 3800.0;    // of the bands
constexpr double kPitchFromHz = 80.0, kPitchToHz = 2500.0;  // heard by the pitch
constexpr double kLowestPitchHz = 70.0, kHighestPitchHz = 400.0;
constexpr std::size_t kShortestLag = static_cast<std::size_t>(kRate / kHighestPitchHz);
constexpr std::size_t kLongestLag = static_cast<std::size_t>(kRate / kLowestPitchHz);
constexpr double kOctaveCost = 0.03;  // of harmonicity an octave down: or sub-octaves would win

// Glasberg & Moore (1990), eq. 4, and back.
double erb_number(double hz) { return 21.4 * std::log10(0.00437 * hz + 1.0); }
double hz_of(double erb_number) { return (std::pow(10.0, erb_number / 21.4) - 1.0) / 0.00437; }

std::size_t bin_of(double hz) { return static_cast<std::size_t>(std::lround(hz * kSize / kRate)); }

// Past the last bin that is looked at.
constexpr std::size_t kBins = static_cast<std::size_t>(kHighestHz * kSize / kRate) + 2;

// The first bin of each band, and the bin after the last.
std::array<std::size_t, SpeechFrame::kBands + 1> band_edges() {
  std::array<std::size_t, SpeechFrame::kBands + 1> edges{};
  const double low = erb_number(kLowestHz), high = erb_number(kHighestHz);
  for (int b = 0; b <= SpeechFrame::kBands; ++b) {
    edges[static_cast<std::size_t>(b)] =
        bin_of(hz_of(low + (high - low) * b / SpeechFrame::kBands));
  }
  return edges;
}

float in_db(double mean_square) {
  return std::max(SpeechFrames::kFloorDb,
                  static_cast<float>(10.0 * std::log10(std::max(mean_square, 1e-12))));
}

}  // namespace

SpeechFrame silent_speech_frame() {
  SpeechFrame frame;
  frame.bands_db.fill(SpeechFrames::kFloorDb);
  frame.level_db = SpeechFrames::kFloorDb;
  return frame;
}

SpeechFrames::SpeechFrames(Hertz rate)
    : resampler_(rate, Hertz(kRate), kLargestBlock, 0), rate_(rate.value()) {
  fft_.prepare(static_cast<int>(kSize), arena_);
  re_ = arena_.take<float>(kSize);
  im_ = arena_.take<float>(kSize);
  for (auto& power : power_) power = arena_.take<float>(kBins);
  window_ = arena_.take<float>(kWindow);
  for (std::size_t n = 0; n < kWindow; ++n) {
    window_[n] = static_cast<float>(dsp::hann(static_cast<double>(n) + 0.5, kWindow));
  }
  // The window's own autocorrelation, by which that of a windowed sound falls with the lag.
  for (std::size_t lag = 0; lag <= kLongestLag; ++lag) {
    double sum = 0.0, all = 0.0;
    for (std::size_t n = 0; n < kWindow; ++n) {
      all += window_[n] * window_[n];
      if (n + lag < kWindow) sum += window_[n] * window_[n + lag];
    }
    lag_gain_.push_back(static_cast<float>(all / std::max(sum, 1e-3 * all)));
    const double octaves = std::log2(static_cast<double>(lag) / kShortestLag);
    lag_cost_.push_back(static_cast<float>(kOctaveCost * octaves));
  }
  resampled_.resize(static_cast<std::size_t>(resampler_.most(kLargestBlock)));
  // The middle of the first window is the sound's start.
  const double late = dsp::Resampler::delay_frames(rate, Hertz(kRate)) * kRate / rate_;
  const std::size_t before = kWindow / 2;
  const auto delay = static_cast<std::size_t>(std::lround(late));
  waiting_.assign(before - std::min(before, delay), 0.0f);
}

void SpeechFrames::add(std::span<const float> sound, std::vector<SpeechFrame>& frames) {
  heard_ += static_cast<std::int64_t>(sound.size());
  while (!sound.empty()) {
    const auto part = sound.first(std::min<std::size_t>(sound.size(), kLargestBlock));
    sound = sound.subspan(part.size());
    const int made = resampler_.process(base::finite(part, mended_), resampled_);
    waiting_.insert(waiting_.end(), resampled_.begin(), resampled_.begin() + made);
    take(frames);
  }
}

void SpeechFrames::finish(std::vector<SpeechFrame>& frames) {
  const std::vector<float> silence(static_cast<std::size_t>(0.1 * rate_), 0.0f);
  const auto wanted =
      static_cast<std::int64_t>(std::ceil(static_cast<double>(heard_) / rate_ * kPerSecond));
  while (given_ < wanted) add(silence, frames);
  frames.resize(frames.size() - std::min(frames.size(), static_cast<std::size_t>(given_ - wanted)));
  given_ = wanted;
}

void SpeechFrames::take(std::vector<SpeechFrame>& frames) {
  std::size_t at = 0;
  for (; at + kStep + kWindow <= waiting_.size(); at += 2 * kStep, given_ += 2) {
    const Pair two = pair(std::span(waiting_).subspan(at, kStep + kWindow));
    frames.insert(frames.end(), two.begin(), two.end());
  }
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(at));
}

SpeechFrames::Pair SpeechFrames::pair(std::span<const float> sound) {
  for (std::size_t n = 0; n < kWindow; ++n) {
    re_[n] = sound[n] * window_[n];
    im_[n] = sound[kStep + n] * window_[n];
  }
  std::ranges::fill(re_.subspan(kWindow), 0.0f);
  std::ranges::fill(im_.subspan(kWindow), 0.0f);
  fft_.forward(re_, im_);
  // Of a real signal in each part the spectra are the even and the odd part of the transform.
  for (std::size_t k = 1; k < kBins; ++k) {
    const std::size_t mirror = kSize - k;
    const float even_re = re_[k] + re_[mirror], even_im = im_[k] - im_[mirror];
    const float odd_re = im_[k] + im_[mirror], odd_im = re_[mirror] - re_[k];
    power_[0][k] = 0.25f * (even_re * even_re + even_im * even_im);
    power_[1][k] = 0.25f * (odd_re * odd_re + odd_im * odd_im);
  }
  Pair frames;
  find_levels(frames);
  // Magnitudes are alike at a bin and its mirror, so that either frame's autocorrelation is real.
  static const std::size_t first = bin_of(kPitchFromHz), last = bin_of(kPitchToHz);
  std::ranges::fill(re_, 0.0f);
  std::ranges::fill(im_, 0.0f);
  for (std::size_t k = first; k <= last; ++k) {
    re_[k] = re_[kSize - k] = std::sqrt(power_[0][k]);
    im_[k] = im_[kSize - k] = std::sqrt(power_[1][k]);
  }
  fft_.inverse_to_half(re_, im_);
  find_pitch(re_, frames[0]);
  find_pitch(im_, frames[1]);
  // Where nothing is, the transform leaves rounding of the other frame.
  for (std::size_t i = 0; i < 2; ++i) {
    if (base::largest_magnitude(sound.subspan(i * kStep, kWindow)) == 0.0f)
      frames[i] = silent_speech_frame();
  }
  return frames;
}

void SpeechFrames::find_levels(Pair& frames) const {
  static const auto edges = band_edges();
  // Two sides; the mean square of the window is 3/8.
  constexpr double kScale = 2.0 / (0.375 * kWindow * kSize);
  double all[2] = {};
  for (std::size_t b = 0; b < SpeechFrame::kBands; ++b) {
    double sum[2] = {};
    for (std::size_t k = edges[b]; k < edges[b + 1]; ++k) {
      sum[0] += static_cast<double>(power_[0][k]);
      sum[1] += static_cast<double>(power_[1][k]);
    }
    for (std::size_t i = 0; i < 2; ++i) {
      frames[i].bands_db[b] = in_db(kScale * sum[i]);
      all[i] += sum[i];
    }
  }
  for (std::size_t i = 0; i < 2; ++i) {
    frames[i].level_db = in_db(kScale * all[i]);
    frames[i].mean_square = static_cast<float>(kScale * all[i]);
  }
}

void SpeechFrames::find_pitch(std::span<const float> correlation, SpeechFrame& frame) const {
  if (correlation[0] <= 0.0f) return;
  const float scale = 1.0f / correlation[0];
  std::array<float, kLongestLag + 1 - kShortestLag> strength;  // of peaks
  for (std::size_t i = 0; i < strength.size(); ++i) {
    const std::size_t lag = kShortestLag + i;
    const float at = correlation[lag];
    // No branch between the two, so that the loop becomes vectors.
    const bool peak =
        static_cast<int>(at >= correlation[lag - 1]) & static_cast<int>(at >= correlation[lag + 1]);
    const float value = at * scale * lag_gain_[lag] - lag_cost_[lag];
    strength[i] = peak ? value : 0.0f;
  }
  const auto strongest = std::ranges::max_element(strength);
  if (*strongest <= 0.0f) return;
  const auto best_lag = kShortestLag + static_cast<std::size_t>(strongest - strength.begin());
  const auto at = [&](std::size_t lag) { return static_cast<double>(correlation[lag]); };
  const double before = at(best_lag - 1), after = at(best_lag + 1);
  const double bend = before - 2.0 * at(best_lag) + after;
  const double off = bend < 0.0 ? 0.5 * (before - after) / bend : 0.0;
  frame.pitch_oct = static_cast<float>(std::log2(kRate / (static_cast<double>(best_lag) + off)));
  frame.harmonicity = std::min(*strongest, 1.0f);
}

}  // namespace otoscape::metrics
