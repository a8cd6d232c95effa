// SPDX-License-Identifier: Apache-2.0
#include "io/files/scene_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "io/files/listener_file.h"
#include "io/files/scene_keyframe.h"
#include "io/files/scene_presets.h"
#include "io/files/scene_recordings.h"
#include "io/files/scene_times.h"
#include "io/files/spec.h"
#include "io/path_text.h"
#include "io/printable.h"
#include "io/text_file.h"
#include "otoscape/hearing/suggest.h"
#include "otoscape/scene/stretch.h"

namespace otoscape::io::files {
namespace {

using scene::Scene;

constexpr std::string_view kFormat = "otoscape.scene/1";
constexpr std::array<std::string_view, 13> kKeys = {
    "format",        "title",     "seed",    "frame_rate", "timecode_start", "length",
    "felt_physical", "anchor_lu", "notices", "recordings", "listeners",      "at",
    "character"};
constexpr std::size_t kLongestCharacter = 24;  // bytes: what a caption's line has room for
constexpr std::size_t kMostPoints = 10'000, kMostNotices = 20;

TimeReader read_clock(TomlReader& reader, const toml::table& root, Scene& scene) {
  const auto refuse = [&](std::string_view key, const Error& error) {
    reader.fail(root.get(key)->source(), fmt::format("{}: {}", key, error.sentence));
  };
  if (root.contains("frame_rate")) {
    const toml::node& node = *root.get("frame_rate");
    const auto* whole = node.as_integer();
    const auto text = whole != nullptr   ? std::optional(fmt::format("{}", whole->get()))
                      : node.is_string() ? reader.text(root, "frame_rate")
                                         : std::optional(what_is(node));
    const auto rate = parse_frame_rate(*text);
    if (!rate) refuse("frame_rate", rate.error());
    if (rate) scene.frame_rate = *rate;
  }
  TimeReader times(scene.frame_rate);
  if (const auto text = reader.text(root, "timecode_start")) {
    const auto start = times.set_start(*text);
    if (!start) refuse("timecode_start", start.error());
    if (start) scene.timecode_start = *start;
    scene.notation = notation_of(*text);
  }
  return times;
}

// A span such as "60s", or a time such as "1:30:00".
void read_length(TomlReader& reader, const toml::table& root, Scene& scene) {
  const toml::node* node = root.get("length");
  if (node == nullptr) return;
  const auto* text = node->as_string();
  if (text != nullptr && text->get().ends_with('s')) {
    scene.length = read_span(reader, root, "length", Seconds(0.0), Seconds(360'000.0));
  } else {
    scene.length = read_time(reader, root, "length", TimeReader({}));
  }
  if (scene.length && *scene.length <= Seconds(0.0)) {
    reader.fail(node->source(), "length is 0; leave it out where it is not known");
  }
}

void read_notices(TomlReader& reader, const toml::table& root, Scene& scene) {
  const toml::node* node = root.get("notices");
  if (node == nullptr) return;
  const auto* list = node->as_array();
  if (list == nullptr || list->size() > kMostNotices) {
    reader.fail(node->source(),
                fmt::format("notices is {}; write a list of up to {} texts, in [ ]",
                            list == nullptr ? what_is(*node) : "a longer list", kMostNotices));
    return;
  }
  for (const toml::node& notice : *list) {
    if (const auto* text = notice.as_string()) {
      scene.notices.push_back(printable(text->get(), 500));
    } else {
      reader.fail(notice.source(),
                  fmt::format("a notice is {}; write text in quotes", what_is(notice)));
    }
  }
}

void read_felt_physical(TomlReader& reader, const toml::table& root, Scene& scene) {
  const toml::node* node = root.get("felt_physical");
  if (node == nullptr) return;
  if (const auto* value = node->as_boolean()) {
    scene.felt_physical = value->get();
    return;
  }
  reader.fail(node->source(),
              fmt::format("felt_physical is {}; write true (felt follows dB SPL) or false (felt "
                          "follows the film's own loudness)",
                          what_is(*node)));
}

void read_points(TomlReader& reader, const toml::table& root, const TimeReader& times,
                 SceneListeners& listeners, Scene& scene) {
  const toml::node* node = root.get("at");
  const toml::array* list = node != nullptr ? node->as_array() : nullptr;
  if (node == nullptr || (list != nullptr && list->empty())) {
    reader.fail(node == nullptr ? toml::source_region{} : node->source(),
                "the scene has no points; each begins with a line [[at]]");
    return;
  }
  if (list == nullptr || list->size() > kMostPoints) {
    reader.fail(node->source(),
                list == nullptr ? fmt::format("at is {}; each point begins with a line [[at]], in "
                                              "double brackets",
                                              what_is(*node))
                                : fmt::format("more than {} points", kMostPoints));
    return;
  }
  const scene::BodySetting* body = nullptr;
  const scene::FeltSetting* felt = nullptr;
  scene.keyframes.reserve(list->size());  // pointers to its elements are kept
  for (const toml::node& point : *list) {
    if (!point.is_table()) {
      reader.fail(point.source(), fmt::format("a point is a table, not {}", what_is(point)));
      continue;
    }
    const auto* last = scene.keyframes.empty() ? nullptr : &scene.keyframes.back();
    const auto* time = (*point.as_table())["time"].as_string();
    if (time != nullptr && scene.notation == scene::TimeNotation::seconds) {
      scene.notation = notation_of(time->get());
    }
    scene.keyframes.push_back(
        read_keyframe(reader, *point.as_table(), {scene, times, listeners, last, body, felt}));
    const auto& k = scene.keyframes.back();
    if (k.body) body = &*k.body;
    if (k.felt) felt = &*k.felt;
    if (scene.length && k.time > *scene.length) {
      reader.fail(point.as_table()->source(),
                  fmt::format("the point at {} lies past the length of {}", written(k.time, scene),
                              written(*scene.length)));
    }
  }
}

// The loudness that levels in LU refer to, re the programme's integrated loudness: where the talk
// of a film lies far below its music, the inside belongs to the talk. It is added to each level.
void read_anchor(TomlReader& reader, const toml::table& root, Scene& scene) {
  const double anchor =
      reader.number(root, "anchor_lu", {-40.0, 20.0, "LU re the programme"}).value_or(0.0);
  const auto move = [&](Lu& level) { level = level + Decibels(anchor); };
  const auto move_ear = [&](std::optional<hearing::EarProfile>& ear) {
    if (!ear) return;
    for (auto& layer : ear->tinnitus) {
      if (auto* lu = std::get_if<Lu>(&layer.level)) move(*lu);
    }
  };
  for (scene::Keyframe& k : scene.keyframes) {
    move_ear(k.left);
    move_ear(k.right);
    if (k.body) {
      for (auto* level : {&k.body->breath, &k.body->heart, &k.body->thuds, &k.body->track}) {
        if (auto* lu = *level ? std::get_if<Lu>(&**level) : nullptr) move(*lu);
      }
    }
    auto* once = k.event ? std::get_if<scene::OwnSound>(&k.event->what) : nullptr;
    if (once != nullptr && once->level_lu) *once->level_lu += anchor;
  }
}

void note_oddities(const Scene& scene, std::vector<std::string>& notes) {
  bool later = false, plugged = false;
  for (const auto& k : scene.keyframes) {
    later = later || k.left || k.right;
    if (!k.event) continue;
    plugged = plugged || std::holds_alternative<scene::PlugIn>(k.event->what);
    if (std::holds_alternative<scene::PlugOut>(k.event->what) && !plugged) {
      notes.push_back(fmt::format("plug-out at {} (line {}), but nothing was put in before",
                                  written(k.time, scene), k.line));
    }
  }
  const auto& first = scene.keyframes.front();
  if (later && !first.left && !first.right) {
    notes.push_back("the first point names no listener, so it begins with typical hearing");
  }
}

Result<LoadedScene> load_preset(std::string_view name) {
  const ScenePreset* preset = scene_preset(name);
  if (preset != nullptr) {
    return parse_scene_toml(preset->text, "preset:" + std::string(name),
                            [](const std::string& spec) { return load_listener(spec); });
  }
  std::vector<std::string_view> names;
  for (const ScenePreset& known : scene_presets()) names.push_back(known.name);
  const std::string near = hearing::suggest(name, names);
  return wrong_usage(fmt::format("unknown scene {}{}", in_quotes(name),
                                 near.empty() ? "; otoscape presets lists them, a file is written "
                                                "with its extension or a \"/\", as drummer.toml"
                                              : near));
}

}  // namespace

Result<LoadedScene> parse_scene_toml(std::string_view text, const std::string& name,
                                     const FindListener& find_listener, bool in_memory) {
  const auto root = parse_toml(text, name);
  if (!root) return root.error();
  TomlReader reader(name, in_memory);
  reader.check_format(*root, kFormat, "a scene");
  if (reader.error()) return *reader.error();
  reader.check_keys(*root, kKeys);
  LoadedScene loaded;
  Scene& scene = loaded.scene;
  scene.title = reader.text(*root, "title").value_or(stem_of(name));
  if (const auto seed = reader.number(*root, "seed", {0.0, 9007199254740992.0})) {
    scene.seed = static_cast<std::uint64_t>(*seed);
    if (static_cast<double>(scene.seed) != *seed) {
      reader.fail(root->get("seed")->source(), "seed has a fraction; write a whole number");
    }
  }
  scene.character = printable(reader.text(*root, "character").value_or(""), kLongestCharacter);
  read_length(reader, *root, scene);
  read_felt_physical(reader, *root, scene);
  read_notices(reader, *root, scene);
  const TimeReader times = read_clock(reader, *root, scene);
  SceneListeners listeners;
  listeners.read(reader, *root, find_listener, loaded.notes);
  read_points(reader, *root, times, listeners, scene);
  read_anchor(reader, *root, scene);
  read_recordings(reader, *root, scene);
  if (reader.error()) return *reader.error();
  listeners.note_unused(loaded.notes);
  note_oddities(scene, loaded.notes);
  note_unused_recordings(scene, loaded.notes);
  return loaded;
}

Result<LoadedScene> load_scene(const std::string& spec) {
  if (spec.empty()) {
    return wrong_usage("the scene is empty; write preset:NAME or a file such as drummer.toml");
  }
  if (spec.starts_with(kPresetPrefix)) return load_preset(spec.substr(kPresetPrefix.size()));
  if (!names_file(spec)) return load_preset(spec);
  const auto text = read_text_file(spec);
  if (!text) return text.error();
  const auto folder = folder_of(spec);
  auto loaded = parse_scene_toml(
      *text, spec, [&](const std::string& listener) { return load_listener(listener, folder); });
  if (!loaded) return loaded;
  auto status = find_takes(loaded->scene, spec, loaded->notes);
  return status ? std::move(loaded) : status.error();
}

Status fit_scene(Scene& scene, Seconds film_length, std::vector<std::string>& notes) {
  const double factor = scene::stretch_factor(scene, film_length);
  const Seconds own = scene::own_length(scene);
  auto fitted = scene::stretch(std::move(scene), film_length);
  if (!fitted) return fitted.error();
  scene = *std::move(fitted);
  if (factor != 1.0) {
    notes.push_back(fmt::format("the scene is stretched by {:.6g}, from {} to {}", factor,
                                written(own), written(film_length)));
  }
  return ok();
}

std::vector<std::string> notes_for(const Scene& scene, Seconds film_length) {
  std::vector<std::string> notes;
  if (film_length.value() <= 0.0) return notes;  // the file does not say
  const auto past = [&](const scene::Keyframe& k) { return k.time > film_length; };
  const auto first = std::ranges::find_if(scene.keyframes, past);
  if (first != scene.keyframes.end()) {
    const auto count = std::ranges::count_if(scene.keyframes, past);
    notes.push_back(
        fmt::format("{} point{} of the scene lie{} after the film's end at {}, the first "
                    "at {} (line {}); --fit scales times to the film",
                    count, count == 1 ? "" : "s", count == 1 ? "s" : "",
                    written(film_length, scene), written(first->time, scene), first->line));
  }
  const double differs = std::abs(scene::own_length(scene).value() - film_length.value());
  if (notes.empty() && scene.length && differs > 0.1 * film_length.value()) {
    notes.push_back(
        fmt::format("the scene is written for {}, the film lasts {}; --fit scales times "
                    "to the film",
                    written(*scene.length), written(film_length)));
  }
  return notes;
}

}  // namespace otoscape::io::files
