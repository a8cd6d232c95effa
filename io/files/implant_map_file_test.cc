// SPDX-License-Identifier: Apache-2.0
#include "io/files/implant_map_file.h"

#include <gtest/gtest.h>

#include "io/files/implant_map_toml.h"
#include "io/files/implant_presets.h"
#include "otoscape/implant/tables/published_bands.h"
#include "tests/support/shell.h"

namespace otoscape::io::files {
namespace {

using namespace hearing;

constexpr const char* kFormat = "format = 'otoscape.map/1'\n";
constexpr const char* kLevels = "[electrodes]\nt_levels = 120\nc_levels = 180\n";

Result<ImplantMap> parse(const std::string& text) {
  return parse_map_toml(kFormat + text, "clinic/anna.toml");
}

std::string error_of(const Result<ImplantMap>& result) {
  if (result) return "no error";
  const std::string& sentence = result.error().sentence;
  return sentence.starts_with("clinic/anna.toml:") ? sentence.substr(17) : sentence;
}

TEST(ImplantMapFile, EveryKeyHasItsDefault) {
  const auto map = parse(kLevels);
  ASSERT_TRUE(map) << error_of(map);
  ImplantMap expected;
  expected.name = "anna";
  for (int number = 22; number >= 1; --number) expected.electrodes.push_back({number, 120, 180});
  EXPECT_EQ(*map, expected);
  EXPECT_EQ(map->strategy, CodingStrategy::ace);
  EXPECT_EQ(map->maxima, 8);
  EXPECT_EQ(map->q, 20.0);
}

constexpr const char* kEveryKey = R"(
name = "Anna, left"
strategy = "mp3000"
chip = "CIC3"
[front_end]
microphone = "omni"
agc = "slow"
sensitivity_db = -6
[filterbank]
envelope = "power-sum"
edges_hz = [200, 500.5, 1000, 4000]
[stimulation]
rate_pps = 500
analysis_rate_hz = 1000
maxima = 2
pulse_width_us = 37
phase_gap_us = 8
order = "staggered"
[loudness]
base_level = 0.0156
saturation_level = 0.5859
maplaw = 416.2
volume = 0.8
below_base = "t"
[masking]
low_db_bark = 40
high_db_bark = 30
[electrodes]
numbers  = [22, 20, 3]
t_levels = [110, 111.5, 112]
c_levels = [168, 170, 171]
)";

TEST(ImplantMapFile, ReadsEveryKey) {
  const auto map = parse(kEveryKey);
  ASSERT_TRUE(map) << error_of(map);
  EXPECT_EQ(map->name, "Anna, left");
  EXPECT_EQ(map->strategy, CodingStrategy::mp3000);
  EXPECT_EQ(map->chip, ImplantChip::cic3);
  EXPECT_EQ(map->microphone, ImplantMicrophone::omni);
  EXPECT_EQ(map->agc, ImplantAgc::slow);
  EXPECT_EQ(map->sensitivity, Decibels(-6));
  EXPECT_EQ(map->envelope, ImplantEnvelope::power_sum);
  EXPECT_EQ(map->edges, (std::vector{Hertz(200), Hertz(500.5), Hertz(1000), Hertz(4000)}));
  EXPECT_EQ(map->rate_pps, 500.0);
  EXPECT_EQ(map->analysis_rate_hz, 1000.0);
  EXPECT_EQ(map->maxima, 2);
  EXPECT_EQ(map->pulse_width_us, 37.0);
  EXPECT_EQ(map->phase_gap_us, 8.0);
  EXPECT_EQ(map->order, StimulationOrder::staggered);
  EXPECT_EQ(map->base_level, 0.0156);
  EXPECT_EQ(map->saturation_level, 0.5859);
  EXPECT_EQ(map->maplaw, 416.2);
  EXPECT_EQ(map->volume, 0.8);
  EXPECT_TRUE(map->idle_at_t);
  EXPECT_EQ(map->masking_low_db_bark, 40.0);
  EXPECT_EQ(map->masking_high_db_bark, 30.0);
  EXPECT_EQ(map->electrodes[1], (ImplantElectrode{20, 111.5, 170.0}));
}

TEST(ImplantMapFile, StrategiesBringTheArraysOfTheirMakers) {
  const auto fs4 = parse(std::string("strategy = 'fs4'\nchip = 'ua'\n") + kLevels);
  ASSERT_TRUE(fs4) << error_of(fs4);
  EXPECT_EQ(fs4->contacts, 12);
  EXPECT_FALSE(fs4->numbered_from_base);
  EXPECT_EQ(fs4->electrodes.front().number, 1) << "MED-EL counts from the apex";
  EXPECT_EQ(parse(std::string("strategy = 'hires120'\nchip = 'ua'\n") + kLevels)->contacts, 16);
}

struct Wrong {
  const char* text;
  const char* error;
};

const Wrong kWrong[] = {
    {"stategy = 'ace'", R"(2: unknown key "stategy"; did you mean "strategy"?)"},
    {"strategy = 'aec'", R"(2: strategy is "aec"; did you mean "ace"?)"},
    {"chip = 'CIC5'", R"(2: chip is "CIC5"; did you mean "CIC3"?)"},
    {"[front_end]\nmicrofone = 'omni'",
     R"(3: unknown key "microfone"; did you mean "microphone"?)"},
    {"[front_end]\nagc = 'fsat'", R"(3: agc is "fsat"; did you mean "fast"?)"},
    {"[filterbank]\nbands = 'dorman-10'", R"(3: bands is "dorman-10"; did you mean "dorman-2"?)"},
    {"[filterbank]\nbands = 'dorman-8'\nedges_hz = [100, 200]",
     "4: the filterbank has bands (a published table) or edges_hz, not both"},
    {"[stimulation]\nmaxima = 2.5", "3: maxima is 2.5; write a whole number"},
    {"[stimulation]\npulse_width_us = 401",
     "3: pulse_width_us is 401; write a number from 5 to 400 µs"},
    {"[stimulation]\nfine_structure = 2", R"(3: fine_structure belongs to strategy = "fs4")"},
    {"[masking]\nlow_db_bark = 50", R"(2: [masking] belongs to strategy = "mp3000")"},
    {"[loudness]\nq = 20\nmaplaw = 500", "4: loudness grows by q or by maplaw, not both"},
    {"", "1: the map has no [electrodes]; they need t_levels and c_levels"},
    {"[electrodes]\nt_levels = 100",
     "2: c_levels is missing; write c_levels = [...], one for each electrode"},
    {"[electrodes]\nnumbers = [22, 21]\nt_levels = [100]\nc_levels = 200",
     "4: t_levels has 1 levels for 2 electrodes"},
    {"[electrodes]\nnumbers = [22, 21.5]\nt_levels = 1\nc_levels = 2",
     "3: electrode 21.5 is no number"},
    {"[electrodes]\nt_levels = 100\nc_levels = 256",
     "4: c_levels is 256; write a number from 0 to 255"},
    {"electrodes = 3", "2: electrodes is 3; write a table, as [electrodes]"},
    // Rules of fitting, at the table that they are about.
    {"\n[electrodes]\nt_levels = 100\nc_levels = 99",
     "3: electrode 22 has C 99 below T 100; comfort cannot be softer than threshold"},
    {"[stimulation]\nrate_pps = 3500\n[electrodes]\nt_levels = 1\nc_levels = 2",
     "2: pulses would come every 35.8 µs and need 69 µs; 8 pulses of this width allow a rate of "
     "at most 1814 pps"},
    {"[filterbank]\nedges_hz = [200, 400]\n[electrodes]\nt_levels = 1\nc_levels = 2",
     "2: 2 edges for 22 electrodes; bands need one edge more than there are electrodes"},
};

TEST(ImplantMapFile, RefusesWithFileLineAndRule) {
  for (const Wrong& wrong : kWrong) {
    EXPECT_EQ(error_of(parse(wrong.text)), wrong.error) << wrong.text;
  }
  EXPECT_EQ(error_of(parse_map_toml("format = 'otoscape.scene/1'", "clinic/anna.toml")),
            R"(1: the format is "otoscape.scene/1"; an implant map has format = "otoscape.map/1")");
}

TEST(ImplantMapFile, LoadsPresetsAndFilesAsListenersDo) {
  EXPECT_EQ(*load_map("preset:ace-22"), *load_map("ace-22"));
  const test::TemporaryFolder folder;
  test::write_bytes(folder / "mine.toml", std::string(kFormat) + kLevels);
  EXPECT_EQ(load_map("mine.toml", folder.path())->name, "mine");
  EXPECT_EQ(load_map(folder / "mine.toml")->electrodes.size(), 22u);
  EXPECT_FALSE(load_map("mine.toml"));
  EXPECT_EQ(load_map("preset:ace-21").error().sentence,
            "unknown map \"ace-21\"; did you mean \"ace-12\"?");
  EXPECT_EQ(load_map("preset:ace-21").error().kind, Error::Kind::usage);
  EXPECT_EQ(
      load_map("mymapping").error().sentence,
      "unknown map \"mymapping\"; a file is written with its extension or a \"/\", as my.toml");
  EXPECT_FALSE(load_map(""));
}

TEST(ImplantMapFile, EveryPresetLoadsUnderItsNameAndSaysWhatItIs) {
  EXPECT_GE(map_presets().size(), 12u);
  for (const PresetText& preset : map_presets()) {
    const auto map = load_map(std::string(preset.name));
    ASSERT_TRUE(map) << preset.name << ": " << map.error().sentence;
    EXPECT_EQ(map->name, preset.name);
    EXPECT_GT(preset.meaning.size(), 20u) << preset.name;
    EXPECT_NE(preset.text.find("nobody's"), std::string::npos) << preset.name;
  }
}

TEST(ImplantMapFile, PresetsHoldThePublishedNumbers) {
  const auto ace = load_map("ace-22");
  for (const auto& e : ace->electrodes) {
    EXPECT_EQ(e.t_level, 120.0);
    EXPECT_EQ(e.c_level, 180.0);
  }
  EXPECT_EQ(load_map("speak-20")->rate_pps, 250.0);
  EXPECT_EQ(load_map("speak-20")->maxima, 6);
  EXPECT_EQ(load_map("hires-120")->agc, ImplantAgc::dual);
  EXPECT_EQ(load_map("fs4-12")->maplaw, 500.0);
  EXPECT_EQ(load_map("shannon-4")->edges.size(), 5u);
  const auto realistic = load_map("ace-22-realistic");
  EXPECT_EQ(realistic->electrodes.front(), (ImplantElectrode{22, 110.0, 168.0}));
  EXPECT_EQ(realistic->electrodes.back(), (ImplantElectrode{1, 131.0, 200.0}));
}

TEST(ImplantMapFile, TakesPublishedTablesByTheirNames) {
  int tried = 0;
  for (const implant::tables::BandSet& set : implant::tables::published_bands()) {
    if (set.edges_hz.empty() || set.bands() > 22) continue;
    std::string numbers;
    for (int i = 0; i < set.bands(); ++i) numbers += std::to_string(22 - i) + ",";
    const auto map = parse(
        "strategy = 'cis'\n[stimulation]\nrate_pps = 500\n[filterbank]\nbands = '" + set.name +
        "'\n[electrodes]\nnumbers = [" + numbers + "]\nt_levels = 1\nc_levels = 2");
    ASSERT_TRUE(map) << set.name << ": " << error_of(map);
    EXPECT_EQ(map->edges.back().value(), set.edges_hz.back());
    ++tried;
  }
  EXPECT_GT(tried, 10);
  EXPECT_EQ(load_map("shannon-4")->edges.front(), Hertz(50)) << "published from 0 Hz";
}

}  // namespace
}  // namespace otoscape::io::files
