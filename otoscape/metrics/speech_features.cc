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

using Row = std::array<float, kSpeechContext>;

// Difference of moving averages over 2·inner + 1 and 2·outer + 1 frames, of the inner second.
std::array<float, kInner> between(const Row& row, int inner, int outer) {
  std::array<double, kSpeechContext + 1> sum{};
  for (std::size_t i = 0; i < kSpeechContext; ++i)
    sum[i + 1] = sum[i] + static_cast<double>(row[i]);
  const auto mean = [&](int at, int half) {
    const auto from = static_cast<std::size_t>(at - half),
               to = static_cast<std::size_t>(at + half + 1);
    return (sum[to] - sum[from]) / (2 * half + 1);
  };
  std::array<float, kInner> out{};
  for (std::size_t i = 0; i < kInner; ++i) {
    const int at = static_cast<int>(i + kFirst);
    out[i] = static_cast<float>(mean(at, inner) - mean(at, outer));
  }
  return out;
}

float rms(std::span<const float> x) {
  double sum = 0.0;
  for (float v : x) sum += static_cast<double>(v * v);
  return static_cast<float>(std::sqrt(sum / static_cast<double>(x.size())));
}

float deviation(std::span<const float> x) {
  double sum = 0.0, squares = 0.0;
  for (float v : x) sum += v, squares += static_cast<double>(v * v);
  const double n = static_cast<double>(x.size()), mean = sum / n;
  return static_cast<float>(std::sqrt(std::max(0.0, squares / n - mean * mean)));
}

// Syllables: 2 to 8 Hz (averages over 50 ms and 490 ms); faster: 8 to 25 Hz (30 ms against 130).
struct Modulation {
  float syllables = 0.0f, together = 0.0f, faster = 0.0f;
};

Modulation modulation_of(std::span<const SpeechFrame, kSpeechContext> around, float floor_db) {
  Modulation m;
  std::array<float, kInner> all{};
  for (std::size_t b = 0; b < kBands; ++b) {
    Row row{};
    for (std::size_t i = 0; i < kSpeechContext; ++i) {
      row[i] = std::max(around[i].bands_db[b], floor_db);
    }
    const auto slow = between(row, 2, 24), fast = between(row, 0, 3);
    m.syllables += rms(slow) / kBands;
    m.faster += rms(fast) / kBands;
    for (std::size_t i = 0; i < kInner; ++i) all[i] += slow[i] / kBands;
  }
  m.together = rms(all);
  return m;
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
  double mean_power = 0.0;
  for (std::size_t i = 0; i < kInner; ++i) {
    level[i] = std::max(second[i].level_db, floor_db);
    mean_power += std::pow(10.0, 0.1 * static_cast<double>(level[i])) / kInner;
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
