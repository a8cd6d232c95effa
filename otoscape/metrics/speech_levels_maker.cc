// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/speech_levels_maker.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "otoscape/metrics/dialogue_noise.h"
#include "otoscape/metrics/speech_activity.h"
#include "otoscape/metrics/third_octaves.h"

namespace otoscape::metrics {
namespace {

using Frame = ThirdOctaves::Frame;

constexpr int kFrames = DialogueNoise::kFrames;          // of a row
constexpr std::int64_t kRowReach = 5, kNoiseReach = 15;  // rows either way
constexpr double kNoisePart = 0.2;                       // of the rows, by power: gaps lie below
constexpr double kRowSeconds = 0.11;   // over which a row of white noise is averaged
constexpr double kLeastExcess = 1.1;   // of speech and noise over noise
constexpr double kFarBelow = 1e-2;     // speech that is not found counts as this much of the noise
constexpr double kActiveBelow = 1e-3;  // of the dialogue's loud rows
constexpr double kSilence = 1e-7;      // mean square: −70 dB, nobody is heard
constexpr double kLoudPart = 0.95;     // of the dialogue's rows, by power
// Less speech than this is none, as in docs/models/dialogue.md: one false alarm is no dialogue.
constexpr double kLeastRows = 10.0, kLeastShare = 0.01;
constexpr std::int64_t kHang = 3;  // rows: pauses within a sentence are speech

double sum_of(const Frame& row) {
  double sum = 0.0;
  for (const auto& ear : row) {
    for (const float power : ear) sum += static_cast<double>(power);
  }
  return sum;
}

// The 20th percentile of the power of white noise in a band, re its mean: chi-square's of 2k
// degrees of freedom, by Wilson & Hilferty (1931).
double percentile_of_noise(double width_hz) {
  constexpr double kNormalPercentile = -0.8416;
  const double k = width_hz * kRowSeconds;
  return std::pow(1.0 - 1.0 / (9.0 * k) + kNormalPercentile / (3.0 * std::sqrt(k)), 3.0);
}

// Powers of frames, in rows of five.
class Rows {
 public:
  void add(const std::vector<Frame>& frames) {
    for (const Frame& frame : frames) {
      for (std::size_t ear = 0; ear < 2; ++ear) {
        for (std::size_t b = 0; b < kThirdOctaves; ++b) open_[ear][b] += frame[ear][b];
      }
      if (++in_open_ == kFrames) close();
    }
  }
  void close() {
    if (in_open_ == 0) return;
    for (auto& ear : open_) {
      for (float& power : ear) power /= static_cast<float>(in_open_);
    }
    rows.push_back(open_);
    open_ = {};
    in_open_ = 0;
  }
  std::vector<Frame> rows;

 private:
  Frame open_{};
  int in_open_ = 0;
};

}  // namespace

struct SpeechLevelsMaker::Impl {
  explicit Impl(const Setup& of) : setup(of), programme_bands(of.rate) {
    if (setup.has_dialogue) {
      dialogue_bands.emplace(setup.rate);
      dialogue_noise.emplace(setup.rate);
    } else {
      activity.emplace(setup.rate);
    }
  }
  void take();
  std::vector<bool> where_spoken();
  std::vector<bool> where_dialogue() const;
  void put(SpeechLevels& levels, const Frame& bands) const;
  void put_alone(SpeechLevels& levels, const std::vector<bool>& spoken, std::int64_t row) const;
  Frame noise_in_gaps(std::int64_t row) const;
  Frame around(const std::vector<Frame>& rows, const std::vector<bool>& spoken,
               std::int64_t row) const;

