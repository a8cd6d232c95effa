// SPDX-License-Identifier: Apache-2.0
#include "io/views/scene_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "io/files/timecode.h"
#include "io/printable.h"
#include "io/views/arc_curves.h"
#include "io/views/scene_words.h"
#include "otoscape/hearing/describe.h"
#include "otoscape/scene/stretch.h"

namespace otoscape::io::views {
namespace {

using scene::Keyframe;

constexpr std::size_t kColumns = 10;
using Row = std::array<std::string, kColumns>;
const Row kHead = {"time", "listener", "left", "right", "perspective",
                   "leak", "ringing",  "body", "ramp",  ""};
constexpr std::size_t kWidestName = 28;  // characters

// The ear's own, whatever is worn. A cut is through after 10 ms, two of them after 20.
std::string level(const scene::Arc& arc, scene::Side side, double time) {
  const auto profile = arc.ear(side, Seconds(time + 0.021));
  if (profile.implant) return "implant";
  const auto& ear = profile.air;
  if (ear.silent_at(Hertz(500)) && ear.silent_at(Hertz(4000))) return "silent";
  return fmt::format("{}", std::lround(hearing::four_tone_average(ear).value()));
}

std::string ringing(const scene::Arc& arc, double time) {
  const auto loudest = loudest_ringing(arc, time);
  const auto words = [](double db) { return db < 0.0 ? "–" : fmt::format("{}", std::lround(db)); };
  if (loudest[0] < 0.0 && loudest[1] < 0.0) return "–";
  return words(loudest[0]) + " | " + words(loudest[1]);
}

std::string leak(const Keyframe& k) {
  if (!k.leak) return {};
  return k.leak->on ? fmt::format("{:.6g}", k.leak->level.value()) : "off";
}

std::string ramps(const Keyframe& k) {
  std::string words = ramp_words(k.ramp);
  if (k.perspective_ramp) words += ", perspective " + ramp_words(*k.perspective_ramp);
  if (k.body_ramp) words += ", body " + ramp_words(*k.body_ramp);
  if (k.felt_ramp) words += ", felt " + ramp_words(*k.felt_ramp);
  return words;
}

Row row(const scene::Scene& scene, const scene::Arc& arc, const Keyframe& k, double until) {
  const double time = k.time.value();
  const double rings = std::min(time + 0.45, until);  // a blast's ringing has come in
  std::string listener = listener_words(k);
  if (k.event) listener += (listener.empty() ? "" : ", ") + ("* " + event_words(*k.event));
  std::string perspective = k.perspective ? fmt::format("{:.6g}", *k.perspective) : "";
  if (k.room_level) {
    perspective += k.room_level == scene::RoomLevel::match ? " room match" : " room true";
  }
  std::string body = k.body ? body_words(*k.body) : "";
  if (k.felt) body += (body.empty() ? "" : ", ") + felt_words(*k.felt);
  if (k.stress) body += (body.empty() ? "" : ", ") + fmt::format("stress {:.6g}", *k.stress);
  if (k.carry) body += (body.empty() ? "" : ", ") + fmt::format("carry {:.6g}", *k.carry);
  return {files::written(k.time, scene),
          printable(listener, kWidestName),
          level(arc, scene::Side::left, time),
          level(arc, scene::Side::right, time),
          perspective,
          leak(k),
          ringing(arc, rings),
          body,
          ramps(k),
          printable(k.name, kWidestName)};
}

// Of text in UTF-8.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string table(const std::vector<Row>& rows) {
  std::array<std::size_t, kColumns> widths{};
  for (const Row& r : rows) {
    for (std::size_t i = 0; i < kColumns; ++i) widths[i] = std::max(widths[i], width(r[i]));
  }
  std::string text;
  for (const Row& r : rows) {
    std::string line;
    for (std::size_t i = 0; i < kColumns; ++i) {
      line += r[i] + std::string(widths[i] - width(r[i]) + 2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

bool in_lu(const scene::Scene& scene) {
  const auto rings = [](const std::optional<hearing::EarProfile>& ear) {
    return ear && std::ranges::any_of(ear->tinnitus, [](const auto& layer) {
             return std::holds_alternative<Lu>(layer.level);
           });
  };
  return std::ranges::any_of(scene.keyframes,
                             [&](const Keyframe& k) { return rings(k.left) || rings(k.right); });
}

}  // namespace

std::string scene_table(const files::LoadedScene& loaded) {
  const scene::Scene& scene = loaded.scene;
  const scene::Arc arc(scene.keyframes);
  std::vector<Row> rows = {kHead};
  const auto named = [](const Keyframe& k) { return !k.name.empty(); };
  if (std::ranges::any_of(scene.keyframes, named)) rows[0].back() = "name";
  const auto count = scene.keyframes.size();
  for (std::size_t i = 0; i < count; ++i) {
    const double until = i + 1 < count ? scene.keyframes[i + 1].time.value() - 1e-3 : 1e9;
    rows.push_back(row(scene, arc, scene.keyframes[i], until));
  }
  std::string text = fmt::format("{}: {} point{}, {}\n\n", printable(scene.title, 100), count,
                                 count == 1 ? "" : "s", files::written(scene::own_length(scene)));
  text += table(rows);
  text +=
      "\nleft, right: mean of .5, 1, 2 and 4 kHz in dB HL once the point is reached, without what "
      "is worn; ringing: "
      "loudest layer, left | right, in dB SPL; * event\n";
  if (in_lu(scene)) {
    text += "ringing in LU is listed as with a programme at 65 dB SPL; --film has the film's own\n";
  }
  const Seconds shortest = scene::shortest_length(scene);
  if (shortest > Seconds(0.0)) {
    text += fmt::format("--fit works for films of {:.1f} s and longer\n",
                        std::ceil(shortest.value() * 10.0 - 1e-9) / 10.0);
  }
  for (const std::string& notice : scene.notices) text += "notice: " + notice + "\n";
  for (const std::string& note : loaded.notes) text += "note: " + note + "\n";
  return text;
}

}  // namespace otoscape::io::views
