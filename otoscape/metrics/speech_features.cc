// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/speech_features.h"

#include <algorithm>
#include <cmath>

namespace otoscape::metrics {
namespace {

constexpr std::size_t kBands = SpeechFrame::kBands;
constexpr std::size_t kInner = 2 * kSpeechHalf + 1, kFirst = kSpeechReach - kSpeechHalf;
constexpr float kRangeDb = 45.0f;  // below the loudest frame of the context: counts as its floor
constexpr float kVoiced = 0.55f;   // harmonicity
// A pitch that changes by more in 10 ms is another one, not the same moving.
constexpr float kSamePitchOct = 0.08f;
constexpr float kSteadyOct = 0.004f;  // 5 cents in 10 ms: 4.8 semitones a second

float deviation(std::span<const float> x) {
  double sum = 0.0, squares = 0.0;
  for (float v : x) sum += v, squares += static_cast<double>(v * v);
  const double n = static_cast<double>(x.size()), mean = sum / n;
  return static_cast<float>(std::sqrt(std::max(0.0, squares / n - mean * mean)));
}

// A value of each band, side by side in vectors: an even number.
using Bands = std::array<double, kBands + kBands % 2>;

// Syllables: 2 to 8 Hz (averages over 50 ms and 490 ms); faster: 8 to 25 Hz (10 ms against 70).
struct Modulation {
  float syllables = 0.0f, together = 0.0f, faster = 0.0f;
};

// Mean over the bands of the root of the mean over the inner second.
float mean_rms(const Bands& squares) {
  double sum = 0.0;
  for (const double x : squares) sum += std::sqrt(x / kInner) / kBands;
  return static_cast<float>(sum);
}

// Sums from the first frame on, of which any two give an average between.
Modulation modulation_of(std::span<const SpeechFrame, kSpeechContext> around, float floor_db) {
  constexpr std::size_t kNarrow = 2, kWide = 24, kFast = 3;  // frames to either side
  std::array<Bands, kSpeechContext + 1> sums;
  sums[0] = {};
  for (std::size_t i = 0; i < kSpeechContext; ++i) {
    Bands level{};
    for (std::size_t b = 0; b < kBands; ++b) {
      level[b] = static_cast<double>(std::max(around[i].bands_db[b], floor_db));
    }
    for (std::size_t b = 0; b < level.size(); ++b) sums[i + 1][b] = sums[i][b] + level[b];
  }
  Bands slow_squares{}, fast_squares{};
  double together = 0.0;
  for (std::size_t at = kFirst; at < kFirst + kInner; ++at) {
    Bands slow;
    const auto mean = [&](std::size_t half, std::size_t b) {
      const double share = 1.0 / static_cast<double>(2 * half + 1);
      return share * (sums[at + half + 1][b] - sums[at - half][b]);
    };
    for (std::size_t b = 0; b < slow.size(); ++b) {
      slow[b] = mean(kNarrow, b) - mean(kWide, b);
      const double fast = mean(0, b) - mean(kFast, b);
      slow_squares[b] += slow[b] * slow[b];
      fast_squares[b] += fast * fast;
    }
    double all = 0.0;
    for (const double x : slow) all += x;
    together += all * all;
  }
  return {mean_rms(slow_squares), static_cast<float>(std::sqrt(together / kInner) / kBands),
          mean_rms(fast_squares)};
}

struct Voicing {
  float share = 0.0f, mean = 0.0f, changes = 0.0f;
  float moving = 0.0f, steady = 0.0f, motion = 0.0f;
};

Voicing voicing_of(std::span<const SpeechFrame> second) {
  Voicing v;
  std::array<float, kInner> h{};
  int voiced = 0, moving = 0, steady = 0;
  double motion = 0.0;
  for (std::size_t i = 0; i < kInner; ++i) {
    h[i] = second[i].harmonicity;
    v.mean += h[i] / kInner;
    if (h[i] < kVoiced) continue;
    ++voiced;
    if (i < 2 || second[i - 2].harmonicity < kVoiced) continue;
    const float step = std::abs(second[i].pitch_oct - second[i - 2].pitch_oct) / 2.0f;
    if (step > kSamePitchOct) continue;
    (step < kSteadyOct ? steady : moving) += 1;
    motion += static_cast<double>(step);
  }
  v.share = static_cast<float>(voiced) / kInner;
  v.changes = deviation(h);
  v.moving = static_cast<float>(moving) / kInner;
  v.steady = static_cast<float>(steady) / kInner;
  v.motion = moving + steady > 0 ? static_cast<float>(100.0 * motion / (moving + steady)) : 0.0f;
  return v;
}

}  // namespace

SpeechFeatures speech_features(std::span<const SpeechFrame, kSpeechContext> around) {
  const auto second = around.subspan(kFirst, kInner);
  float loudest = SpeechFrames::kFloorDb;
  for (const SpeechFrame& frame : around) loudest = std::max(loudest, frame.level_db);
  const float floor_db = std::max(SpeechFrames::kFloorDb, loudest - kRangeDb);
  const Modulation m = modulation_of(around, floor_db);
  const Voicing v = voicing_of(second);
  std::array<float, kInner> level{}, tilt{};
  const double floor_power = std::pow(10.0, 0.1 * static_cast<double>(floor_db));
  double mean_power = 0.0;
  for (std::size_t i = 0; i < kInner; ++i) {
    level[i] = std::max(second[i].level_db, floor_db);
    mean_power += std::max(static_cast<double>(second[i].mean_square), floor_power) / kInner;
    const auto& b = second[i].bands_db;
    const auto at = [&](std::size_t band) { return std::max(b[band], floor_db); };
    tilt[i] = (at(1) + at(2) + at(3)) / 3.0f - (at(6) + at(7) + at(8)) / 3.0f;
  }
  const float mean_db = static_cast<float>(10.0 * std::log10(mean_power));
  float low = 0.0f;
  for (float db : level) low += db < mean_db - 6.0f ? 1.0f / kInner : 0.0f;
  // Whether the middle itself is loud: it sharpens the ends.
  float middle = 0.0f, softest = level[0];
  for (std::size_t i = 0; i < kInner; ++i) softest = std::min(softest, level[i]);
  for (std::size_t i = kSpeechHalf - 7; i <= kSpeechHalf + 7; ++i) middle += level[i] / 15.0f;
  SpeechFeatures f;
  f.values = {m.syllables,      m.together,      m.together / std::max(m.syllables, 0.1f),
              m.faster,         v.mean,          v.changes,
              v.share,          v.moving,        v.steady,
              v.motion,         deviation(tilt), low,
              middle - loudest, middle - softest};
  return f;
}

}  // namespace otoscape::metrics
