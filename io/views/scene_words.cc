// SPDX-License-Identifier: Apache-2.0
#include "io/views/scene_words.h"

#include <fmt/format.h>

#include <array>

namespace otoscape::io::views {
namespace {

std::string number(double value) { return fmt::format("{:.4g}", value); }

std::string event_name(const scene::Event& event) {
  constexpr std::array kProtectors = {"foam plugs in", "flat plugs in", "muffs on"};
  if (std::holds_alternative<scene::Pop>(event.what)) return "pop";
  if (std::holds_alternative<scene::Blast>(event.what)) return "blast";
  if (const auto* own = std::get_if<scene::OwnSound>(&event.what)) {
    constexpr std::array kOwn = {"swallow", "teeth", "blink", "jaw", "cloth", "touch", "own-hum"};
    return kOwn[static_cast<std::size_t>(own->kind)];
  }
  const auto* plug = std::get_if<scene::PlugIn>(&event.what);
  return plug != nullptr ? kProtectors[static_cast<std::size_t>(plug->kind)] : "protection off";
}

}  // namespace

std::string listener_words(const scene::Keyframe& keyframe) {
  if (!keyframe.left && !keyframe.right) return {};
  const auto name = [](const auto& ear, const std::string& words) {
    return !ear ? std::string("–") : words.empty() ? std::string("?") : words;
  };
  const std::string left = name(keyframe.left, keyframe.left_name);
  const std::string right = name(keyframe.right, keyframe.right_name);
  return left == right ? left : left + " | " + right;
}

std::string event_words(const scene::Event& event) {
  const char* const ears = event.ears == scene::EventEars::both   ? ""
                           : event.ears == scene::EventEars::left ? ", left"
                                                                  : ", right";
  return event_name(event) + ears;
}

std::string ramp_words(const scene::Ramp& ramp) {
  if (ramp.over <= Seconds(0.0)) return "cut";
  const double s = ramp.over.value();
  const std::string length = s < 1.0 ? number(s * 1000.0) + " ms" : number(s) + " s";
  return length + (ramp.shape == scene::Shape::ease ? " ease" : "");
}

std::string body_words(const scene::BodySetting& body) {
  std::string words;
  const auto add = [&](const std::optional<scene::BodyLevel>& level, std::string_view name) {
    if (!level) return;
    const auto* lu = std::get_if<Lu>(&*level);
    const std::string value =
        lu != nullptr ? number(lu->value()) + " LU" : number(std::get<Decibels>(*level).value());
    words += (words.empty() ? "" : ", ") + fmt::format("{} {}", name, value);
  };
  add(body.heart, "heart");
  add(body.breath, "breath");
  add(body.thuds, "steps");
  add(body.track, "file");
  return words.empty() ? "off" : words;
}

std::string felt_words(const scene::FeltSetting& felt) {
  constexpr std::array kWords = {"felt off", "felt body", "felt water"};
  const std::string words = kWords[static_cast<std::size_t>(felt.felt)];
  const bool plain = felt.felt == scene::Felt::off || felt.level == Decibels(0.0);
  return plain ? words : words + ' ' + number(felt.level.value());
}

}  // namespace otoscape::io::views
