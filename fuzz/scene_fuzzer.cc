// SPDX-License-Identifier: Apache-2.0
// Hostile scene files: the reader must neither crash nor throw, errors must be one line, and what
// comes out must move, fit and be drawn as the headers promise.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "io/files/scene_file.h"
#include "io/views/arc_picture.h"
#include "io/views/scene_table.h"
#include "otoscape/hearing/presets.h"
#include "otoscape/scene/arc.h"
#include "otoscape/scene/stretch.h"

namespace otoscape::io {
namespace {

using namespace scene;

void require(bool true_here) {
  if (!true_here) std::abort();
}

void require_line(const Error& error) {
  require(!error.sentence.empty() && error.sentence.find('\n') == std::string::npos);
}

// Presets only: no file is opened.
Result<files::LoadedListener> find_preset(const std::string& name) {
  auto profile = hearing::preset(name.starts_with("preset:") ? name.substr(7) : name);
  if (!profile) return profile.error();
  return files::LoadedListener{*std::move(profile), {}};
}

void check_points(const Scene& scene) {
  require(!scene.keyframes.empty());
  Seconds last(-1.0);
  for (const Keyframe& k : scene.keyframes) {
    require(k.time > last && k.time.value() >= 0.0 && std::isfinite(k.time.value()));
    require(k.ramp.over.value() >= 0.0 && k.line > 0);
    require(!k.perspective || (*k.perspective >= 0.0 && *k.perspective <= 1.0));
    last = k.time;
  }
}

void check_mix(const MixState& mix) {
  const auto within = [](double value, double most) { return value >= 0.0 && value <= most; };
  require(within(mix.perspective, 1.0) && within(mix.leak_lin, 1.0) &&
          within(mix.stillness_lin, 1.0));
  require(within(mix.stress, 1.0) && within(mix.occlusion[0], 1.0) &&
          within(mix.occlusion[1], 1.0));
  constexpr double kLoudest = 10.0 + 1e-9;  // +20 dB
  for (double lin :
       {mix.body.heart_lin, mix.body.breath_lin, mix.body.thuds_lin, mix.body.track_lin})
    require(within(lin, kLoudest));
  require(within(mix.felt.body_lin, kLoudest) && within(mix.felt.water_lin, kLoudest));
}

void check_ear(const hearing::EarProfile& ear) {
  for (double hz : {100.0, 700.0, 6000.0}) {
    require(ear.air.at(Hertz(hz)) <= hearing::kHighestThreshold);
    require(ear.air.at(Hertz(hz)) >= hearing::kLowestThreshold);
    require(ear.worn.at(Hertz(hz)) >= Decibels(0.0) && ear.worn.at(Hertz(hz)) <= Decibels(60.0));
  }
}

void check_arc(const Scene& scene) {
  const Arc arc(scene.keyframes);
  Seconds last(-1e9);
  for (const EarMovement& m : arc.ear_movements()) {
    require(m.start >= last && m.end > m.start);
    last = m.end;
    for (const Side side : {Side::left, Side::right}) check_ear(arc.ear(side, m.start));
  }
  last = Seconds(-1e9);
  for (const RingingStep& step : arc.ringing()) {
    require(step.start >= last && step.end >= step.start);
    last = step.end;
  }
  double beats = arc.heart_cycles(Seconds(0.0));
  for (Seconds moment : arc.moments()) {
    if (moment < Seconds(0.0)) continue;
    check_mix(arc.mix(moment));
    check_mix(arc.mix(Seconds(moment.value() + 0.004)));
    const double now = arc.heart_cycles(moment);
    require(now >= beats - 1e-6);
    beats = now;
  }
}

void check(const Result<files::LoadedScene>& loaded) {
  if (!loaded) return require_line(loaded.error());
  const Scene& scene = loaded->scene;
  check_points(scene);
  check_arc(scene);
  for (double length : {0.5, 30.0, own_length(scene).value(), 5400.0}) {
    auto fitted = stretch(scene, Seconds(length));
    if (!fitted) {
      require_line(fitted.error());
      continue;
    }
    check_arc(*fitted);
  }
  if (own_length(scene) > Seconds(0.0)) {
    require(static_cast<bool>(stretch(scene, own_length(scene))));  // a scene fits its own length
  }
  (void)files::notes_for(scene, Seconds(60.0));
  require(!views::scene_table(*loaded).empty());
  const std::string svg = views::arc_svg(scene, own_length(scene), nullptr);
  require(svg.ends_with("</svg>\n") && svg.size() < 100'000);
}

}  // namespace
}  // namespace otoscape::io

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace otoscape::io;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(files::parse_scene_toml(text, "fuzz.toml", find_preset));
  return 0;
}
