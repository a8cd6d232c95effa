// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/speech_frames.h"

#include <algorithm>
#include <cmath>

#include "otoscape/dsp/window.h"

namespace otoscape::metrics {
namespace {

constexpr double kRate = 16000.0;
constexpr int kStep = 160, kWindow = 640, kSize = 1024;  // 10, 40 and 64 ms
constexpr int kLargestBlock = 4096;
constexpr double kLowestHz = 150.0, kHighestHz = 3800.0;    // of the bands
constexpr double kPitchFromHz = 80.0, kPitchToHz = 2500.0;  // heard by the pitch
constexpr double kLowestPitchHz = 70.0, kHighestPitchHz = 400.0;
constexpr double kOctaveCost = 0.03;  // of harmonicity an octave down: or sub-octaves would win

// Glasberg & Moore (1990), eq. 4, and back.
double erb_number(double hz) { return 21.4 * std::log10(0.00437 * hz + 1.0); }
double hz_of(double erb_number) { return (std::pow(10.0, erb_number / 21.4) - 1.0) / 0.00437; }

int bin_of(double hz) { return static_cast<int>(std::lround(hz * kSize / kRate)); }

// The first bin of each band, and the bin after the last.
std::array<int, SpeechFrame::kBands + 1> band_edges() {
  std::array<int, SpeechFrame::kBands + 1> edges{};
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

SpeechFrames::SpeechFrames(Hertz rate)
    : resampler_(rate, Hertz(kRate), kLargestBlock, 0), rate_(rate.value()) {
  fft_.prepare(kSize, arena_);
  re_ = arena_.take<float>(kSize);
  im_ = arena_.take<float>(kSize);
  power_ = arena_.take<float>(kSize / 2 + 1);
  window_ = arena_.take<float>(kWindow);
  for (int n = 0; n < kWindow; ++n) {
    window_[static_cast<std::size_t>(n)] = static_cast<float>(dsp::hann(n + 0.5, kWindow));
  }
  // The window's own autocorrelation, by which that of a windowed sound falls with the lag.
  lag_gain_ = arena_.take<float>(kWindow);
  for (std::size_t lag = 0; lag < kWindow; ++lag) {
    double sum = 0.0, all = 0.0;
    for (std::size_t n = 0; n < kWindow; ++n) {
      all += window_[n] * window_[n];
      if (n + lag < kWindow) sum += window_[n] * window_[n + lag];
    }
    lag_gain_[lag] = static_cast<float>(all / std::max(sum, 1e-3 * all));
  }
  resampled_.resize(static_cast<std::size_t>(resampler_.most(kLargestBlock)));
  // The middle of the first window is the sound's start.
  const double late = dsp::Resampler::delay_frames(rate, Hertz(kRate)) * kRate / rate_;
  const auto before = static_cast<std::size_t>(kWindow / 2);
  const auto delay = static_cast<std::size_t>(std::lround(late));
  waiting_.assign(before - std::min(before, delay), 0.0f);
}

void SpeechFrames::add(std::span<const float> sound, std::vector<SpeechFrame>& frames) {
  heard_ += static_cast<std::int64_t>(sound.size());
  while (!sound.empty()) {
    const auto part = sound.first(std::min<std::size_t>(sound.size(), kLargestBlock));
    sound = sound.subspan(part.size());
    clean_.assign(part.begin(), part.end());
    for (float& x : clean_) x = std::isfinite(x) ? x : 0.0f;
    const int made = resampler_.process(clean_, resampled_);
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
  for (; at + kWindow <= waiting_.size(); at += kStep, ++given_) {
    frames.push_back(frame(std::span(waiting_).subspan(at, kWindow)));
  }
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(at));
}

SpeechFrame SpeechFrames::frame(std::span<const float> sound) {
  static const auto edges = band_edges();
  std::ranges::fill(re_, 0.0f);
  std::ranges::fill(im_, 0.0f);
  for (std::size_t n = 0; n < kWindow; ++n) re_[n] = sound[n] * window_[n];
  fft_.forward(re_, im_);
  for (std::size_t k = 0; k < power_.size(); ++k) power_[k] = re_[k] * re_[k] + im_[k] * im_[k];
  // Two sides; the mean square of the window is 3/8.
  constexpr double kScale = 2.0 / (0.375 * kWindow * kSize);
  SpeechFrame frame;
  double all = 0.0;
  for (std::size_t b = 0; b < SpeechFrame::kBands; ++b) {
    double sum = 0.0;
    for (int k = edges[b]; k < edges[b + 1]; ++k) sum += power_[static_cast<std::size_t>(k)];
    frame.bands_db[b] = in_db(kScale * sum);
    all += sum;
  }
  frame.level_db = in_db(kScale * all);
  find_pitch(frame);
  return frame;
}

void SpeechFrames::find_pitch(SpeechFrame& frame) {
  static const int first = bin_of(kPitchFromHz), last = bin_of(kPitchToHz);
  std::ranges::fill(re_, 0.0f);
  std::ranges::fill(im_, 0.0f);
  for (int k = first; k <= last; ++k) {
    const float magnitude = std::sqrt(power_[static_cast<std::size_t>(k)]);
    re_[static_cast<std::size_t>(k)] = re_[static_cast<std::size_t>(kSize - k)] = magnitude;
  }
  fft_.inverse(re_, im_);
  if (re_[0] <= 0.0f) return;
  const int from = static_cast<int>(kRate / kHighestPitchHz),
            to = static_cast<int>(kRate / kLowestPitchHz);
  const auto at = [&](int lag) {
    const auto i = static_cast<std::size_t>(lag);
    return static_cast<double>(re_[i] / re_[0]);
  };
  double best = 0.0;
  for (int lag = from; lag <= to; ++lag) {
    if (at(lag) < at(lag - 1) || at(lag) < at(lag + 1)) continue;
    const double octaves = std::log2(static_cast<double>(lag) / from);
    const double strength =
        at(lag) * static_cast<double>(lag_gain_[static_cast<std::size_t>(lag)]) -
        kOctaveCost * octaves;
    if (strength <= best) continue;
    best = strength;
    const double bend = at(lag - 1) - 2.0 * at(lag) + at(lag + 1);
    const double off = bend < 0.0 ? 0.5 * (at(lag - 1) - at(lag + 1)) / bend : 0.0;
    frame.pitch_oct = static_cast<float>(std::log2(kRate / (lag + off)));
  }
  frame.harmonicity = static_cast<float>(std::clamp(best, 0.0, 1.0));
}

}  // namespace otoscape::metrics
