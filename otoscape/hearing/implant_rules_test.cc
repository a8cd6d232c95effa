// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/implant_rules.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace otoscape::hearing {
namespace {

ImplantMap full_map() {
  ImplantMap map;
  for (int number = 22; number >= 1; --number) map.electrodes.push_back({number, 120.0, 180.0});
  return map;
}

ImplantMap hires_map() {
  ImplantMap map;
  map.strategy = CodingStrategy::hires120;
  map.chip = ImplantChip::micro_amperes;
  map.contacts = 16;
  map.numbered_from_base = false;
  map.pulse_width_us = 18.0;
  for (int number = 1; number <= 16; ++number) map.electrodes.push_back({number, 50.0, 500.0});
  return map;
}

std::string sentence(const ImplantMap& map) {
  const Status status = check(map);
  return status ? "" : status.error().sentence;
}

using Change = std::function<void(ImplantMap&)>;

std::string after(const Change& change, ImplantMap map = full_map()) {
  change(map);
  return sentence(map);
}

void expect_words(const std::string& sentence, std::initializer_list<const char*> words) {
  for (const char* word : words) {
    EXPECT_NE(sentence.find(word), std::string::npos) << sentence << " lacks " << word;
  }
}

TEST(ImplantRules, MapsAsClinicsWriteThemPass) {
  EXPECT_EQ(sentence(full_map()), "");
  EXPECT_EQ(sentence(hires_map()), "");
  EXPECT_EQ(after([](auto& m) { m.electrodes.erase(m.electrodes.begin() + 3); }), "")
      << "a missing number is switched off";
}

TEST(ImplantRules, ComfortIsNotSofterThanThreshold) {
  expect_words(after([](auto& m) { m.electrodes[2].c_level = 119.0; }),
               {"electrode 20", "C 119", "below T 120"});
  EXPECT_EQ(after([](auto& m) { m.electrodes[2].c_level = 120.0; }), "") << "equal is allowed";
}

TEST(ImplantRules, LevelsLieWithinTheChipsRange) {
  expect_words(after([](auto& m) { m.electrodes[0].c_level = 256.0; }),
               {"electrode 22", "C level 256", "0 to 255"});
  expect_words(after([](auto& m) { m.electrodes[21].t_level = -1.0; }),
               {"electrode 1", "T level -1", "0 to 255"});
  expect_words(after([](auto& m) { m.electrodes[5].c_level = 2001.0; }, hires_map()),
               {"electrode 6", "2001 µA", "0 to 2000 µA"});
  expect_words(after([](auto& m) { m.electrodes[5].c_level = std::nan(""); }), {"level nan"});
}

TEST(ImplantRules, NumbersExistOnceAndInOrder) {
  expect_words(after([](auto& m) { m.electrodes[0].number = 23; }),
               {"electrode 23", "not on this array", "1 to 22"});
  expect_words(after([](auto& m) { m.electrodes[0].number = 0; }), {"electrode 0", "1 to 22"});
  expect_words(after([](auto& m) { m.electrodes[1].number = 22; }), {"electrode 22", "twice"});
  expect_words(after([](auto& m) { std::swap(m.electrodes[0], m.electrodes[1]); }),
               {"electrode 22 stands after 21", "lowest first", "from the base fall"});
  expect_words(after([](auto& m) { std::swap(m.electrodes[0], m.electrodes[1]); }, hires_map()),
               {"electrode 1 stands after 2", "from the apex rise"});
  expect_words(after([](auto& m) { m.electrodes.clear(); }), {"no electrode is active"});
}

TEST(ImplantRules, BandsAndEdgesAgreeWithElectrodes) {
  const auto more = [](ImplantMap& m) {
    m.contacts = 24;
    m.electrodes.insert(m.electrodes.begin(), {24, 120.0, 180.0});
  };
  expect_words(after(more), {"23 electrodes", "22 bands", "edges_hz"});
  expect_words(after([](auto& m) {
                 m.edges = {Hertz(200), Hertz(400)};
               }),
               {"2 edges for 22 electrodes", "one edge more"});
  const auto two = [](std::vector<Hertz> edges) {
    return [edges](ImplantMap& m) {
      m.electrodes.resize(2);
      m.maxima = 2;
      m.edges = edges;
    };
  };
  EXPECT_EQ(after(two({Hertz(200), Hertz(1000), Hertz(4000)})), "");
  expect_words(after(two({Hertz(200), Hertz(200), Hertz(4000)})), {"200 Hz", "edges rise"});
  expect_words(after(two({Hertz(200), Hertz(400), Hertz(9000)})), {"9000 Hz", "50 to 8700 Hz"});
}

TEST(ImplantRules, HiResUsesAllOfItsElectrodesAndItsOwnTable) {
  expect_words(after([](auto& m) { m.electrodes.pop_back(); }, hires_map()),
               {"all 16 electrodes", "this map has 15"});
  expect_words(after([](auto& m) { m.edges.assign(17, Hertz(500)); }, hires_map()),
               {"own table of 15 bands"});
  expect_words(after([](auto& m) { m.chip = ImplantChip::cic4; }, hires_map()), {"µA", "\"ua\""});
  EXPECT_EQ(bands(hires_map()), 15);
}

TEST(ImplantRules, MaximaAreAmongTheBands) {
  expect_words(after([](auto& m) { m.maxima = 23; }), {"23 maxima of 22 bands"});
  expect_words(after([](auto& m) { m.maxima = 0; }), {"0 maxima"});
  EXPECT_EQ(after([](auto& m) {
              m.strategy = CodingStrategy::cis;
              m.rate_pps = 500.0;
              m.maxima = 23;
            }),
            "")
      << "CIS picks none";
}

// 8 of 22 with 25 µs: 69 µs at least, so 8 · 1812 pulses a second: round(5e6/14496) = 345 ticks of
// 0.2 µs are 69 µs; 1813 and 1814 round to 345 as well, 1815 to 344.
TEST(ImplantRules, PulsesHaveTheirTimeAndTheSentenceNamesTheHighestRate) {
  EXPECT_EQ(after([](auto& m) { m.rate_pps = 1814.0; }), "");
  expect_words(after([](auto& m) { m.rate_pps = 1815.0; }),
               {"every 68.8 µs", "need 69 µs", "8 pulses", "at most 1814 pps"});
  expect_words(after([](auto& m) { m.maxima = 12, m.pulse_width_us = 37.0; }),
               {"need 93 µs", "12 pulses", "at most 897 pps"});
  EXPECT_EQ(after([](auto& m) { m.maxima = 12, m.pulse_width_us = 37.0, m.rate_pps = 897.0; }), "");
  expect_words(after([](auto& m) { m.strategy = CodingStrategy::cis; }), {"22 pulses", "pps"});
}

TEST(ImplantRules, PulsesHaveAShapeThatStimulatorsMake) {
  expect_words(after([](auto& m) { m.pulse_width_us = 401.0; }), {"pulse width", "400 µs"});
  expect_words(after([](auto& m) { m.phase_gap_us = 6.0; }), {"phase gap", "7 to"});
  expect_words(after([](auto& m) { m.rate_pps = 0.0; }), {"the rate is 0 pps", "50 to 14400"});
  expect_words(after([](auto& m) { m.analysis_rate_hz = 20.0; }), {"analysis rate"});
}

TEST(ImplantRules, LoudnessGrowsFromBaseToSaturation) {
  expect_words(after([](auto& m) { m.base_level = 1.0; }), {"base level 1", "20 dB below"});
  expect_words(after([](auto& m) { m.base_level = 0.0; }), {"base level 0"});
  expect_words(after([](auto& m) { m.saturation_level = 11.0; }), {"saturation level is 11"});
  expect_words(after([](auto& m) { m.q = 9.0; }), {"q is 9 %", "10 to 50 %"});
  expect_words(after([](auto& m) { m.maplaw = 0.5; }), {"maplaw", "1 to 5000"});
  EXPECT_EQ(after([](auto& m) { m.maplaw = 500.0, m.q = 0.0; }), "") << "maplaw stands for q";
  expect_words(after([](auto& m) { m.volume = 1.1; }), {"volume"});
}

TEST(ImplantRules, TheRestHasItsRangesToo) {
  expect_words(after([](auto& m) { m.sensitivity = Decibels(21.0); }), {"sensitivity"});
  expect_words(after([](auto& m) { m.masking_low_db_bark = 0.0; }), {"masking"});
  expect_words(after([](auto& m) {
                 m.strategy = CodingStrategy::fs4, m.rate_pps = 500.0, m.fine_structure = 3;
                 m.electrodes.resize(2);
                 m.edges = {Hertz(200), Hertz(1000), Hertz(4000)};
               }),
               {"fine structure on 3 bands"});
}

TEST(ImplantRules, ARuleNamesThePartOfTheMapThatItIsAbout) {
  ImplantMap map = full_map();
  EXPECT_FALSE(broken_rule(map));
  map.q = 0.0;
  EXPECT_EQ(broken_rule(map)->part, MapPart::loudness);
  map.maxima = 30;
  EXPECT_EQ(broken_rule(map)->part, MapPart::stimulation);
  map.electrodes[0].c_level = 0.0;
  EXPECT_EQ(broken_rule(map)->part, MapPart::electrodes);
}

}  // namespace
}  // namespace otoscape::hearing
