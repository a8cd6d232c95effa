// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/scene_markers.h"

#include <fmt/format.h>

#include "io/printable.h"
#include "io/timelines/film_markers.h"
#include "io/views/scene_words.h"

namespace otoscape::io::timelines {
namespace {

void add(std::string& list, const std::string& words) {
  if (!words.empty()) list += (list.empty() ? "" : ", ") + words;
}

// Without the signs that EDLs give a meaning to.
std::string listener(const scene::Keyframe& k) {
  const auto name = [](const std::string& words) { return words.empty() ? "?" : words; };
  if (k.left && k.right && k.left_name == k.right_name) return name(k.left_name);
  std::string words;
  if (k.left) add(words, "left " + name(k.left_name));
  if (k.right) add(words, "right " + name(k.right_name));
  return words;
}

std::string perspective(const scene::Keyframe& k) {
  if (!k.perspective) return {};
  if (*k.perspective == 0.0) return "room";
  return *k.perspective == 1.0 ? "character" : fmt::format("perspective {:.4g}", *k.perspective);
}

std::string ramps(const scene::Keyframe& k) {
  std::string words;
  const auto ramp = [&](const char* name, const scene::Ramp& one) {
    if (one.over > Seconds(0.0)) add(words, name + views::ramp_words(one));
  };
  ramp("ramp ", k.ramp);
  if (k.perspective_ramp) ramp("perspective ramp ", *k.perspective_ramp);
  if (k.body_ramp) ramp("body ramp ", *k.body_ramp);
  if (k.felt_ramp) ramp("felt ramp ", *k.felt_ramp);
  return words;
}

// "pop left".
std::string event(const scene::Event& event) {
  std::string words = views::event_words(event);
  std::erase(words, ',');
  return words;
}

std::string all_words(const scene::Keyframe& k) {
  std::string words = k.event ? event(*k.event) : "";
  add(words, listener(k));
  add(words, perspective(k));
  if (k.leak) {
    add(words, k.leak->on ? fmt::format("leak {:.4g} dB", k.leak->level.value()) : "leak off");
  }
  if (k.room_level) {
    add(words, k.room_level == scene::RoomLevel::match ? "room level match" : "room level true");
  }
  if (k.body) add(words, "body " + views::body_words(*k.body));
  if (k.felt) add(words, views::felt_words(*k.felt));
  if (k.stress) add(words, fmt::format("stress {:.4g}", *k.stress));
  if (k.carry) add(words, fmt::format("carry {:.4g}", *k.carry));
  add(words, ramps(k));
  return words;
}

std::string short_words(const scene::Keyframe& k, std::size_t number) {
  std::string words = k.event ? event(*k.event) : "";
  add(words, listener(k));
  add(words, perspective(k));
  if (words.empty()) words = all_words(k);
  return words.empty() ? fmt::format("point {}", number) : words;
}

Colour colour(const scene::Keyframe& k) {
  if (k.event) return Colour::red;
  if (k.left || k.right) return Colour::blue;
  return k.perspective ? Colour::green : Colour::yellow;
}

}  // namespace

Markers markers_of(const scene::Scene& scene, const FilmClock& clock) {
  Markers markers{printable(scene.title, kLongestName), clock, {}, {}};
  for (const scene::Keyframe& k : scene.keyframes) {
    const std::string name = k.name.empty() ? short_words(k, markers.all.size() + 1) : k.name;
    markers.all.push_back({k.time, printable(name, kLongestName),
                           printable(all_words(k), kLongestComment), colour(k), k.line});
  }
  to_frames(markers);
  return markers;
}

}  // namespace otoscape::io::timelines
