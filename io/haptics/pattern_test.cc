// SPDX-License-Identifier: Apache-2.0
#include "io/haptics/pattern.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "io/haptics/ahap.h"
#include "io/haptics/hjif.h"
#include "io/haptics/vibrate.h"

namespace otoscape::io::haptics {
namespace {

// Two beats a second that fade, a stretch of silence, then 70 s that never pause and waver.
Pattern beats() {
  Pattern pattern{"a \"film\"", 20.0, 500.0, {}};
  for (int i = 0; i < 1000; ++i) {
    const float x = 0.8f * std::exp(-static_cast<float>(i % 50) / 6.0f);
    pattern.rows.push_back({x, 0.2f});
  }
  for (int i = 0; i < 300; ++i) pattern.rows.push_back({});
  for (int i = 0; i < 7000; ++i) {
    const float x = 0.4f + 0.3f * std::sin(0.2f * static_cast<float>(i));
    pattern.rows.push_back({x, i < 3000 ? 0.2f : 0.8f});
  }
  return pattern;
}

TEST(Patterns, StrokesAreWhereVibrationSetsIn) {
  Pattern pattern = beats();
  pattern.rows.resize(1000);
  const auto found = strokes(pattern.rows);
  ASSERT_EQ(found.size(), 19u);  // the first row has none before it
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i], 50 * (i + 1));
}

TEST(Patterns, ALineOfFewPointsKeepsToTheRows) {
  const Pattern pattern = beats();
  for (const Segment& segment : segments(pattern.rows)) {
    const auto line = points(pattern.rows, segment);
    ASSERT_GE(line.size(), 1u);
    EXPECT_EQ(line.front(), segment.first);
    EXPECT_EQ(line.back(), segment.first + segment.count - 1);
    EXPECT_LT(line.size(), segment.count / 2 + 2);
    for (std::size_t i = 1; i < line.size(); ++i) {
      for (std::size_t row = line[i - 1]; row <= line[i]; ++row) {
        const float part =
            static_cast<float>(row - line[i - 1]) / static_cast<float>(line[i] - line[i - 1]);
        const float on =
            std::lerp(pattern.rows[line[i - 1]].intensity, pattern.rows[line[i]].intensity, part);
        EXPECT_NEAR(on, pattern.rows[row].intensity, kLineError + 1e-6);
      }
    }
  }
}

TEST(Patterns, SegmentsHoldAllThatIsFelt) {
  const Pattern pattern = beats();
  const auto found = segments(pattern.rows);
  ASSERT_GE(found.size(), 4u);  // 70 s are three of at most 30 s
  std::vector<bool> held(pattern.rows.size());
  for (const Segment& segment : found) {
    EXPECT_LE(segment.count, kLongestRows);
    for (std::size_t i = 0; i < segment.count; ++i) held[segment.first + i] = true;
  }
  for (std::size_t i = 0; i < held.size(); ++i) {
    if (pattern.rows[i].intensity >= kFaint) {
      EXPECT_TRUE(held[i]) << i;
    }
  }
  EXPECT_NEAR(found.front().sharpness, 0.2f, 1e-4);
  EXPECT_NEAR(found.back().sharpness, 0.8f, 1e-4);
}

void expect_event(const nlohmann::json& event) {
  EXPECT_GE(event.at("Time").get<double>(), 0.0);
  const std::string type = event.at("EventType");
  EXPECT_TRUE(type == "HapticTransient" || type == "HapticContinuous");
  EXPECT_EQ(type == "HapticContinuous", event.contains("EventDuration"));
  if (type == "HapticContinuous") {
    EXPECT_LE(event.at("EventDuration").get<double>(), 30.0);
  }
  std::set<std::string> names;
  for (const auto& parameter : event.at("EventParameters")) {
    names.insert(parameter.at("ParameterID"));
    const double value = parameter.at("ParameterValue");
    EXPECT_TRUE(value >= 0.0 && value <= 1.0);
  }
  EXPECT_EQ(names, (std::set<std::string>{"HapticIntensity", "HapticSharpness"}));
}

void expect_curve(const nlohmann::json& curve) {
  EXPECT_EQ(curve.at("ParameterID"), "HapticIntensityControl");
  const auto& list = curve.at("ParameterCurveControlPoints");
  EXPECT_GE(list.size(), 1u);
  EXPECT_LE(list.size(), 16u);
  double last = -1.0;
  for (const auto& point : list) {
    EXPECT_GT(point.at("Time").get<double>(), last);
    last = point.at("Time");
    const double value = point.at("ParameterValue");
    EXPECT_TRUE(value >= 0.0 && value <= 1.0);
  }
}

