// SPDX-License-Identifier: Apache-2.0
#include "io/files/scene_keyframe.h"

#include <fmt/format.h>

#include <array>

#include "io/files/scene_event.h"
#include "io/files/scene_times.h"
#include "io/printable.h"

namespace otoscape::io::files {
namespace {

using namespace scene;

constexpr std::array<std::string_view, 17> kKeys = {
    "time",      "name",    "listener", "perspective", "leak_db", "room_level",       "body",
    "felt",      "felt_db", "stress",   "event",       "ramp",    "perspective_ramp", "body_ramp",
    "felt_ramp", "carry",   "captions"};
constexpr std::array<std::string_view, 16> kBodyKeys = {
    "breath_db",  "heart_db",   "thuds_db", "steps_db",    "breath_lu",  "heart_lu",
    "steps_lu",   "track_lu",   "track_db", "breath_rate", "heart_rate", "thuds_rate",
    "steps_rate", "heart_tone", "breath",   "floor"};
constexpr std::array<std::string_view, 2> kRampKeys = {"over", "shape"};
constexpr std::array<std::string_view, 2> kShapes = {"linear", "ease"};
constexpr Seconds kLongestSpan{100.0 * 3600.0};
constexpr std::size_t kLongestName = 120;  // bytes

bool is_word(const toml::table& table, std::string_view key, std::string_view word) {
  const toml::node* node = table.get(key);
  const auto* text = node != nullptr ? node->as_string() : nullptr;
  return text != nullptr && text->get() == word;
}

// A ramp cannot begin before the last point, because it starts from that point's values. gap: the
// time since the last point, nothing for the first.
void check_gap(TomlReader& reader, const toml::node& node, std::string_view key, Seconds over,
               std::optional<Seconds> gap) {
  if (over <= Seconds(0.0)) return;
  if (!gap) {
    reader.fail(node.source(),
                fmt::format("{} of the first point; before it is nothing to come from", key));
    return;
  }
  if (over.value() <= gap->value() * (1.0 + 1e-9)) return;
  reader.fail(node.source(), fmt::format("{} takes {:.6g} s, but the point before is only {:.6g} s "
                                         "earlier; a ramp arrives at its point's time",
                                         key, over.value(), gap->value()));
}

std::optional<Ramp> read_ramp(TomlReader& reader, const toml::table& table, std::string_view key,
                              std::optional<Seconds> gap) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return {};
  if (is_word(table, key, "cut")) return Ramp{};
  Ramp ramp;
  std::optional<Seconds> over;
  if (const auto* own = node->as_table()) {
    reader.check_keys(*own, kRampKeys);
    over = read_span(reader, *own, "over", Seconds(0.0), kLongestSpan);
    if (!own->contains("over")) {
      reader.fail(node->source(),
                  fmt::format("{0} has no length; write {0} = {{ over = \"12s\" }}", key));
    }
    if (reader.word(*own, "shape", kShapes) == 1) ramp.shape = Shape::ease;
  } else {
    over = read_span(reader, table, key, Seconds(0.0), kLongestSpan);
  }
  if (!over) return {};
  ramp.over = *over;
  check_gap(reader, *node, key, *over, gap);
  return ramp;
}

std::optional<Leak> read_leak(TomlReader& reader, const toml::table& table) {
  if (is_word(table, "leak_db", "off")) return Leak{};
  const auto db = reader.number(table, "leak_db", {-80.0, 0.0, "dB, or \"off\""});
  if (!db) return {};
  return Leak{true, Decibels(*db)};
}

// A source's level: under `name`_db or `name`_lu.
std::optional<BodyLevel> read_source(TomlReader& reader, const toml::table& body,
                                     const std::string& name) {
  const std::string in_db = name + "_db", in_lu = name + "_lu";
  if (body.contains(in_db) && body.contains(in_lu)) {
    reader.fail(body.get(in_lu)->source(),
                fmt::format("a body sound has {} or {}, not both", in_db, in_lu));
  }
  std::optional<BodyLevel> level;
  if (body.contains(in_db) && !is_word(body, in_db, "off")) {
    const auto db = reader.number(body, in_db, {-40.0, 20.0, "dB, or \"off\""});
    if (db) level = Decibels(*db);
  }
  if (body.contains(in_lu) && !is_word(body, in_lu, "off")) {
    const auto lu = reader.number(body, in_lu, {-60.0, 0.0, "LU re the programme, or \"off\""});
    if (lu) level = Lu(*lu);
  }
  return level;
}

// Steps have an older name.
std::optional<BodyLevel> read_steps(TomlReader& reader, const toml::table& body) {
  if (body.contains("thuds_db")) {
    for (const char* key : {"steps_db", "steps_lu"}) {
      if (!body.contains(key)) continue;
      reader.fail(body.get("thuds_db")->source(),
                  fmt::format("thuds_db is an older name of steps_db; write {} alone", key));
    }
    return read_source(reader, body, "thuds");
  }
  return read_source(reader, body, "steps");
}

// A source that is not named is off; rates and tone that are not named stay as they were.
std::optional<BodySetting> read_body(TomlReader& reader, const toml::table& table,
                                     const BodySetting* before) {
  BodySetting body;
  if (before != nullptr) {
    body = *before;
    body.breath = body.heart = body.thuds = body.track = std::nullopt;
  }
  if (is_word(table, "body", "off")) return body;
  const auto* own = reader.table(table, "body", "{ heart_db = -6 }, or \"off\"");
  if (own == nullptr) return {};
  reader.check_keys(*own, kBodyKeys);
  body.breath = read_source(reader, *own, "breath");
  body.heart = read_source(reader, *own, "heart");
  body.thuds = read_steps(reader, *own);
  body.track = read_source(reader, *own, "track");
  const auto rate = [&](std::string_view key, double low, double high, double& value) {
    value = reader.number(*own, key, {low, high, "a minute"}).value_or(value);
  };
  rate("breath_rate", 4.0, 60.0, body.breath_per_min);
  rate("heart_rate", 30.0, 220.0, body.heart_per_min);
  rate("thuds_rate", 20.0, 300.0, body.thuds_per_min);
  rate("steps_rate", 20.0, 300.0, body.thuds_per_min);
  if (own->contains("thuds_rate") && own->contains("steps_rate")) {
    reader.fail(own->get("thuds_rate")->source(),
                "thuds_rate is an older name of steps_rate; write steps_rate alone");
  }
  constexpr std::array<std::string_view, 2> tones = {"true", "film"};
  if (const auto tone = reader.word(*own, "heart_tone", tones)) body.film_heart = *tone == 1;
  constexpr std::array<std::string_view, 2> ways = {"nose", "mouth"};
  if (const auto way = reader.word(*own, "breath", ways)) body.mouth = *way == 1;
  constexpr std::array<std::string_view, 4> floors = {"wood", "stone", "carpet", "gravel"};
  constexpr std::array values = {Floor::wood, Floor::stone, Floor::carpet, Floor::gravel};
  if (const auto floor = reader.word(*own, "floor", floors)) body.floor = values[*floor];
  return body;
}

// The half of it that is not named stays as it was.
std::optional<FeltSetting> read_felt(TomlReader& reader, const toml::table& table,
                                     const FeltSetting* before) {
  FeltSetting felt = before != nullptr ? *before : FeltSetting{};
  if (table.contains("felt")) {
    constexpr std::array<std::string_view, 3> words = {"off", "body", "water"};
    const auto word = reader.word(table, "felt", words);
    if (!word) return {};
    felt.felt = static_cast<Felt>(*word);
  }
  const auto db = reader.number(table, "felt_db", {-40.0, 20.0, "dB"});
  if (!db) return table.contains("felt") ? std::optional(felt) : std::nullopt;
  if (felt.felt == Felt::off) {
    reader.fail(table.get("felt_db")->source(),
                "felt_db has nothing to act on while felt is off; write felt = \"body\" or "
                "\"water\" beside it");
  }
  felt.level = Decibels(*db);
  return felt;
}

Seconds read_own_time(TomlReader& reader, const toml::table& table, const SceneContext& context) {
  if (!table.contains("time")) {
    reader.fail(table.source(), "the point has no time; write time = \"0:40\"");
    return context.last != nullptr ? context.last->time : Seconds(0.0);
  }
  const auto time = read_time(reader, table, "time", context.times);
  if (!time) return context.last != nullptr ? context.last->time : Seconds(0.0);
  const auto said = [&](Seconds point) { return written(point, context.scene); };
  if (context.last != nullptr && *time <= context.last->time) {
    reader.fail(table.get("time")->source(),
                *time == context.last->time
                    ? fmt::format("two points at {}; write them as one", said(*time))
                    : fmt::format("{} lies before the point above it, which is at {}; points are "
                                  "written in the order of time",
                                  said(*time), said(context.last->time)));
  }
  return *time;
}

}  // namespace

