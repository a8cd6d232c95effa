// SPDX-License-Identifier: Apache-2.0
// EBU Tech 3341, minimum requirements: sines of 1 kHz at these levels in dBFS (of their peaks),
// within ±0.1 LU; and the sections and steps of a scene.

#include "jobs/measure/loudness_meter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace otoscape::jobs::measure {
namespace {

struct Tone {
  double dbfs, seconds;
};
using Channels = std::vector<std::vector<float>>;

Channels tones(const std::vector<std::vector<Tone>>& channels, double rate_hz = 48000) {
  Channels all;
  for (const auto& tones : channels) {
    auto& x = all.emplace_back();
    for (const Tone& tone : tones) {
      const double amplitude = std::isfinite(tone.dbfs) ? std::pow(10.0, tone.dbfs / 20.0) : 0.0;
      for (int n = 0; n < std::lround(tone.seconds * rate_hz); ++n) {
        const double turn = 2.0 * std::numbers::pi * 1000.0 / rate_hz;
        x.push_back(static_cast<float>(amplitude * std::sin(turn * static_cast<double>(x.size()))));
      }
    }
  }
  return all;
}

struct Asked {
  std::string layout = "stereo";
  double rate_hz = 48000;
  std::vector<LoudnessPoint> points = {};
  std::size_t cut = 4096;
  double begin_s = 0.0;
};

LoudnessFacts measured(const Channels& channels, const Asked& asked = {}) {
  LoudnessMeter meter(
      {Hertz(asked.rate_hz), *layout_named(asked.layout), Seconds(asked.begin_s), asked.points});
  const std::size_t frames = channels[0].size();
  for (std::size_t at = 0; at < frames; at += asked.cut) {
    std::vector<std::span<const float>> part;
    for (const auto& x : channels) {
      part.push_back(std::span(x).subspan(at, std::min(asked.cut, frames - at)));
    }
    meter.add(part);
  }
  return meter.finish();
}

double integrated(const std::vector<Tone>& both) {
  return measured(tones({both, both})).integrated_lufs.value_or(-999.0);
}

TEST(Tech3341, IntegratedLoudness) {
  EXPECT_NEAR(integrated({{-23, 20}}), -23.0, 0.1);
  EXPECT_NEAR(integrated({{-33, 20}}), -33.0, 0.1);
  EXPECT_NEAR(integrated({{-36, 10}, {-23, 60}, {-36, 10}}), -23.0, 0.1);
  EXPECT_NEAR(integrated({{-72, 10}, {-36, 10}, {-23, 60}, {-36, 10}, {-72, 10}}), -23.0, 0.1);
  EXPECT_NEAR(integrated({{-26, 20}, {-20, 20.1}, {-26, 20}}), -23.0, 0.1);
}

TEST(Tech3341, SurroundsWeighMore) {
  const auto facts = measured(
      tones({{{-28, 20}}, {{-28, 20}}, {{-24, 20}}, {{-30, 20}}, {{-30, 20}}}), {.layout = "5.0"});
  EXPECT_NEAR(*facts.integrated_lufs, -23.0, 0.1);
}

TEST(Tech3341, MomentaryAndShortTerm) {
  std::vector<Tone> nine, twelve;
  for (int i = 0; i < 5; ++i) nine.insert(nine.end(), {{-20, 1.34}, {-30, 1.66}});
  for (int i = 0; i < 25; ++i) twelve.insert(twelve.end(), {{-20, 0.18}, {-30, 0.22}});
  EXPECT_NEAR(measured(tones({nine, nine})).short_term->level, -23.0, 0.1);
  EXPECT_NEAR(measured(tones({twelve, twelve})).momentary->level, -23.0, 0.1);
}

TEST(LoudnessWeights, AreByPosition) {
  const auto weight = [](const char* layout, Speaker speaker) {
    return loudness_weight(speaker, *layout_named(layout));
  };
  EXPECT_EQ(weight("5.1", Speaker::back_left), 1.41);  // which stand at ±110°
  EXPECT_EQ(weight("5.1(side)", Speaker::side_right), 1.41);
  EXPECT_EQ(weight("7.1", Speaker::side_left), 1.41);
  EXPECT_EQ(weight("7.1", Speaker::back_left), 1.0);  // at ±135°
  EXPECT_EQ(weight("7.1.4", Speaker::top_front_left), 1.0);
  EXPECT_EQ(weight("7.1.4", Speaker::lfe), 0.0);
  EXPECT_EQ(weight("6.1", Speaker::back_centre), 1.0);
}

// More channels than lie side by side in a vector, each with its own weight.
TEST(LoudnessMeter, HearsEveryChannelByItself) {
  const Layout layout = *layout_named("7.1.4");
  for (int c = 0; c < layout.channels(); ++c) {
    std::vector<std::vector<Tone>> channels(static_cast<std::size_t>(layout.channels()),
                                            {{-INFINITY, 1}});
    channels[static_cast<std::size_t>(c)] = {{-20, 1}};
    const double weight = loudness_weight(layout[c], layout);
    const auto facts = measured(tones(channels), {.layout = "7.1.4"});
    if (weight == 0.0) {
      EXPECT_FALSE(facts.integrated_lufs) << c;
    } else {
      EXPECT_NEAR(*facts.integrated_lufs, -23.0 + 10.0 * std::log10(weight), 0.1) << c;
    }
  }
}

TEST(LoudnessMeter, LeavesLowFrequencyEffectsOutOfLoudnessAndNotOfPeaks) {
  const std::vector<Tone> nothing = {{-INFINITY, 5}};
  const auto facts =
      measured(tones({nothing, nothing, nothing, {{-6, 5}}, nothing, nothing}), {.layout = "5.1"});
  EXPECT_FALSE(facts.integrated_lufs);
  EXPECT_NEAR(facts.true_peak->level, -6.0, 0.2);
}

TEST(LoudnessMeter, IsTheSameAtEveryRateAndForAnyBlocks) {
  for (double rate_hz : {8000.0, 11025.0, 22050.0, 44100.0, 96000.0, 192000.0}) {
    const auto facts = measured(tones({{{-23, 5}}, {{-23, 5}}}, rate_hz), {.rate_hz = rate_hz});
    EXPECT_NEAR(*facts.integrated_lufs, -23.0, 0.1) << rate_hz;
    EXPECT_NEAR(facts.short_term->level, -23.0, 0.1) << rate_hz;
  }
  const auto sound = tones({{{-23, 3}, {-30, 2}}, {{-20, 5}}});
  const auto once = measured(sound, {.cut = 1 << 20}), pieces = measured(sound, {.cut = 77});
  EXPECT_EQ(*once.integrated_lufs, *pieces.integrated_lufs);
  EXPECT_EQ(once.momentary->level, pieces.momentary->level);
  EXPECT_EQ(once.true_peak->level, pieces.true_peak->level);
}

TEST(LoudnessMeter, OfSilenceAndOfAMomentHasNothing) {
  const auto silent = measured(tones({{{-INFINITY, 5}}, {{-INFINITY, 5}}}));
  EXPECT_FALSE(silent.integrated_lufs || silent.range_lu || silent.momentary || silent.true_peak);
  EXPECT_FALSE(silent.dialogue_lufs);
  EXPECT_FALSE(measured(tones({{{-23, 0.3}}, {{-23, 0.3}}})).integrated_lufs);
  auto sound = tones({{{-23, 5}}, {{-23, 5}}});
  sound[0][1000] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_NEAR(*measured(sound).integrated_lufs, -23.0, 0.1);
}

// A film at −23 whose second section is near silence, below any gate: integrated loudness does not
// show the return, sections and steps do.
TEST(LoudnessMeter, ShowsTheReturnFromNearSilence) {
  const std::vector<Tone> both = {{-23, 10}, {-90, 10}, {-20, 10}};
  const std::vector<LoudnessPoint> points = {
      {Seconds(5), Seconds(5)}, {Seconds(15), Seconds(15)}, {Seconds(25), Seconds(25)}};
  const auto facts = measured(tones({both, both}), {.points = points, .begin_s = 5.0});
  ASSERT_EQ(facts.sections.size(), 3U);
  EXPECT_NEAR(*facts.sections[0].lufs, -23.0, 0.1);
  EXPECT_NEAR(*facts.sections[1].lufs, -90.0, 0.1);
  EXPECT_NEAR(*facts.sections[2].lufs, -20.0, 0.1);
  EXPECT_NEAR(*facts.sections[0].true_peak_dbtp, -23.0, 0.1);
  EXPECT_NEAR(*facts.sections[2].true_peak_dbtp, -20.0, 0.2);
  ASSERT_EQ(facts.steps.size(), 2U);  // the first point is no step: nothing is before it
  EXPECT_NEAR(facts.steps[0].time.value(), 15.0, 1e-9);
  EXPECT_NEAR(*facts.steps[0].step_lu, -67.0, 0.2);
  EXPECT_NEAR(*facts.steps[1].step_lu, 70.0, 0.2);
  EXPECT_NEAR(*facts.steps[1].momentary_step_lu, 70.0, 0.2);
  EXPECT_GE(facts.true_peak->time.value(), 24.9);  // where it is loudest, or at its end
}

TEST(LoudnessMeter, ComparesNoFurtherThanTheNextPoint) {
  // A section of 1 s between two others: its step is from and to its own sound alone.
  const std::vector<Tone> both = {{-30, 5}, {-20, 1}, {-40, 5}};
  const auto facts = measured(tones({both, both}),
                              {.points = {{Seconds(5), Seconds(5)}, {Seconds(6), Seconds(6)}}});
  ASSERT_EQ(facts.steps.size(), 2U);
  EXPECT_NEAR(*facts.steps[0].step_lu, 10.0, 0.2);
  EXPECT_NEAR(*facts.steps[1].step_lu, -20.0, 0.2);
}

TEST(LoudnessMeter, ComparesAcrossARampNotWithin) {
  const std::vector<Tone> both = {{-30, 5}, {-25, 2}, {-20, 5}};
  const auto facts = measured(tones({both, both}), {.points = {{Seconds(5), Seconds(7)}}});
  ASSERT_EQ(facts.steps.size(), 1U);
  EXPECT_NEAR(*facts.steps[0].before_lufs, -30.0, 0.1);
  EXPECT_NEAR(*facts.steps[0].after_lufs, -20.0, 0.1);
}

// Short and long, with rows that it begins and ends in.
TEST(LoudnessMeter, SilenceIsTheSameAsZeros) {
  const std::vector<Tone> both = {{-INFINITY, 0.5}, {-20, 2.003}, {-INFINITY, 3.007}, {-30, 1.5},
                                  {-INFINITY, 0.3}, {-20, 1},     {-INFINITY, 2}};
  const std::vector<LoudnessPoint> points = {{Seconds(1), Seconds(1)}, {Seconds(4), Seconds(4)}};
  const auto as_zeros = measured(tones({both, both}), {.points = points});
  LoudnessMeter meter({Hertz(48000), *layout_named("stereo"), Seconds(0), points, false});
  const auto all = tones({both, both});
  std::size_t at = 0;
  for (const Tone& tone : both) {
    const auto frames = static_cast<std::size_t>(std::lround(tone.seconds * 48000));
    const std::vector<std::span<const float>> part = {std::span(all[0]).subspan(at, frames),
                                                      std::span(all[1]).subspan(at, frames)};
    at += frames;
    if (std::isfinite(tone.dbfs)) {
      meter.add(part);
    } else {
      const std::vector<std::span<const float>> silent(2);
      meter.add(silent, frames / 3);
      meter.add(silent, frames - frames / 3);
    }
  }
  const auto facts = meter.finish();
  EXPECT_EQ(*facts.integrated_lufs, *as_zeros.integrated_lufs);
  EXPECT_EQ(facts.momentary->level, as_zeros.momentary->level);
  EXPECT_EQ(facts.true_peak->level, as_zeros.true_peak->level);
  EXPECT_EQ(facts.length.value(), as_zeros.length.value());
  ASSERT_EQ(facts.sections.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(*facts.sections[i].lufs, *as_zeros.sections[i].lufs) << i;
    EXPECT_EQ(*facts.sections[i].true_peak_dbtp, *as_zeros.sections[i].true_peak_dbtp) << i;
  }
}

// Five stereo sounds do not fit into one vector; the second rests now and then, the fourth always.
TEST(LoudnessMeter, ReadsSoundsSideBySideAsEachAlone) {
  constexpr std::size_t kSounds = 5, kCut = 5000;
  const std::vector<LoudnessPoint> points = {{Seconds(2), Seconds(2)}};
  std::vector<Channels> sounds;
  for (std::size_t i = 0; i < kSounds; ++i) {
    const double dbfs = -20.0 - 3.0 * static_cast<double>(i);
    sounds.push_back(tones({{{dbfs, 2}, {dbfs + 6.0, 2}}, {{dbfs - 1.0, 4}}}));
  }
  const auto rests = [](std::size_t sound, std::size_t at) {
    return sound == 3 || (sound == 1 && at / 50000 % 2 == 1);
  };
  LoudnessMeter together(
      {Hertz(48000), *layout_named("stereo"), Seconds(0), points, false, kSounds});
  for (std::size_t at = 0; at < sounds[0][0].size(); at += kCut) {
    const std::size_t count = std::min(kCut, sounds[0][0].size() - at);
    std::vector<std::span<const float>> all;
    for (std::size_t i = 0; i < kSounds; ++i) {
      for (auto& channel : sounds[i]) {
        const auto part = std::span(channel).subspan(at, count);
        if (rests(i, at)) std::ranges::fill(part, 0.0f);
        all.push_back(rests(i, at) ? std::span<const float>() : part);
      }
    }
    together.add(all, count);
  }
  const auto facts = together.finish_all();
  ASSERT_EQ(facts.size(), kSounds);
  for (std::size_t i = 0; i < kSounds; ++i) {
    const auto alone = measured(sounds[i], {.points = points});
    EXPECT_EQ(facts[i].integrated_lufs, alone.integrated_lufs) << i;
    EXPECT_EQ(facts[i].integrated_lufs.has_value(), i != 3) << i;
    for (std::size_t section = 0; section < 2; ++section) {
      EXPECT_EQ(facts[i].sections[section].lufs, alone.sections[section].lufs) << i;
      EXPECT_EQ(facts[i].sections[section].true_peak_dbtp, alone.sections[section].true_peak_dbtp)
          << i;
    }
  }
}

}  // namespace
}  // namespace otoscape::jobs::measure