TEST(Ahap, HasEventsAndCurvesInTheirRanges) {
  const auto json = nlohmann::json::parse(ahap(beats()));
  EXPECT_EQ(json.at("Version"), 1.0);
  EXPECT_EQ(json.at("Metadata").at("Project"), "a \"film\"");
  int events = 0, curves = 0;
  for (const auto& entry : json.at("Pattern")) {
    ASSERT_EQ(entry.size(), 1u);
    if (entry.contains("Event")) ++events, expect_event(entry["Event"]);
    if (entry.contains("ParameterCurve")) ++curves, expect_curve(entry["ParameterCurve"]);
  }
  EXPECT_GE(events, 23);  // 19 strokes and the segments
  EXPECT_GE(curves, 10);
}

TEST(Hjif, HasTheKeysOfTheStandardAndItsRanges) {
  const auto json = nlohmann::json::parse(hjif(beats()));
  for (const char* key : {"version", "profile", "level", "date", "description", "timescale",
                          "avatars", "perceptions", "syncs"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
  EXPECT_EQ(json["profile"], "Main");
  const auto& perception = json["perceptions"].at(0);
  for (const char* key :
       {"id", "avatar_id", "description", "perception_modality", "channels", "effect_library"}) {
    EXPECT_TRUE(perception.contains(key)) << key;
  }
  const auto& channel = perception["channels"].at(0);
  for (const char* key :
       {"id", "description", "gain", "mixing_coefficient", "body_part_mask", "bands"}) {
    EXPECT_TRUE(channel.contains(key)) << key;
  }
  ASSERT_EQ(channel["bands"].size(), 2u);
  EXPECT_EQ(channel["bands"][1]["effects"].size(), strokes(beats().rows).size());
  int last_end = 0;
  for (const auto& band : channel["bands"]) {
    EXPECT_LE(band.at("lower_frequency_limit").get<int>(),
              band.at("upper_frequency_limit").get<int>());
    for (const auto& effect : band.at("effects")) {
      EXPECT_EQ(effect.at("effect_type"), "Basis");
      EXPECT_EQ(effect.at("base_signal"), "Sine");
      const int position = effect.at("position");
      int last = -1;
      for (const auto& key : effect.at("keyframes")) {
        EXPECT_GT(key.at("relative_position").get<int>(), last);
        last = key["relative_position"];
        const double amplitude = key.at("amplitude_modulation");
        EXPECT_TRUE(amplitude >= 0.0 && amplitude <= 1.0);
        const int hz = key.at("frequency_modulation");
        EXPECT_TRUE(hz >= 20 && hz <= 500);
      }
      last_end = std::max(last_end, position + last);
    }
  }
  EXPECT_EQ(last_end, 83'000);
}

TEST(Vibrate, KeepsToTheLimitsOfBrowsers) {
  const auto json = nlohmann::json::parse(vibrate(beats()));
  EXPECT_EQ(json.at("format"), "navigator.vibrate");
  EXPECT_EQ(json.at("length_ms"), 83'000);
  int end = 0, on = 0;
  for (const auto& clip : json.at("clips")) {
    EXPECT_GE(clip.at("at_ms").get<int>(), end);
    const auto& pattern = clip.at("pattern");
    EXPECT_EQ(pattern.size() % 2, 1u);
    EXPECT_LE(pattern.size(), kMostNumbers);
    int length = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      EXPECT_GT(pattern[i].get<int>(), 0);
      length += pattern[i].get<int>();
      if (i % 2 == 0) on += pattern[i].get<int>();
    }
    EXPECT_LE(length, kLongestClipMs);
    end = clip["at_ms"].get<int>() + length;
  }
  EXPECT_GT(on, 20'000);
  EXPECT_LT(on, 60'000);
  EXPECT_EQ(json["clips"][0]["at_ms"], 0);
}

TEST(Vibrate, PulsesAreTheClipsOnOneClock) {
  const Pattern pattern = beats();
  std::vector<std::pair<int, int>> wanted;  // begin and length of each pulse
  for (const VibrateClip& clip : vibrate_clips(pattern)) {
    int at = clip.at_ms;
    for (std::size_t i = 0; i < clip.pattern.size(); ++i) {
      if (i % 2 == 0) wanted.emplace_back(at, clip.pattern[i]);
      at += clip.pattern[i];
    }
  }
  std::vector<std::pair<int, int>> found;
  int at = 0;
  for (const auto& [on, off] : vibrate_pulses(pattern)) {
    if (on > 0) found.emplace_back(at, on);
    at += on + off;
  }
  EXPECT_GT(found.size(), 2u);
  EXPECT_EQ(found, wanted);
}

TEST(Vibrate, SilenceHasNoClip) {
  Pattern pattern = beats();
  for (Row& row : pattern.rows) row.intensity = 0.0f;
  EXPECT_TRUE(vibrate_clips(pattern).empty());
  EXPECT_TRUE(vibrate_pulses(pattern).empty());
  EXPECT_TRUE(nlohmann::json::parse(ahap(pattern)).at("Pattern").empty());
}

}  // namespace
}  // namespace otoscape::io::haptics
