// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/speech_activity.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "otoscape/metrics/speech_weights.h"

namespace otoscape::metrics {
namespace {

constexpr std::size_t kStep = 5;  // frames between two decisions
constexpr double kStepSeconds = 0.05;
constexpr float kClip = 3.0f, kScoreClip = 8.0f;
constexpr float kSilenceDb = -70.0f;   // re full scale: nobody is heard
constexpr float kFarBelowDb = -40.0f;  // a level further below its surroundings counts as this
constexpr std::size_t kShortest = 4;   // decisions: a stretch has more, a pause in one as many
                                       // or fewer

template <std::size_t N>
float score_of(const std::array<float, N>& features, const std::array<float, N>& mean,
               const std::array<float, N>& deviation,
               const std::array<float, N + N*(N + 1) / 2 + 1>& weights) {
  std::array<float, N> z{};
  for (std::size_t i = 0; i < N; ++i) {
    z[i] = std::clamp((features[i] - mean[i]) / deviation[i], -kClip, kClip);
  }
  const float* weight = weights.data();
  float sum = 0.0f;
  for (std::size_t i = 0; i < N; ++i) sum += z[i] * *weight++;
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t j = i; j < N; ++j) sum += z[i] * z[j] * *weight++;
  }
  return sum + *weight;
}

// Means over `wide` values around each, fewer at the ends.
std::vector<float> means(const std::vector<float>& x, std::size_t wide) {
  std::vector<double> sum(x.size() + 1, 0.0);
  for (std::size_t i = 0; i < x.size(); ++i) sum[i + 1] = sum[i] + static_cast<double>(x[i]);
  std::vector<float> out(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t from = i - std::min(i, wide / 2), to = std::min(x.size(), i + wide / 2 + 1);
    out[i] = static_cast<float>((sum[to] - sum[from]) / static_cast<double>(to - from));
  }
  return out;
}

std::vector<float> maxima(const std::vector<float>& x, std::size_t wide) {
  std::vector<float> out(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t from = i - std::min(i, wide / 2), to = std::min(x.size(), i + wide / 2 + 1);
    out[i] = *std::max_element(x.begin() + static_cast<std::ptrdiff_t>(from),
                               x.begin() + static_cast<std::ptrdiff_t>(to));
  }
  return out;
}

// Runs of `value` of at most `most` decisions become the other value; those at the ends stay.
void turn_short_runs(std::vector<bool>& decisions, bool value, std::size_t most) {
  for (std::size_t at = 0; at < decisions.size();) {
    std::size_t end = at;
    while (end < decisions.size() && decisions[end] == decisions[at]) ++end;
    if (decisions[at] == value && end - at <= most && at > 0 && end < decisions.size()) {
      std::fill(decisions.begin() + static_cast<std::ptrdiff_t>(at),
                decisions.begin() + static_cast<std::ptrdiff_t>(end), !value);
    }
    at = end;
  }
}

}  // namespace

SpeechActivity::SpeechActivity(Hertz rate)
    : frames_(rate), recent_(static_cast<std::size_t>(kSpeechReach), silent_speech_frame()) {}

void SpeechActivity::add(std::span<const float> sound) {
  frames_.add(sound, recent_);
  judge();
}

void SpeechActivity::judge() {
  namespace w = speech_weights;
  std::size_t at = 0;
  for (; at + kSpeechContext <= recent_.size(); at += kStep) {
    const auto around = std::span(recent_).subspan(at).first<kSpeechContext>();
    const float score =
        score_of(speech_features(around).values, w::kMean, w::kDeviation, w::kWeight);
    scores_.push_back(std::clamp(score, -kScoreClip, kScoreClip));
    levels_.push_back(around[static_cast<std::size_t>(kSpeechReach)].level_db);
  }
  recent_.erase(recent_.begin(), recent_.begin() + static_cast<std::ptrdiff_t>(at));
}

std::vector<bool> SpeechActivity::decide() const {
  namespace w = speech_weights;
  std::vector<float> powers;
  for (float db : levels_) powers.push_back(std::pow(10.0f, 0.1f * db));
  std::vector<float> level = means(powers, 11);
  for (float& x : level) x = 10.0f * std::log10(x + 1e-12f);
  const auto brief = means(scores_, 5), longer = means(scores_, 31), longest = means(scores_, 101);
  const auto far = maxima(level, 321), near = maxima(level, 61);
  std::vector<bool> speech(scores_.size());
  for (std::size_t i = 0; i < speech.size(); ++i) {
    const std::array<float, 5> wide = {brief[i], longer[i], longest[i],
                                       std::max(kFarBelowDb, level[i] - far[i]),
                                       std::max(kFarBelowDb, level[i] - near[i])};
    speech[i] = level[i] > kSilenceDb &&
                score_of(wide, w::kWideMean, w::kWideDeviation, w::kWideWeight) > 0.0f;
  }
  turn_short_runs(speech, false, kShortest);
  turn_short_runs(speech, true, kShortest);
  return speech;
}

std::vector<SpeechActivity::Stretch> SpeechActivity::finish() {
  frames_.finish(recent_);
  recent_.insert(recent_.end(), static_cast<std::size_t>(kSpeechReach), silent_speech_frame());
  judge();
  const std::vector<bool> speech = decide();
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < speech.size(); ++i) {
    if (!speech[i]) continue;
    const double middle = kStepSeconds * static_cast<double>(i);
    const Seconds from(std::max(0.0, middle - kStepSeconds / 2.0)), to(middle + kStepSeconds / 2.0);
    if (i > 0 && speech[i - 1]) {
      stretches.back().to = to;
    } else {
      stretches.push_back({from, to});
    }
  }
  return stretches;
}

}  // namespace otoscape::metrics