  Setup setup;
  ThirdOctaves programme_bands;
  std::optional<ThirdOctaves> dialogue_bands;
  std::optional<DialogueNoise> dialogue_noise;
  std::optional<SpeechActivity> activity;
  std::vector<float> sum;
  std::vector<Frame> programme_frames, dialogue_frames;  // that are not yet in a row
  Rows programme, dialogue;
};

// Moves frames to their rows.
void SpeechLevelsMaker::Impl::take() {
  programme.add(programme_frames);
  dialogue.add(dialogue_frames);
  programme_frames.clear();
  dialogue_frames.clear();
}

std::vector<bool> SpeechLevelsMaker::Impl::where_spoken() {
  const auto rows = std::ssize(programme.rows);
  std::vector<bool> spoken(programme.rows.size());
  for (const auto& stretch : activity->finish()) {
    const auto from = std::llround(stretch.from.value() * SpeechLevels::kPerSecond);
    const auto to =
        std::min<std::int64_t>(rows, std::llround(stretch.to.value() * SpeechLevels::kPerSecond));
    for (auto row = from; row < to; ++row) spoken[static_cast<std::size_t>(row)] = true;
  }
  const auto count = static_cast<double>(std::ranges::count(spoken, true));
  const double least = std::max(kLeastRows, kLeastShare * static_cast<double>(rows));
  if (count < least) std::fill(spoken.begin(), spoken.end(), false);
  return spoken;
}

std::vector<bool> SpeechLevelsMaker::Impl::where_dialogue() const {
  std::vector<double> powers;
  for (const Frame& row : dialogue.rows) {
    if (sum_of(row) > kSilence) powers.push_back(sum_of(row));
  }
  std::vector<bool> spoken(dialogue.rows.size());
  if (powers.empty()) return spoken;
  const auto loud = powers.begin() +
                    static_cast<std::ptrdiff_t>(kLoudPart * static_cast<double>(powers.size() - 1));
  std::ranges::nth_element(powers, loud);
  const auto rows = std::ssize(spoken);
  for (std::int64_t row = 0; row < rows; ++row) {
    const double power = sum_of(dialogue.rows[static_cast<std::size_t>(row)]);
    if (power < std::max(kSilence, kActiveBelow * *loud)) continue;
    for (auto r = std::max<std::int64_t>(row - kHang, 0); r < std::min(rows, row + kHang + 1); ++r)
      spoken[static_cast<std::size_t>(r)] = true;
  }
  return spoken;
}

void SpeechLevelsMaker::Impl::put(SpeechLevels& levels, const Frame& bands) const {
  for (const auto& ear : bands) {
    for (const float power : ear)
      levels.values.push_back(SpeechLevels::to_value(static_cast<double>(power)));
  }
}

Frame SpeechLevelsMaker::Impl::noise_in_gaps(std::int64_t row) const {
  const auto width_db = sii_table(SiiProcedure::third_octaves).width_db;
  const auto from = std::max<std::int64_t>(row - kNoiseReach, 0);
  const auto to = std::min(std::ssize(programme.rows), row + kNoiseReach + 1);
  std::vector<float> powers(static_cast<std::size_t>(to - from));
  const auto place = static_cast<std::ptrdiff_t>(kNoisePart * static_cast<double>(to - from));
  Frame noise_powers{};
  for (std::size_t ear = 0; ear < 2; ++ear) {
    for (std::size_t b = 0; b < kThirdOctaves; ++b) {
      for (auto r = from; r < to; ++r)
        powers[static_cast<std::size_t>(r - from)] =
            programme.rows[static_cast<std::size_t>(r)][ear][b];
      std::ranges::nth_element(powers, powers.begin() + place);
      const double bias = percentile_of_noise(std::pow(10.0, 0.1 * width_db[b]));
      noise_powers[ear][b] = powers[static_cast<std::size_t>(place)] / static_cast<float>(bias);
    }
  }
  return noise_powers;
}

// The mean over the second around a row, of rows in which somebody speaks.
Frame SpeechLevelsMaker::Impl::around(const std::vector<Frame>& rows,
                                      const std::vector<bool>& spoken, std::int64_t row) const {
  Frame mean{};
  float count = 0.0f;
  const auto to = std::min(std::ssize(rows), row + kRowReach + 1);
  for (auto r = std::max<std::int64_t>(row - kRowReach, 0); r < to; ++r) {
    if (!spoken[static_cast<std::size_t>(r)]) continue;
    count += 1.0f;
    for (std::size_t ear = 0; ear < 2; ++ear) {
      for (std::size_t b = 0; b < kThirdOctaves; ++b)
        mean[ear][b] += rows[static_cast<std::size_t>(r)][ear][b];
    }
  }
  for (auto& ear : mean) {
    for (float& power : ear) power /= count;
  }
  return mean;
}

SpeechLevelsMaker::SpeechLevelsMaker(const Setup& setup) : impl_(std::make_unique<Impl>(setup)) {}
SpeechLevelsMaker::~SpeechLevelsMaker() = default;

void SpeechLevelsMaker::add(const BothEars& programme, const BothEars& dialogue) {
  Impl& my = *impl_;
  my.programme_bands.add(programme[0], programme[1], my.programme_frames);
  if (my.dialogue_bands) {
    my.dialogue_bands->add(dialogue[0], dialogue[1], my.dialogue_frames);
    my.dialogue_noise->add(programme, dialogue);
  } else {
    my.sum.resize(programme[0].size());
    std::ranges::transform(programme[0], programme[1], my.sum.begin(), std::plus());
    my.activity->add(my.sum);
  }
  my.take();
}

// Speech and noise of a row, where only the programme is known.
void SpeechLevelsMaker::Impl::put_alone(SpeechLevels& levels, const std::vector<bool>& spoken,
                                        std::int64_t row) const {
  const Frame noise_powers = noise_in_gaps(row);
  Frame speech = around(programme.rows, spoken, row);
  for (std::size_t ear = 0; ear < 2; ++ear) {
    for (std::size_t b = 0; b < kThirdOctaves; ++b) {
      const double all = static_cast<double>(speech[ear][b]);
      const double n = static_cast<double>(noise_powers[ear][b]);
      speech[ear][b] = static_cast<float>(std::max(all - kLeastExcess * n, kFarBelow * n));
    }
  }
  put(levels, speech);
  put(levels, noise_powers);
}

SpeechLevels SpeechLevelsMaker::finish() {
  Impl& my = *impl_;
  my.programme_bands.finish(my.programme_frames);
  if (my.dialogue_bands) my.dialogue_bands->finish(my.dialogue_frames);
  my.take();
  my.programme.close();
  my.dialogue.close();
  SpeechLevels levels;
  levels.begin = my.setup.begin;
  levels.rows = std::ssize(my.programme.rows);
  levels.noise_frames = my.dialogue_bands ? kFrames : 1;
  if (my.dialogue_noise) {
    levels.dialogue_fits = my.dialogue_noise->finish(my.programme.rows, my.dialogue.rows);
  }
  const std::vector<bool> spoken = my.dialogue_bands ? my.where_dialogue() : my.where_spoken();
  for (std::int64_t row = 0; row < levels.rows; ++row) {
    if (!spoken[static_cast<std::size_t>(row)]) continue;
    levels.at.push_back(static_cast<std::uint32_t>(row));
    if (!my.dialogue_bands) {
      my.put_alone(levels, spoken, row);
      continue;
    }
    my.put(levels, my.around(my.dialogue.rows, spoken, row));
    const auto noise_values = my.dialogue_noise->row(static_cast<std::size_t>(row));
    levels.values.insert(levels.values.end(), noise_values.begin(), noise_values.end());
  }
  return levels;
}

}  // namespace otoscape::metrics