Keyframe read_keyframe(TomlReader& reader, const toml::table& table, SceneContext context) {
  reader.check_keys(table, kKeys);
  Keyframe k;
  k.line = static_cast<int>(table.source().begin.line);
  k.time = read_own_time(reader, table, context);
  k.name = printable(reader.text(table, "name").value_or(""), kLongestName);
  std::optional<Seconds> gap;
  if (context.last != nullptr) gap = Seconds(k.time.value() - context.last->time.value());
  const auto ramp = [&](std::string_view key) { return read_ramp(reader, table, key, gap); };
  k.ramp = ramp("ramp").value_or(Ramp{});
  k.perspective_ramp = ramp("perspective_ramp");
  k.body_ramp = ramp("body_ramp");
  k.felt_ramp = ramp("felt_ramp");
  context.listeners.assign(reader, table, k);
  k.perspective = reader.number(table, "perspective", {0.0, 1.0, "(0 the room, 1 the character)"});
  k.leak = read_leak(reader, table);
  constexpr std::array<std::string_view, 2> rooms = {"true", "match"};
  if (const auto level = reader.word(table, "room_level", rooms)) {
    k.room_level = *level == 1 ? RoomLevel::match : RoomLevel::as_is;
  }
  if (table.contains("body")) k.body = read_body(reader, table, context.body);
  k.felt = read_felt(reader, table, context.felt);
  k.stress = reader.number(table, "stress", {0.0, 1.0});
  k.carry = reader.number(table, "carry", {0.0, 0.75, "(a share of the speech)"});
  k.event = read_event(reader, table);
  constexpr std::array<std::string_view, 3> words = {"hide", "fade", "full"};
  if (const auto said = reader.word(table, "captions", words)) {
    k.captions = static_cast<CaptionWords>(*said);
  }
  return k;
}

}  // namespace otoscape::io::files
