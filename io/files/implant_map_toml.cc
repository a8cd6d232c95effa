// SPDX-License-Identifier: Apache-2.0
#include "io/files/implant_map_toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "io/files/toml_reader.h"
#include "io/path_text.h"
#include "io/printable.h"
#include "otoscape/hearing/implant_rules.h"
#include "otoscape/implant/tables/published_bands.h"

namespace otoscape::io::files {
namespace {

using namespace hearing;
using Names = std::span<const std::string_view>;

constexpr std::string_view kFormat = "otoscape.map/1";
constexpr std::array<std::string_view, 10> kKeys = {
    "format",     "name",        "strategy", "chip",    "front_end",
    "filterbank", "stimulation", "loudness", "masking", "electrodes"};
constexpr std::array<std::string_view, 3> kFrontEnd = {"microphone", "agc", "sensitivity_db"};
constexpr std::array<std::string_view, 3> kFilterbank = {"envelope", "bands", "edges_hz"};
constexpr std::array<std::string_view, 7> kStimulation = {
    "rate_pps", "analysis_rate_hz", "maxima", "pulse_width_us", "phase_gap_us",
    "order",    "fine_structure"};
constexpr std::array<std::string_view, 6> kLoudness = {
    "base_level", "saturation_level", "q", "maplaw", "volume", "below_base"};
constexpr std::array<std::string_view, 2> kMasking = {"low_db_bark", "high_db_bark"};
constexpr std::array<std::string_view, 5> kElectrodes = {"contacts", "numbered_from", "numbers",
                                                         "t_levels", "c_levels"};

constexpr std::array<std::string_view, 5> kStrategies = {"ace", "cis", "hires120", "fs4", "mp3000"};
constexpr std::array<std::string_view, 3> kChips = {"CIC3", "CIC4", "ua"};
constexpr std::array<std::string_view, 3> kMicrophones = {"directional", "omni", "flat"};
constexpr std::array<std::string_view, 4> kAgcs = {"fast", "slow", "dual", "off"};
constexpr std::array<std::string_view, 2> kEnvelopes = {"vector-sum", "power-sum"};
constexpr std::array<std::string_view, 3> kOrders = {"base-to-apex", "apex-to-base", "staggered"};
constexpr std::array<std::string_view, 2> kBelowBase = {"idle", "t"};
constexpr std::array<std::string_view, 2> kNumberedFrom = {"base", "apex"};
constexpr int kMostContacts = 24;

// One of the words of a key, as the enumeration in the same order.
template <class Enumeration>
void read_word(TomlReader& reader, const toml::table& in, std::string_view key, Names words,
               Enumeration& value) {
  if (const auto at = reader.word(in, key, words)) value = static_cast<Enumeration>(*at);
}

void read_number(TomlReader& reader, const toml::table& in, std::string_view key,
                 const NumberRange& range, double& value) {
  value = reader.number(in, key, range).value_or(value);
}

const toml::table* part(TomlReader& reader, const toml::table& root, std::string_view name,
                        Names keys) {
  const toml::table* table = reader.table(root, name, fmt::format("[{}]", name));
  if (table != nullptr) reader.check_keys(*table, keys);
  return table;
}

// Strategies come with the arrays of their makers.
void set_makers_array(ImplantMap& map) {
  if (map.strategy == CodingStrategy::hires120) map.contacts = 16;
  if (map.strategy == CodingStrategy::fs4) map.contacts = 12;
  map.numbered_from_base = map.contacts == 22;
}

void read_front_end(TomlReader& reader, const toml::table& root, ImplantMap& map) {
  const auto* in = part(reader, root, "front_end", kFrontEnd);
  if (in == nullptr) return;
  read_word(reader, *in, "microphone", kMicrophones, map.microphone);
  read_word(reader, *in, "agc", kAgcs, map.agc);
  double db = 0.0;
  read_number(reader, *in, "sensitivity_db", {-kSensitivityDb, kSensitivityDb, "dB"}, db);
  map.sensitivity = Decibels(db);
}

// A published table by its name. Filters have nothing below their lowest bins, so a band from 0 Hz
// begins there.
void read_table(TomlReader& reader, const toml::table& in, ImplantMap& map) {
  std::vector<std::string_view> names;
  for (const implant::tables::BandSet& set : implant::tables::published_bands()) {
    if (!set.edges_hz.empty()) names.push_back(set.name);
  }
  const auto at = reader.word(in, "bands", names);
  if (!at) return;
  for (double hz : implant::tables::find_bands(names[*at])->edges_hz) {
    map.edges.push_back(Hertz(std::max(hz, kLowestEdgeHz)));
  }
}

void read_filterbank(TomlReader& reader, const toml::table& root, ImplantMap& map) {
  const auto* in = part(reader, root, "filterbank", kFilterbank);
  if (in == nullptr) return;
  read_word(reader, *in, "envelope", kEnvelopes, map.envelope);
  read_table(reader, *in, map);
  if (const auto edges = reader.numbers(*in, "edges_hz", {kLowestEdgeHz, kHighestEdgeHz, "Hz"},
                                        kMostContacts + 1)) {
    map.edges.clear();
    for (double hz : *edges) map.edges.push_back(Hertz(hz));
  }
  if (in->contains("bands") && in->contains("edges_hz")) {
    reader.fail(in->get("edges_hz")->source(),
                "the filterbank has bands (a published table) or edges_hz, not both");
  }
}

void read_stimulation(TomlReader& reader, const toml::table& root, ImplantMap& map) {
  const auto* in = part(reader, root, "stimulation", kStimulation);
  if (in == nullptr) return;
  read_number(reader, *in, "rate_pps", {kLowestRate, kHighestRate, "pps"}, map.rate_pps);
  read_number(reader, *in, "analysis_rate_hz", {kLowestRate, 16000.0, "Hz"}, map.analysis_rate_hz);
  map.maxima = reader.whole(*in, "maxima", 1, kMostContacts).value_or(map.maxima);
  read_number(reader, *in, "pulse_width_us", {kNarrowestPulse, kWidestPulse, "µs"},
              map.pulse_width_us);
  read_number(reader, *in, "phase_gap_us", {kShortestGap, 100.0, "µs"}, map.phase_gap_us);
  read_word(reader, *in, "order", kOrders, map.order);
  map.fine_structure =
      reader.whole(*in, "fine_structure", 0, kMostContacts).value_or(map.fine_structure);
  if (in->contains("fine_structure") && map.strategy != CodingStrategy::fs4) {
    reader.fail(in->get("fine_structure")->source(),
                "fine_structure belongs to strategy = \"fs4\"");
  }
}

void read_loudness(TomlReader& reader, const toml::table& root, ImplantMap& map) {
  const auto* in = part(reader, root, "loudness", kLoudness);
  if (in == nullptr) return;
  read_number(reader, *in, "base_level", {kLowestBase, 1.0}, map.base_level);
  read_number(reader, *in, "saturation_level", {kLowestBase, kHighestSaturation},
              map.saturation_level);
  read_number(reader, *in, "q", {kLowestQ, kHighestQ, "%"}, map.q);
  map.maplaw = reader.number(*in, "maplaw", {kLowestMaplaw, kHighestMaplaw});
  read_number(reader, *in, "volume", {0.0, 1.0}, map.volume);
  if (const auto at = reader.word(*in, "below_base", kBelowBase)) map.idle_at_t = *at == 1;
  if (in->contains("q") && in->contains("maplaw")) {
    reader.fail(in->get("maplaw")->source(), "loudness grows by q or by maplaw, not both");
  }
}

void read_masking(TomlReader& reader, const toml::table& root, ImplantMap& map) {
  const auto* in = part(reader, root, "masking", kMasking);
  if (in == nullptr) return;
  read_number(reader, *in, "low_db_bark",
              {kFlattestMaskingDbBark, kSteepestMaskingDbBark, "dB/Bark"}, map.masking_low_db_bark);
  read_number(reader, *in, "high_db_bark",
              {kFlattestMaskingDbBark, kSteepestMaskingDbBark, "dB/Bark"},
              map.masking_high_db_bark);
  if (map.strategy != CodingStrategy::mp3000) {
    reader.fail(in->source(), "[masking] belongs to strategy = \"mp3000\"");
  }
}

// One level for each electrode, written as a list or as one number for all.
std::vector<double> read_levels(TomlReader& reader, const toml::table& in, std::string_view key,
                                const ImplantMap& map) {
  const std::size_t wanted = map.electrodes.size();
  const NumberRange range{0.0, highest_level(map.chip),
                          map.chip == ImplantChip::micro_amperes ? "µA" : ""};
  const toml::node* node = in.get(key);
  if (node == nullptr) {
    reader.fail(in.source(),
                fmt::format("{} is missing; write {} = [...], one for each electrode", key, key));
    return {};
  }
  if (!node->is_array()) {
    const auto all = reader.number(in, key, range);
    return std::vector<double>(wanted, all.value_or(0.0));
  }
  auto levels = reader.numbers(in, key, range, 100);
  if (levels && levels->size() != wanted) {
    reader.fail(node->source(),
                fmt::format("{} has {} levels for {} electrodes", key, levels->size(), wanted));
    return {};
  }
  return std::move(levels).value_or(std::vector<double>{});
}

void read_numbers(TomlReader& reader, const toml::table& in, ImplantMap& map) {
  if (const auto numbers = reader.numbers(in, "numbers", {1, kMostContacts}, kMostContacts)) {
    for (double number : *numbers) {
      map.electrodes.push_back({static_cast<int>(number), 0.0, 0.0});
      if (number == map.electrodes.back().number) continue;
      reader.fail(in.get("numbers")->source(), fmt::format("electrode {} is no number", number));
    }
  } else if (!in.contains("numbers")) {
    for (int i = 1; i <= map.contacts; ++i) {
      map.electrodes.push_back({map.numbered_from_base ? map.contacts + 1 - i : i, 0.0, 0.0});
    }
  }
}

void read_electrodes(TomlReader& reader, const toml::table& root, ImplantMap& map) {
  const auto* in = part(reader, root, "electrodes", kElectrodes);
  if (in == nullptr) {
    if (!root.contains("electrodes") && !reader.error()) {
      reader.fail({}, "the map has no [electrodes]; they need t_levels and c_levels");
    }
    return;
  }
  map.contacts = reader.whole(*in, "contacts", 1, kMostContacts).value_or(map.contacts);
  map.numbered_from_base = map.contacts == 22;
  if (const auto at = reader.word(*in, "numbered_from", kNumberedFrom)) {
    map.numbered_from_base = *at == 0;
  }
  read_numbers(reader, *in, map);
  const auto t_levels = read_levels(reader, *in, "t_levels", map);
  const auto c_levels = read_levels(reader, *in, "c_levels", map);
  if (reader.error()) return;
  for (std::size_t i = 0; i < map.electrodes.size(); ++i) {
    map.electrodes[i].t_level = t_levels[i];
    map.electrodes[i].c_level = c_levels[i];
  }
}

// The line of the table that a rule is about, or of the key that it is most likely about.
toml::source_region where(const toml::table& root, MapPart part) {
  constexpr std::array<std::string_view, 5> names = {"electrodes", "filterbank", "stimulation",
                                                     "loudness", "strategy"};
  const toml::node* node = root.get(names[static_cast<std::size_t>(part)]);
  return node == nullptr ? toml::source_region{} : node->source();
}

}  // namespace

Result<ImplantMap> parse_map_toml(std::string_view text, const std::string& name) {
  const auto root = parse_toml(text, name);
  if (!root) return root.error();
  TomlReader reader(name);
  reader.check_format(*root, kFormat, "an implant map");
  if (reader.error()) return *reader.error();
  reader.check_keys(*root, kKeys);
  ImplantMap map;
  map.name = reader.text(*root, "name").value_or(stem_of(name));
  read_word(reader, *root, "strategy", kStrategies, map.strategy);
  map.chip = ImplantChip::cic4;
  read_word(reader, *root, "chip", kChips, map.chip);
  set_makers_array(map);
  read_front_end(reader, *root, map);
  read_filterbank(reader, *root, map);
  read_stimulation(reader, *root, map);
  read_loudness(reader, *root, map);
  read_masking(reader, *root, map);
  read_electrodes(reader, *root, map);
  if (reader.error()) return *reader.error();
  if (const auto broken = broken_rule(map)) {
    reader.fail(where(*root, broken->part), broken->sentence);
    return *reader.error();
  }
  return map;
}

}  // namespace otoscape::io::files
