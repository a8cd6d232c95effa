// SPDX-License-Identifier: Apache-2.0
#include "jobs/video/strip_course.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/views/arc_curves.h"
#include "otoscape/ear/fit.h"
#include "otoscape/scene/ringing_glide.h"

namespace otoscape::jobs::video {
namespace {

using hearing::TinnitusLayer;
using io::strip::StripEar;

constexpr double kLoudest = 75.0;  // dB SPL of a whole bar: the most that a layer may have
constexpr double kSoft = 35.0;     // dB SPL, of --tinnitus soft
constexpr double kSteps = 50.0;  // of a bar, so that the picture rests while hardly anything moves

std::string pitch_words(Hertz pitch) {
  const double hz = pitch.value();
  if (hz < 995.0) return fmt::format("{:.0f} Hz", hz);
  const double khz = std::round(hz / 100.0) / 10.0;
  return fmt::format("{} kHz", khz);
}

// In the letters that a strip has.
std::string layer_words(const TinnitusLayer& layer) {
  switch (layer.kind) {
    case TinnitusLayer::Kind::tone:
      return (layer.bandwidth_oct > 0.0 ? "noise " : "") + pitch_words(layer.pitch);
    case TinnitusLayer::Kind::noise:
      return "noise " + pitch_words(layer.pitch);
    case TinnitusLayer::Kind::pulsatile:
      return "pulse";
    case TinnitusLayer::Kind::low_fluctuating:
      return "low noise";
    case TinnitusLayer::Kind::crickets:
      return "crickets";
  }
  return "";
}

struct Layer {
  std::string words;
  double db_spl;
};

// The layers of one ear on the way from one step to the next; part: of the way, 0…1.
std::vector<Layer> layers_between(const hearing::EarProfile& from, const hearing::EarProfile& to,
                                  double part) {
  std::vector<Layer> layers;
  for (const auto& [was, is] : scene::ringing_pairs(from.tinnitus, to.tinnitus)) {
    const double before = was ? ear::ringing_level(*was, from).value() : 0.0;
    const double after = is ? ear::ringing_level(*is, to).value() : 0.0;
    const double level = before + (after - before) * part;
    if (level > 0.0) layers.push_back({layer_words(is != nullptr ? *is : *was), level});
  }
  return layers;
}

void show(const std::vector<Layer>& layers, double most_db_spl, StripEar& ear) {
  const auto loudest = std::ranges::max_element(layers, {}, &Layer::db_spl);
  if (loudest == layers.end()) return;
  ear.rings = loudest->words;
  ear.more = static_cast<int>(layers.size()) - 1;
  ear.rings_part = std::round(kSteps * std::min(loudest->db_spl, most_db_spl) / kLoudest) / kSteps;
}

}  // namespace

StripCourse::StripCourse(const models::HearingFacts& facts)
    : arc_(facts.keyframes), mode_(facts.ringing) {}

std::vector<double> StripCourse::points() const {
  std::vector<double> points;
  if (arc_.keyframes().size() < 2) return points;
  for (const scene::Keyframe& keyframe : arc_.keyframes()) points.push_back(keyframe.time.value());
  return points;
}

io::strip::StripMoment StripCourse::at(Seconds time) const {
  io::strip::StripMoment moment;
  for (const auto side : {scene::Side::left, scene::Side::right}) {
    const hearing::EarProfile ear = arc_.ear(side, time);
    StripEar& shown = moment.ears[side == scene::Side::left ? 0 : 1];
    shown.implant = ear.implant.has_value();
    for (std::size_t i = 0; i < shown.db_hl.size(); ++i) {
      const DbHl level = io::views::hearing_level(ear, Hertz(StripEar::kHertz[i]));
      shown.db_hl[i] = static_cast<int>(std::lround(level.value()));
    }
  }
  moment.perspective = std::round(20.0 * arc_.mix(time).perspective) / 20.0;
  if (mode_ != render::TinnitusMode::off) add_ringing(time, moment);
  return moment;
}

void StripCourse::add_ringing(Seconds time, io::strip::StripMoment& moment) const {
  const auto steps = arc_.ringing();
  const auto later =
      std::ranges::partition_point(steps, [&](const auto& step) { return step.start <= time; });
  if (later == steps.begin()) return;
  const scene::RingingStep& step = *(later - 1);
  const scene::RingingStep& before = later - 1 == steps.begin() ? step : *(later - 2);
  const double way = step.end.value() - step.start.value();
  const double part =
      way > 0.0 ? std::clamp((time.value() - step.start.value()) / way, 0.0, 1.0) : 1.0;
  const double most = mode_ == render::TinnitusMode::soft ? kSoft : kLoudest;
  for (std::size_t side = 0; side < 2; ++side)
    show(layers_between(before.to[side], step.to[side], part), most, moment.ears[side]);
}

}  // namespace otoscape::jobs::video
