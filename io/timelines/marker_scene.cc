// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/marker_scene.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "io/files/implant_presets.h"
#include "io/files/listener_file.h"
#include "io/files/spec.h"
#include "io/printable.h"
#include "io/timelines/text_lines.h"
#include "otoscape/hearing/presets.h"

namespace otoscape::io::timelines {
namespace {

constexpr std::array<std::string_view, 11> kEvents = {"pop",     "blast", "plug-in", "plug-out",
                                                      "swallow", "teeth", "blink",   "jaw",
                                                      "cloth",   "touch", "own-hum"};
constexpr std::size_t kLongestPreset = 60;  // bytes

std::string toml_text(std::string_view text, std::size_t longest) {
  std::string quoted = "\"";
  for (char c : printable(text, longest)) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

// The value of `event` for "pop" or "pop left"; empty for other words.
std::string event_of(std::string_view word) {
  for (std::string_view ear : {"left", "right"}) {
    if (word.size() <= ear.size() || !word.ends_with(ear)) continue;
    const std::string_view kind = trimmed(word.substr(0, word.size() - ear.size()));
    if (std::ranges::find(kEvents, kind) == kEvents.end()) continue;
    return fmt::format("{{ kind = \"{}\", ears = \"{}\" }}", kind, ear);
  }
  return std::ranges::find(kEvents, word) == kEvents.end() ? "" : fmt::format("\"{}\"", word);
}

// What the names of one point's markers set; the first that sets a key counts.
struct Settings {
  std::string listener, perspective, event;

  bool any() const { return !listener.empty() || !perspective.empty() || !event.empty(); }
};

// Only names of presets, and ages, are loaded: a failed one costs a search for similar names.
bool is_listener(std::string_view name) {
  static const auto kKnown = [] {
    std::set<std::string, std::less<>> names;
    for (const hearing::PresetInfo& one : hearing::preset_list()) names.insert(one.name);
    for (const files::PresetText& one : files::listener_presets()) names.emplace(one.name);
    return names;
  }();
  const bool age = name.starts_with("age:") && name.ends_with("male");
  if (!age && !kKnown.contains(name)) return false;
  return static_cast<bool>(files::load_listener(fmt::format("{}{}", files::kPresetPrefix, name)));
}

class SceneText {
 public:
  void add(const std::string& time, const std::vector<const Marker*>& markers) {
    Settings settings;
    std::string names, comments;
    for (const Marker* m : markers) {
      names += (names.empty() || m->name.empty() ? "" : " / ") + m->name;
      if (!m->comment.empty()) comments += "# " + printable(m->comment, kLongestComment) + "\n";
      read_name(m->name, settings);
    }
    points_ += fmt::format("\n[[at]]\ntime = {}\n", toml_text(time, 60));
    if (!names.empty()) points_ += fmt::format("name = {}\n", toml_text(names, kLongestName));
    points_ += comments;
    const auto line = [&](const char* key, const std::string& value) {
      if (!value.empty()) points_ += fmt::format("{} = {}\n", key, value);
    };
    line("event", settings.event);
    line("listener", settings.listener);
    line("perspective", settings.perspective);
    if (!settings.any()) {
      points_ += "# sets nothing yet: listener = \"…\", perspective = 0 to 1, event = \"pop\" …\n";
    }
    ++count_.points;
    if (settings.any()) ++count_.set;
  }

  MarkerScene finished(const std::string& head) {
    std::string listeners = "\n[listeners]\n";
    for (const auto& [name, spec] : listeners_) {
      listeners += fmt::format("{} = {}\n", toml_text(name, 200), toml_text(spec, 200));
    }
    if (listeners_.empty()) listeners += "# before = \"preset:normal\"\n# after = \"preset:N4\"\n";
    count_.text = head + listeners + points_;
    return std::move(count_);
  }

 private:
  void read_name(std::string_view name, Settings& settings) {
    while (!name.empty()) {
      const auto comma = std::min(name.find(','), name.size());
      read_part(trimmed(name.substr(0, comma)), settings);
      name.remove_prefix(std::min(comma + 1, name.size()));
    }
  }

  void read_part(std::string_view part, Settings& settings) {
    const auto set = [](std::string& key, const std::string& value) {
      if (key.empty()) key = value;
    };
    const std::string word = lower(part);
    if (word == "room") return set(settings.perspective, "0.0");
    if (word == "character") return set(settings.perspective, "1.0");
    if (const std::string event = event_of(word); !event.empty()) return set(settings.event, event);
    std::string_view preset = part;
    if (preset.starts_with(files::kPresetPrefix)) preset.remove_prefix(files::kPresetPrefix.size());
    if (preset.empty() || !settings.listener.empty() || !is_listener(preset)) return;
    listeners_.emplace(preset, fmt::format("{}{}", files::kPresetPrefix, preset));
    settings.listener = toml_text(preset, kLongestPreset);
  }

  std::map<std::string, std::string, std::less<>> listeners_;
  std::string points_;
  MarkerScene count_;
};

std::string head_of(const Markers& markers, const std::string& source) {
  const FilmClock& clock = markers.clock;
  std::string head = fmt::format(
      "# Points from {}.\n# What a point does not set stays as it was; a ramp arrives at its "
      "point's time.\nformat = \"otoscape.scene/1\"\n",
      printable(source, kLongestComment));
  if (!markers.title.empty()) {
    head += fmt::format("title = {}\n", toml_text(markers.title, kLongestName));
  }
  if (clock.rate) {
    head += clock.rate->denominator == 1
                ? fmt::format("frame_rate = \"{}\"\n", clock.rate->numerator)
                : fmt::format("frame_rate = \"{}/{}\"\n", clock.rate->numerator,
                              clock.rate->denominator);
    head += fmt::format("timecode_start = \"{}\"\n", written(Seconds(0.0), clock));
  }
  if (clock.length) {
    const double last = markers.all.empty() ? 0.0 : markers.all.back().time.value();
    const double length = std::ceil(std::max(clock.length->value(), last) * 1e3) / 1e3;
    head += fmt::format("length = \"{:.3f}s\"\n", length);
  }
  return head;
}

}  // namespace

MarkerScene marker_scene(const Markers& markers, const std::string& source) {
  SceneText scene;
  std::vector<const Marker*> here;
  std::string time;
  const auto add = [&] {
    if (!here.empty()) scene.add(time, here);
    here.clear();
  };
  for (const Marker& m : markers.all) {
    const std::string own = written(m.time, markers.clock);
    if (own != time) add();
    time = own;
    here.push_back(&m);
  }
  add();
  return scene.finished(head_of(markers, source));
}

}  // namespace otoscape::io::timelines
