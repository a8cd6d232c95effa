// SPDX-License-Identifier: Apache-2.0
#include "io/files/listener_implant.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "io/files/implant_map_file.h"
#include "io/files/spec.h"
#include "io/path_text.h"
#include "io/printable.h"
#include "otoscape/implant/tables/places.h"

namespace otoscape::io::files {
namespace {

using hearing::Implant;
using hearing::ImplantPercept;
using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 3> kPercepts = {"vocoder", "matched", "film"};
constexpr std::array<std::string_view, 7> kCarriers = {
    "by-adaptation",    "noise", "sine", "pulse-spreading", "gaussian-tones",
    "gammatone-pulses", "spiral"};
constexpr std::array<std::string_view, 2> kSpreads = {"current", "envelope"};
constexpr std::array<std::string_view, 2> kPlaceMaps = {"spiral-ganglion", "greenwood"};
constexpr std::array<std::string_view, 4> kSnaps = {"by-adaptation", "off", "electrodes",
                                                    "semitones"};

constexpr std::array<std::string_view, 5> kCommonKeys = {"map", "percept", "adaptation", "delay_ms",
                                                         "eas_crossover_hz"};
constexpr std::array<std::string_view, 10> kVocoderKeys = {
    "carrier", "spread",       "spread_db_per_mm", "envelope_hz",
    "array",   "insertion_mm", "place_map",        "off",
    "dead",    "volume"};
constexpr std::array<std::string_view, 5> kMatchedKeys = {"band_hz", "smear", "flattening",
                                                          "formant_shift", "pitch_hz"};
constexpr std::array<std::string_view, 12> kFilmKeys = {
    "sines_db", "transients_db", "noise_db",      "snap",  "roughness",    "variety",
    "clarity",  "memory_s",      "confusion_deg", "array", "insertion_mm", "place_map"};
constexpr std::array<Words, 3> kPerceptKeys = {kVocoderKeys, kMatchedKeys, kFilmKeys};

constexpr std::string_view kDefaultMap = "preset:ace-22";
constexpr double kLowestDeadHz = 20.0, kHighestDeadHz = 20000.0;
constexpr std::size_t kMostDead = 20;

// The keys of an ear's implant, its own before those of [both].
class Keys {
 public:
  Keys(const toml::table* both, const toml::table* own) : both_(both), own_(own) {}

  const toml::table& of(std::string_view key) const {
    return own_ != nullptr && (both_ == nullptr || own_->contains(key)) ? *own_ : *both_;
  }
  const toml::node* get(std::string_view key) const { return of(key).get(key); }
  // Where the implant itself is written.
  const toml::node& whole() const { return own_ != nullptr ? *own_ : *both_; }

 private:
  const toml::table* both_;
  const toml::table* own_;
};

// One reader for all keys of an implant.
class ImplantReader {
 public:
  ImplantReader(TomlReader& reader, const Keys& keys, Implant& implant)
      : reader_(reader), keys_(keys), implant_(implant) {}

  void read() {
    read_map();
    if (implant_.percept != ImplantPercept::matched) read_place();
    read_common();
    if (implant_.percept == ImplantPercept::vocoder) read_vocoder();
    if (implant_.percept == ImplantPercept::matched) read_matched();
    if (implant_.percept == ImplantPercept::film) read_film();
  }

 private:
  template <class Enumeration>
  void word(std::string_view key, Words words, Enumeration& value) {
    if (const auto at = reader_.word(keys_.of(key), key, words))
      value = static_cast<Enumeration>(*at);
  }
  std::optional<double> number(std::string_view key, const NumberRange& range) {
    return reader_.number(keys_.of(key), key, range);
  }
  void decibels(std::string_view key, std::optional<Decibels>& value) {
    if (const auto db = number(key, {-60.0, 12.0, "dB"})) value = Decibels(*db);
  }
  void fail(std::string_view key, std::string_view sentence) {
    const toml::node* node = keys_.get(key);
    reader_.fail((node != nullptr ? *node : keys_.whole()).source(), sentence);
  }

  void read_map();
  void read_place();
  void read_off();
  void read_dead();
  void read_common();
  void read_vocoder();
  void read_matched();
  void read_film();

