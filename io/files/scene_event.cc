// SPDX-License-Identifier: Apache-2.0
#include "io/files/scene_event.h"
#include "io/files/scene_times.h"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace otoscape::io::files {
namespace {

using namespace scene;

constexpr std::array<std::string_view, 11> kKinds = {"pop",     "blast", "plug-in", "plug-out",
                                                     "swallow", "teeth", "blink",   "jaw",
                                                     "cloth",   "touch", "own-hum"};
enum Kind { kPop, kBlast, kPlugIn, kPlugOut, kFirstOwn };
constexpr std::array kOwnKinds = {
    OwnSound::Kind::swallow, OwnSound::Kind::teeth, OwnSound::Kind::blink,  OwnSound::Kind::jaw,
    OwnSound::Kind::cloth,   OwnSound::Kind::touch, OwnSound::Kind::own_hum};
constexpr std::array<std::string_view, 3> kEars = {"both", "left", "right"};
constexpr std::array kEarValues = {EventEars::both, EventEars::left, EventEars::right};
constexpr std::array<std::string_view, 3> kProtectors = {"foam", "flat15", "muff"};
constexpr std::array kProtectorValues = {Protector::foam, Protector::flat15, Protector::muff};

constexpr Seconds kAtLeast{0.01}, kMinute{60.0}, kDay{86400.0};
constexpr Seconds kQuickestBack{0.05}, kQuickestRecovery{2.0};
constexpr double kMostPressure = 30.0;    // dB
constexpr double kMostShift = 2.0;        // times the typical one, that is 110 dB at 4 kHz
constexpr double kLoudestRinging = 60.0;  // dB SL

template <class Value>
void take(const std::optional<Value>& read, Value& value) {
  if (read) value = *read;
}

Pop read_pop(TomlReader& reader, const toml::table& table) {
  Pop pop;
  if (const auto db = reader.number(table, "stillness_db", {-80.0, 0.0, "dB"})) {
    pop.stillness_level = Decibels(*db);
  }
  take(read_span(reader, table, "stillness", kAtLeast, kMinute), pop.stillness);
  take(read_span(reader, table, "back", kQuickestBack, kMinute), pop.back);
  if (const auto db = reader.number(table, "pressure_db", {0.0, kMostPressure, "dB"})) {
    pop.pressure = Decibels(*db);
  }
  take(read_span(reader, table, "pressure", kAtLeast, kMinute), pop.pressure_for);
  return pop;
}

Blast read_blast(TomlReader& reader, const toml::table& table) {
  Blast blast;
  take(reader.number(table, "shift", {0.0, kMostShift}), blast.shift_scale);
  take(read_span(reader, table, "recover", kQuickestRecovery, kDay), blast.recover);
  take(reader.number(table, "residual", {0.0, 1.0}), blast.residual);
  if (const auto db = reader.number(table, "ringing_db_sl", {0.0, kLoudestRinging, "dB SL"})) {
    blast.ringing = DbSl(*db);
  }
  return blast;
}

PlugIn read_plug(TomlReader& reader, const toml::table& table) {
  PlugIn plug;
  if (const auto word = reader.word(table, "protector", kProtectors)) {
    plug.kind = kProtectorValues[*word];
  }
  return plug;
}

OwnSound read_own(TomlReader& reader, const toml::table& table, std::size_t kind) {
  return {kOwnKinds[kind - kFirstOwn],
          reader.number(table, "level_lu", {-60.0, 0.0, "LU re the programme"})};
}

void check_keys(TomlReader& reader, const toml::table& table, std::size_t kind) {
  std::vector<std::string_view> keys = {"kind", "ears", "level_db"};
  const auto add = [&](std::initializer_list<std::string_view> own) {
    keys.insert(keys.end(), own);
  };
  if (kind == kPop) add({"stillness_db", "stillness", "back", "pressure_db", "pressure"});
  if (kind == kBlast) add({"shift", "recover", "residual", "ringing_db_sl"});
  if (kind == kPlugIn) add({"protector"});
  if (kind >= kFirstOwn) add({"level_lu"});
  reader.check_keys(table, keys);
}

}  // namespace

std::optional<Event> read_event(TomlReader& reader, const toml::table& at) {
  const toml::node* node = at.get("event");
  if (node == nullptr) return {};
  static const toml::table none;
  const toml::table* own = node->as_table();
  const auto kind =
      own != nullptr ? reader.word(*own, "kind", kKinds) : reader.word(at, "event", kKinds);
  if (own != nullptr && !own->contains("kind")) {
    reader.fail(node->source(), "the event has no kind; write event = { kind = \"pop\" }");
  }
  if (!kind) return {};
  const toml::table& table = own != nullptr ? *own : none;
  check_keys(reader, table, *kind);
  Event event;
  if (*kind == kPop) event.what = read_pop(reader, table);
  if (*kind == kBlast) event.what = read_blast(reader, table);
  if (*kind == kPlugIn) event.what = read_plug(reader, table);
  if (*kind == kPlugOut) event.what = PlugOut{};
  if (*kind >= kFirstOwn) event.what = read_own(reader, table, *kind);
  if (const auto ears = reader.word(table, "ears", kEars)) event.ears = kEarValues[*ears];
  if (const auto db = reader.number(table, "level_db", {-40.0, 0.0, "dB"})) {
    event.level = Decibels(*db);
  }
  return event;
}

}  // namespace otoscape::io::files
