// SPDX-License-Identifier: Apache-2.0
#include "io/files/listener_tinnitus.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace otoscape::io::files {
namespace {

using hearing::TinnitusLayer;
using Kind = TinnitusLayer::Kind;

constexpr std::array<std::string_view, 16> kKeys = {
    "name",        "kind",         "pitch_hz", "note",      "tuning_hz", "bandwidth_oct",
    "level_db_sl", "level_db_spl", "level_lu", "roughness", "central",   "drift",
    "masking",     "inhibition",   "stress",   "place"};
constexpr std::array<std::string_view, 4> kPlaces = {"front", "side", "back", "above"};
constexpr std::array kPlaceValues = {TinnitusLayer::Place::front, TinnitusLayer::Place::side,
                                     TinnitusLayer::Place::back, TinnitusLayer::Place::above};
constexpr std::array<std::string_view, 5> kKinds = {"tone", "noise", "pulsatile", "low-fluctuating",
                                                    "crickets"};
constexpr std::array kKindValues = {Kind::tone, Kind::noise, Kind::pulsatile, Kind::low_fluctuating,
                                    Kind::crickets};
constexpr double kLowestPitch = 20.0, kHighestPitch = 20000.0;  // Hz
constexpr double kWidest = 10.0;                                // octaves: all that is audible
constexpr double kLoudestSl = 60.0;                             // dB SL; matches cluster at 3 to 10
constexpr double kLoudestSpl = 75.0;                            // dB SPL
constexpr double kSoftestLu = -60.0;

constexpr std::array<std::string_view, 17> kNotes = {
    "C", "C#", "Db", "D", "D#", "Eb", "E", "F", "F#", "Gb", "G", "G#", "Ab", "A", "A#", "Bb", "B"};
constexpr std::array kSemitones = {0, 1, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 8, 9, 10, 10, 11};  // from C
constexpr int kA = 9;
constexpr double kConcertPitch = 440.0, kLowestTuning = 400.0, kHighestTuning = 480.0;  // Hz
constexpr Hertz kUsualPitch{6000.0};  // matches lie mostly between 2 and 10 kHz

// Equal temperament, in the octave nearest to what ringing usually matches.
Hertz pitch_of(std::size_t note, double tuning_hz) {
  const Hertz low(tuning_hz * std::exp2((kSemitones[note] - kA) / 12.0));
  return low * std::exp2(std::round(octaves(low, kUsualPitch)));
}

void read_pitch(TomlReader& reader, const toml::table& table, TinnitusLayer& layer) {
  const auto hz = reader.number(table, "pitch_hz", {kLowestPitch, kHighestPitch, "Hz"});
  const auto note = reader.word(table, "note", kNotes);
  const auto tuning = reader.number(table, "tuning_hz", {kLowestTuning, kHighestTuning, "Hz"});
  if (table.contains("pitch_hz") && table.contains("note")) {
    reader.fail(table.get("note")->source(), "a ringing layer has pitch_hz or note, not both");
  }
  if (table.contains("tuning_hz") && !table.contains("note")) {
    reader.fail(table.get("tuning_hz")->source(), "tuning_hz belongs to a note, as note = \"A\"");
  }
  if (hz) layer.pitch = Hertz(*hz);
  if (note) layer.pitch = pitch_of(*note, tuning.value_or(kConcertPitch));
}

void read_switch(TomlReader& reader, const toml::table& table, std::string_view key, bool& value) {
  constexpr std::array<std::string_view, 2> words = {"off", "on"};
  const toml::node* node = table.get(key);
  if (node != nullptr && node->is_boolean()) {
    value = node->as_boolean()->get();
  } else if (const auto word = reader.word(table, key, words)) {
    value = *word == 1;
  }
}

void read_level(TomlReader& reader, const toml::table& table, TinnitusLayer& layer) {
  const auto sl = reader.number(table, "level_db_sl", {0.0, kLoudestSl, "dB SL"});
  const auto spl = reader.number(table, "level_db_spl", {0.0, kLoudestSpl, "dB SPL"});
  const auto lu = reader.number(table, "level_lu", {kSoftestLu, 0.0, "LU re the programme"});
  const toml::node* first = nullptr;
  for (const char* key : {"level_db_sl", "level_db_spl", "level_lu"}) {
    const toml::node* node = table.get(key);
    if (node != nullptr && first != nullptr) {
      reader.fail(node->source(),
                  "a ringing layer has one of level_db_sl, level_db_spl and level_lu");
    }
    if (node != nullptr) first = node;
  }
  if (sl) layer.level = DbSl(*sl);
  if (spl) layer.level = DbSpl(*spl);
  if (lu) layer.level = Lu(*lu);
}

}  // namespace

TinnitusLayer read_tinnitus(TomlReader& reader, const toml::table& table, bool both) {
  reader.check_keys(table, kKeys);
  TinnitusLayer layer;
  layer.name = reader.text(table, "name").value_or("");
  if (const auto kind = reader.word(table, "kind", kKinds)) layer.kind = kKindValues[*kind];
  const auto usual = hearing::defaults(layer.kind);
  layer.pitch = usual.pitch;
  layer.bandwidth_oct = reader.number(table, "bandwidth_oct", {0.0, kWidest, "octaves"})
                            .value_or(usual.bandwidth_oct);
  read_pitch(reader, table, layer);
  read_level(reader, table, layer);
  layer.roughness = reader.number(table, "roughness", {0.0, 1.0}).value_or(0.0);
  if (table.contains("central") && !both) {
    reader.fail(table.get("central")->source(),
                "central belongs to a layer of both ears, as [[both.tinnitus]]");
  }
  read_switch(reader, table, "central", layer.central);
  // A level above threshold is a clinic's measurement, in quiet.
  layer.drift = layer.masking = layer.inhibition = !std::holds_alternative<DbSl>(layer.level);
  read_switch(reader, table, "drift", layer.drift);
  read_switch(reader, table, "masking", layer.masking);
  read_switch(reader, table, "inhibition", layer.inhibition);
  read_switch(reader, table, "stress", layer.stress);
  if (const auto place = reader.word(table, "place", kPlaces)) layer.place = kPlaceValues[*place];
  return layer;
}

LayerInEars in_both_ears(const TinnitusLayer& layer, const toml::table& table) {
  constexpr double kPitchOct = 0.012, kLevelDb = 1.25;  // in each ear; ours
  LayerInEars ears{layer, layer};
  if (layer.central || std::holds_alternative<DbSl>(layer.level)) return ears;
  // Steady noises are the louder in the right ear and the others in the left, so that a mixture
  // does not lean to one side.
  const bool right_louder = layer.kind == Kind::noise || layer.kind == Kind::low_fluctuating;
  const auto move = [&](TinnitusLayer& one, double side) {
    if (const auto* spl = std::get_if<DbSpl>(&layer.level)) {
      one.level = DbSpl(std::clamp(spl->value() + side * kLevelDb, 0.0, kLoudestSpl));
    } else if (const auto* lu = std::get_if<Lu>(&layer.level)) {
      one.level = Lu(std::clamp(lu->value() + side * kLevelDb, kSoftestLu, 0.0));
    }
    if (table.contains("note")) return;
    const double hz = layer.pitch.value() * std::exp2(-side * kPitchOct);
    one.pitch = Hertz(std::clamp(hz, kLowestPitch, kHighestPitch));
  };
  move(right_louder ? ears.right : ears.left, 1.0);
  move(right_louder ? ears.left : ears.right, -1.0);
  return ears;
}

}  // namespace otoscape::io::files