  TomlReader& reader_;
  const Keys& keys_;
  Implant& implant_;
};

void ImplantReader::read_map() {
  const std::string spec = reader_.text(keys_.of("map"), "map").value_or(std::string(kDefaultMap));
  if (reader_.in_memory() && names_file(spec)) return fail("map", file_in_memory(spec));
  auto map = load_map(spec, folder_of(reader_.file()));
  if (map) {
    implant_.map = *std::move(map);
  } else {
    fail("map", map.error().sentence);
  }
}

// The array that goes with a map where the listener names none: the first of its size.
std::string usual_array(int contacts) {
  for (const implant::tables::ElectrodeArray& array : implant::tables::electrode_arrays()) {
    if (array.contacts == contacts) return array.name;
  }
  return Implant().array;
}

void ImplantReader::read_place() {
  std::vector<std::string_view> names;
  for (const implant::tables::ElectrodeArray& array : implant::tables::electrode_arrays()) {
    names.push_back(array.name);
  }
  implant_.array = usual_array(implant_.map.contacts);
  if (const auto at = reader_.word(keys_.of("array"), "array", names)) implant_.array = names[*at];
  const implant::tables::ElectrodeArray* array = implant::tables::find_array(implant_.array);
  if (array != nullptr && !implant_.map.electrodes.empty() &&
      array->contacts != implant_.map.contacts) {
    fail("array",
         fmt::format("the array {} has {} contacts, and the map {} is for {}", implant_.array,
                     array->contacts, in_quotes(implant_.map.name), implant_.map.contacts));
  }
  implant_.insertion_mm = number("insertion_mm", {5.0, 34.0, "mm"});
  word("place_map", kPlaceMaps, implant_.place_map);
}

void ImplantReader::read_off() {
  const auto numbers = reader_.numbers(keys_.of("off"), "off", {1, 24}, 24);
  if (!numbers) return;
  for (double number : *numbers) {
    const auto& all = implant_.map.electrodes;
    if (std::ranges::none_of(all, [&](const auto& e) { return e.number == number; })) {
      fail("off", fmt::format("off names electrode {}, which the map {} does not use", number,
                              in_quotes(implant_.map.name)));
      return;
    }
    if (std::ranges::count(implant_.off, static_cast<int>(number)) == 0) {
      implant_.off.push_back(static_cast<int>(number));
    }
  }
  if (implant_.off.size() == implant_.map.electrodes.size()) {
    fail("off", "every electrode is off; leave one on, or write no implant");
  }
}

void ImplantReader::read_dead() {
  const toml::node* node = keys_.get("dead");
  if (node == nullptr) return;
  const toml::array* list = node->as_array();
  const auto wrong = [&] {
    fail("dead", fmt::format("dead is a list of regions from {} to {} Hz, as dead = [[1000, 2000]]",
                             kLowestDeadHz, kHighestDeadHz));
  };
  if (list == nullptr || list->size() > kMostDead) return wrong();
  for (const toml::node& item : *list) {
    const toml::array* pair = item.as_array();
    if (pair == nullptr || pair->size() != 2) return wrong();
    const auto from = number_in(*pair->get(0)), to = number_in(*pair->get(1));
    if (!from || !to || !(*from >= kLowestDeadHz && *from < *to && *to <= kHighestDeadHz)) {
      return wrong();
    }
    implant_.dead.push_back({Hertz(*from), Hertz(*to)});
  }
}

void ImplantReader::read_common() {
  implant_.adaptation = number("adaptation", {0.0, 1.0}).value_or(implant_.adaptation);
  if (const auto ms = number("delay_ms", {-20.0, 20.0, "ms"}))
    implant_.delay = Seconds(*ms / 1000.0);
  if (const auto hz = number("eas_crossover_hz", {100.0, 2000.0, "Hz"})) {
    implant_.eas_crossover = Hertz(*hz);
  }
}

void ImplantReader::read_vocoder() {
  read_off();
  read_dead();
  implant_.volume = number("volume", {0.0, 1.0}).value_or(implant_.volume);
  word("carrier", kCarriers, implant_.carrier);
  word("spread", kSpreads, implant_.spread_domain);
  implant_.spread_db_per_mm = number("spread_db_per_mm", {0.2, 40.0, "dB/mm"});
  if (const auto hz = number("envelope_hz", {16.0, 400.0, "Hz"})) implant_.envelope = Hertz(*hz);
}

void ImplantReader::read_matched() {
  if (const auto band = reader_.numbers(keys_.of("band_hz"), "band_hz", {50.0, 16000.0, "Hz"}, 2)) {
    if (band->size() == 2 && (*band)[0] < (*band)[1]) {
      implant_.band_low = Hertz((*band)[0]);
      implant_.band_high = Hertz((*band)[1]);
    } else {
      fail("band_hz", "band_hz holds the lower and the upper limit, as band_hz = [250, 4000]");
    }
  }
  implant_.smear = number("smear", {1.0, 6.0});
  implant_.flattening = number("flattening", {0.0, 1.0});
  implant_.formant_shift = number("formant_shift", {0.7, 1.5});
  if (const auto hz = number("pitch_hz", {60.0, 400.0, "Hz"})) implant_.matched_pitch = Hertz(*hz);
}

void ImplantReader::read_film() {
  decibels("sines_db", implant_.sines);
  decibels("transients_db", implant_.transients);
  decibels("noise_db", implant_.noise);
  word("snap", kSnaps, implant_.snap);
  implant_.roughness = number("roughness", {0.0, 1.0});
  implant_.variety = number("variety", {0.0, 1.0});
  implant_.clarity = number("clarity", {0.0, 1.0}).value_or(implant_.clarity);
  implant_.memory_s = number("memory_s", {0.02, 0.5, "s"}).value_or(implant_.memory_s);
  implant_.confusion_deg = number("confusion_deg", {0.0, 80.0, "degrees"});
}

// A table, or nothing where there is none or it says "none".
const toml::table* table_in(TomlReader& reader, const toml::node* node) {
  if (node == nullptr) return nullptr;
  if (const auto* text = node->as_string(); text != nullptr && text->get() == "none") {
    return nullptr;
  }
  if (!node->is_table()) {
    reader.fail(node->source(), fmt::format("implant is {}; write a table, as [left.implant], or "
                                            "implant = \"none\"",
                                            what_is(*node)));
  }
  return node->as_table();
}

// Keys that do nothing in the percept that is chosen say so.
void check_keys(TomlReader& reader, const toml::table& in, ImplantPercept percept) {
  const auto chosen = static_cast<std::size_t>(percept);
  std::vector<std::string_view> all(kCommonKeys.begin(), kCommonKeys.end());
  for (std::size_t i = 0; i < kPercepts.size(); ++i) {
    for (std::string_view key : kPerceptKeys[i]) {
      const bool known = std::ranges::find(all, key) != all.end();
      if (!known) all.push_back(key);
      const bool fits = std::ranges::find(kPerceptKeys[chosen], key) != kPerceptKeys[chosen].end();
      const toml::node* node = in.get(key);
      if (known || fits || node == nullptr) continue;
      reader.fail(node->source(),
                  fmt::format("{} belongs to percept = \"{}\", and this implant has \"{}\"", key,
                              kPercepts[i], kPercepts[chosen]));
    }
  }
  reader.check_keys(in, all);
}

}  // namespace

void read_implant(TomlReader& reader, const toml::node* both, const toml::node* own,
                  hearing::EarProfile& ear) {
  const toml::table* of_both = table_in(reader, both);
  const toml::table* of_own = table_in(reader, own);
  if (of_own == nullptr && (own != nullptr || of_both == nullptr)) return;
  const Keys keys(of_both, of_own);
  Implant implant;
  if (const auto at = reader.word(keys.of("percept"), "percept", kPercepts)) {
    implant.percept = static_cast<ImplantPercept>(*at);
  }
  // What [both] writes for another percept than this ear's is the other ear's.
  check_keys(reader, *keys.whole().as_table(), implant.percept);
  ImplantReader(reader, keys, implant).read();
  ear.implant = std::move(implant);
}

}  // namespace otoscape::io::files
