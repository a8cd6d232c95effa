// SPDX-License-Identifier: Apache-2.0
#include "io/files/listener_implant.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "io/files/implant_map_file.h"
#include "io/files/implant_presets.h"
#include "io/files/listener_file.h"
#include "io/files/listener_notes.h"
#include "io/files/listener_toml.h"
#include "io/files/scene_file.h"
#include "otoscape/implant/tables/places.h"
#include "tests/support/shell.h"

namespace otoscape::io::files {
namespace {

using namespace hearing;

Result<LoadedListener> parse(const std::string& text) {
  return parse_listener_toml("format = \"otoscape.listener/1\"\n" + text, "anna.toml");
}

std::string error_of(const Result<LoadedListener>& result) {
  if (result) return "no error";
  const std::string& sentence = result.error().sentence;
  return sentence.starts_with("anna.toml:") ? sentence.substr(10) : sentence;
}

TEST(ListenerImplant, EveryKeyHasItsDefault) {
  const auto loaded = parse("[left.implant]");
  ASSERT_TRUE(loaded) << error_of(loaded);
  Implant expected;
  expected.map = *load_map("ace-22");
  EXPECT_EQ(loaded->profile.left.implant, expected);
  EXPECT_FALSE(loaded->profile.right.implant);
  EXPECT_EQ(loaded->notes, std::vector{std::string(kImplantsDiffer)});
}

TEST(ListenerImplant, ReadsEveryKeyOfAVocoder) {
  const auto loaded = parse(R"(
[right.implant]
map = "preset:ace-12"
percept = "vocoder"
adaptation = 0.25
array = "slim-straight"
insertion_mm = 21.5
place_map = "greenwood"
dead = [[1000, 2000], [4000, 5000.5]]
off = [4, 22, 4]
carrier = "pulse-spreading"
spread = "envelope"
spread_db_per_mm = 1.6
envelope_hz = 50
eas_crossover_hz = 500
delay_ms = -3
volume = 0.9
)");
  ASSERT_TRUE(loaded) << error_of(loaded);
  Implant expected;
  expected.map = *load_map("ace-12");
  expected.adaptation = 0.25;
  expected.array = "slim-straight";
  expected.insertion_mm = 21.5;
  expected.place_map = PlaceMap::greenwood;
  expected.dead = {{Hertz(1000), Hertz(2000)}, {Hertz(4000), Hertz(5000.5)}};
  expected.off = {4, 22};
  expected.carrier = ImplantCarrier::pulse_spreading;
  expected.spread_domain = SpreadDomain::envelope;
  expected.spread_db_per_mm = 1.6;
  expected.envelope = Hertz(50);
  expected.eas_crossover = Hertz(500);
  expected.delay = Seconds(-0.003);
  expected.volume = 0.9;
  EXPECT_EQ(*loaded->profile.right.implant, expected);
}

TEST(ListenerImplant, ReadsEveryKeyOfTheOtherPercepts) {
  const auto loaded = parse(R"(
[left.implant]
percept = "matched"
band_hz = [250, 4000]
smear = 3
flattening = 0.5
formant_shift = 1.2
pitch_hz = 140
[right.implant]
percept = "film"
sines_db = -3
transients_db = 0
noise_db = 3
snap = "semitones"
roughness = 0.6
variety = 0.4
clarity = 0.3
memory_s = 0.1
confusion_deg = 40
)");
  ASSERT_TRUE(loaded) << error_of(loaded);
  const Implant& matched = *loaded->profile.left.implant;
  EXPECT_EQ(matched.percept, ImplantPercept::matched);
  EXPECT_EQ(matched.band_low, Hertz(250));
  EXPECT_EQ(matched.band_high, Hertz(4000));
  EXPECT_EQ(matched.smear, 3.0);
  EXPECT_EQ(matched.flattening, 0.5);
  EXPECT_EQ(matched.formant_shift, 1.2);
  EXPECT_EQ(matched.matched_pitch, Hertz(140));
  const Implant& film = *loaded->profile.right.implant;
  EXPECT_EQ(film.percept, ImplantPercept::film);
  EXPECT_EQ(film.sines, Decibels(-3));
  EXPECT_EQ(film.transients, Decibels(0));
  EXPECT_EQ(film.noise, Decibels(3));
  EXPECT_EQ(film.snap, PitchSnap::semitones);
  EXPECT_EQ(film.roughness, 0.6);
  EXPECT_EQ(film.variety, 0.4);
  EXPECT_EQ(film.clarity, 0.3);
  EXPECT_EQ(film.memory_s, 0.1);
  EXPECT_EQ(film.confusion_deg, 40.0);
}

TEST(ListenerImplant, OneEarOverridesBothKeyByKey) {
  const auto loaded = parse(R"(
[left.implant]
adaptation = 0.1
[both.implant]
map = "preset:ace-12"
adaptation = 0.9
carrier = "sine"
[right.implant]
percept = "film"
)");
  ASSERT_TRUE(loaded) << error_of(loaded);
  const Implant& left = *loaded->profile.left.implant;
  EXPECT_EQ(left.map.name, "ace-12");
  EXPECT_EQ(left.adaptation, 0.1);
  EXPECT_EQ(left.carrier, ImplantCarrier::sine);
  const Implant& right = *loaded->profile.right.implant;
  EXPECT_EQ(right.percept, ImplantPercept::film);
  EXPECT_EQ(right.adaptation, 0.9);
  EXPECT_EQ(right.carrier, ImplantCarrier::by_adaptation) << "a key of [both] for another percept";
  const auto one = parse("[both.implant]\n[right]\nimplant = \"none\"");
  EXPECT_TRUE(one->profile.left.implant && !one->profile.right.implant);
}

TEST(ListenerImplant, ArraysGoWithTheirMakersMaps) {
  const auto array_of = [](const std::string& map) {
    return parse("[left.implant]\nmap = \"preset:" + map + "\"")->profile.left.implant->array;
  };
  EXPECT_EQ(array_of("ace-22"), "contour-advance");
  EXPECT_EQ(implant::tables::find_array(array_of("fs4-12"))->contacts, 12);
  EXPECT_EQ(array_of("hires-120"), "hifocus-1j");
}

TEST(ListenerImplant, FindsMapsInTheFolderOfItsFile) {
  const test::TemporaryFolder folder;
  test::write_bytes(folder / "map.toml",
                    "format = 'otoscape.map/1'\n[electrodes]\nt_levels = 1\nc_levels = 0\n");
  test::write_bytes(folder / "anna.toml",
                    "format = 'otoscape.listener/1'\n[left.implant]\nmap = 'map.toml'\n");
  const auto refused = load_listener(folder / "anna.toml");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().sentence, folder / "anna.toml" + ":3: " + (folder / "map.toml") +
                                          ":2: electrode 22 has C 0 below T 1; comfort cannot be "
                                          "softer than threshold");
  test::write_bytes(folder / "map.toml",
                    "format = 'otoscape.map/1'\n[electrodes]\nt_levels = 1\nc_levels = 2\n");
  EXPECT_TRUE(load_listener(folder / "anna.toml"));
}

TEST(ListenerImplant, NotesWhatOfAnEarIsNotHeard) {
  const auto notes = [](const char* ear) {
    return parse(std::string("[left]\n") + ear)->notes.front();
  };
  EXPECT_EQ(notes("air_db_hl = { 500 = 40 }\n[left.implant]"),
            "left ear: the audiogram is not heard beside the implant; eas_crossover_hz would keep "
            "what lies below");
  EXPECT_EQ(notes("air_db_hl = { 500 = 'no response' }\nimplant = { eas_crossover_hz = 500 }"),
            "left ear: eas_crossover_hz keeps acoustic hearing, and the audiogram has no response");
  EXPECT_EQ(notes("air_db_hl = { 500 = 'no response' }\n[left.implant]"), kImplantsDiffer);
  EXPECT_EQ(notes("air_db_hl = { 500 = 40 }\nimplant = { eas_crossover_hz = 500 }"),
            kImplantsDiffer);
}

TEST(ListenerImplant, IsWrittenInScenesToo) {
  const auto scene = parse_scene_toml(
      "format = \"otoscape.scene/1\"\n[listeners.new.both.implant]\nadaptation = 0\n"
      "[listeners.new.left.implant]\nmap = 'ace-12'\n[[at]]\ntime = 0\nlistener = 'new'\n",
      "s.toml", [](const std::string& spec) { return load_listener(spec); });
  ASSERT_TRUE(scene) << scene.error().sentence;
  EXPECT_EQ(scene->scene.keyframes[0].left->implant->map.name, "ace-12");
  EXPECT_EQ(scene->scene.keyframes[0].left->implant->adaptation, 0.0);
  EXPECT_EQ(scene->scene.keyframes[0].right->implant->map.name, "ace-22");
}

struct Wrong {
  const char* text;
  const char* error;
};

const Wrong kWrong[] = {
    {"map = 'preset:ace-21'", R"(3: unknown map "ace-21"; did you mean "ace-12"?)"},
    {"mpa = 'preset:ace-22'", R"(3: unknown key "mpa"; did you mean "map"?)"},
    {"percept = 'vocodor'", R"(3: percept is "vocodor"; did you mean "vocoder"?)"},
    {"carrier = 'sin'", R"(3: carrier is "sin"; did you mean "sine"?)"},
    {"flattening = 1",
     R"(3: flattening belongs to percept = "matched", and this implant has "vocoder")"},
    {"percept = 'matched'\ncarrier = 'sine'",
     R"(4: carrier belongs to percept = "vocoder", and this implant has "matched")"},
    {"percept = 'matched'\nsnap = 'off'",
     R"(4: snap belongs to percept = "film", and this implant has "matched")"},
    {"adaptation = 1.1", "3: adaptation is 1.1; write a number from 0 to 1"},
    {"spread_db_per_mm = 0.1", "3: spread_db_per_mm is 0.1; write a number from 0.2 to 40 dB/mm"},
    {"envelope_hz = 500", "3: envelope_hz is 500; write a number from 16 to 400 Hz"},
    {"delay_ms = 21", "3: delay_ms is 21; write a number from -20 to 20 ms"},
    {"volume = nan", "3: volume is nan; write a number from 0 to 1"},
    {"array = 'contour-advanced'",
     R"(3: array is "contour-advanced"; did you mean "contour-advance"?)"},
    {"array = 'mid-scala'",
     R"(3: the array mid-scala has 16 contacts, and the map "ace-22" is for 22)"},
    {"off = [23]", R"(3: off names electrode 23, which the map "ace-22" does not use)"},
    {"off = 3", "3: off is 3; write a list of at most 24 numbers"},
    {"map = 'shannon-4'\noff = [22, 15, 8, 1]",
     "4: every electrode is off; leave one on, or write no implant"},
    {"dead = [1000, 2000]",
     "3: dead is a list of regions from 20 to 20000 Hz, as dead = [[1000, 2000]]"},
    {"dead = [[2000, 1000]]",
     "3: dead is a list of regions from 20 to 20000 Hz, as dead = [[1000, 2000]]"},
    {"percept = 'matched'\nband_hz = [4000, 250]",
     "4: band_hz holds the lower and the upper limit, as band_hz = [250, 4000]"},
    {"percept = 'film'\nvariety = 1.5", "4: variety is 1.5; write a number from 0 to 1"},
    {"percept = 'film'\nclarity = -0.1", "4: clarity is -0.1; write a number from 0 to 1"},
    {"clarity = 0.5", R"(3: clarity belongs to percept = "film", and this implant has "vocoder")"},
    {"percept = 'film'\nconfusion_deg = 81",
     "4: confusion_deg is 81; write a number from 0 to 80 degrees"},
};

TEST(ListenerImplant, RefusesWithLineAndReason) {
  for (const Wrong& wrong : kWrong) {
    EXPECT_EQ(error_of(parse(std::string("[left.implant]\n") + wrong.text)), wrong.error);
  }
  EXPECT_EQ(error_of(parse("[left]\nimplant = 3")),
            "3: implant is 3; write a table, as [left.implant], or implant = \"none\"");
}

TEST(ImplantListeners, EveryPresetLoadsAndSaysThatItIsOnePossiblePercept) {
  EXPECT_GE(listener_presets().size(), 19u);
  for (const PresetText& preset : listener_presets()) {
    const auto loaded = load_listener("preset:" + std::string(preset.name));
    ASSERT_TRUE(loaded) << preset.name << ": " << loaded.error().sentence;
    EXPECT_EQ(loaded->profile.name, preset.name);
    EXPECT_EQ(std::ranges::count(loaded->notes, kImplantsDiffer), 1) << preset.name;
    EXPECT_NE(preset.text.find("Implants sound different"), std::string_view::npos) << preset.name;
    EXPECT_GT(preset.meaning.size(), 20u);
    const bool implanted = loaded->profile.left.implant || loaded->profile.right.implant;
    EXPECT_EQ(implanted, preset.name != "off") << preset.name;
  }
}

TEST(ImplantListeners, PresetsDifferWhereTheirNamesSaySo) {
  const auto left = [](const char* name) { return *load_listener(name)->profile.left.implant; };
  const auto ringing = [](const char* name) {
    return std::get<DbSpl>(load_listener(name)->profile.left.tinnitus.at(0).level);
  };
  EXPECT_EQ(left("activation-day").adaptation, 0.0);
  EXPECT_EQ(left("three-months").adaptation, 0.5);
  EXPECT_EQ(left("two-years").adaptation, 0.9);
  EXPECT_GT(ringing("activation-day"), ringing("three-months"));
  EXPECT_GT(ringing("three-months"), ringing("two-years"));
  const auto one = load_listener("implant-left")->profile;
  EXPECT_TRUE(one.left.implant && !one.right.implant);
  EXPECT_EQ(one.right.air, Audiogram());
  EXPECT_TRUE(load_listener("eas")->profile.left.implant->eas_crossover);
  EXPECT_FALSE(load_listener("bimodal")->profile.right.implant);
  const auto two = load_listener("bilateral")->profile;
  EXPECT_NE(two.left.implant->map, two.right.implant->map);
  // Contacts 1 to 5 lie outside at 12 mm, 6 inside: the text says so.
  const Implant partial = left("partial-insertion");
  const double pitch_mm = implant::tables::find_array(partial.array)->pitch_mm;
  EXPECT_LT(*partial.insertion_mm, (22 - 5) * pitch_mm);
  EXPECT_GT(*partial.insertion_mm, (22 - 6) * pitch_mm);
}

TEST(ImplantListeners, AreSuggestedLikeOtherPresets) {
  EXPECT_EQ(load_listener("preset:activation-dya").error().sentence,
            "unknown preset \"activation-dya\"; did you mean \"activation-day\"?");
  EXPECT_EQ(load_listener("preset:normel").error().sentence,
            "unknown preset \"normel\"; did you mean \"normal\"?");
}

}  // namespace
}  // namespace otoscape::io::files
