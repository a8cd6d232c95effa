// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "io/listener_ear.h"

namespace otoscape::io {
namespace {

using hearing::TinnitusLayer;
using Kind = TinnitusLayer::Kind;

constexpr std::array<std::string_view, 10> kKeys = {
    "name",         "kind",  "pitch_hz", "bandwidth_oct", "level_db_sl",
    "level_db_spl", "drift", "masking",  "inhibition",    "stress"};
constexpr std::array<std::string_view, 5> kKinds = {"tone", "noise", "pulsatile", "low-fluctuating",
                                                    "crickets"};
constexpr std::array kKindValues = {Kind::tone, Kind::noise, Kind::pulsatile, Kind::low_fluctuating,
                                    Kind::crickets};
constexpr std::array<std::string_view, 4> kMovements = {"drift", "masking", "inhibition", "stress"};
constexpr double kLowestPitch = 20.0, kHighestPitch = 20000.0;  // Hz
constexpr double kWidest = 10.0;                                // octaves: all that is audible
constexpr double kLoudestSl = 60.0;                             // dB SL; matches cluster at 3 to 10
constexpr double kLoudestSpl = 75.0;                            // dB SPL

void read_movements(TomlReader& reader, const toml::table& table) {
  for (std::string_view key : kMovements) {
    const toml::node* node = table.get(key);
    if (node == nullptr) continue;
    const auto* text = node->as_string();
    if (text != nullptr && text->get() == "off") continue;
    reader.fail(node->source(),
                fmt::format("{} is {}; this version accepts only \"off\"", key, what_is(*node)));
  }
}

void read_level(TomlReader& reader, const toml::table& table, TinnitusLayer& layer) {
  const auto sl = reader.number(table, "level_db_sl", 0.0, kLoudestSl, "dB SL");
  const auto spl = reader.number(table, "level_db_spl", 0.0, kLoudestSpl, "dB SPL");
  if (table.contains("level_db_sl") && table.contains("level_db_spl")) {
    reader.fail(table.get("level_db_spl")->source(),
                "a ringing layer has level_db_sl or level_db_spl, not both");
  }
  if (sl) layer.level = DbSl(*sl);
  if (spl) layer.level = DbSpl(*spl);
}

}  // namespace

TinnitusLayer read_tinnitus(TomlReader& reader, const toml::table& table) {
  reader.check_keys(table, kKeys);
  TinnitusLayer layer;
  layer.name = reader.text(table, "name").value_or("");
  if (const auto kind = reader.word(table, "kind", kKinds)) layer.kind = kKindValues[*kind];
  if (const auto hz = reader.number(table, "pitch_hz", kLowestPitch, kHighestPitch, "Hz")) {
    layer.pitch = Hertz(*hz);
  }
  layer.bandwidth_oct =
      reader.number(table, "bandwidth_oct", 0.0, kWidest, "octaves").value_or(layer.bandwidth_oct);
  read_level(reader, table, layer);
  read_movements(reader, table);
  return layer;
}

}  // namespace otoscape::io
