// SPDX-License-Identifier: Apache-2.0
#include "io/captions/arc_states.h"

#include <algorithm>
#include <cmath>

#include "otoscape/ear/fit.h"

namespace otoscape::io::captions {
namespace {

constexpr double kCut = 0.011;       // s: a cut is through
constexpr double kAfterEvent = 3.0;  // s; ours
constexpr double kTypicalDb = 15.0;  // dB HL; ours: less is told by nobody
constexpr double kStressDb = 3.0;    // of ringing at stress 1 (docs/models/ringing.md)
constexpr double kRoomAlone = 0.25, kCharacterAlone = 0.75;                  // perspective; ours
constexpr std::array kFrequencies = {250.0, 500.0, 1000.0, 2000.0, 4000.0};  // Hz

bool has_no_response(const hearing::EarProfile& ear) {
  return std::ranges::all_of(kFrequencies, [&](double hz) { return ear.air.silent_at(Hertz(hz)); });
}

bool is_typical(const hearing::EarProfile& ear) {
  return !ear.implant && std::ranges::all_of(kFrequencies, [&](double hz) {
    return (ear.air.at(Hertz(hz)) + ear.worn.at(Hertz(hz))).value() < kTypicalDb;
  });
}

}  // namespace

double words_left(double share) {
  if (share >= kPoorShare) return 1.0;
  if (share >= kHalfShare) return 0.5 + 0.5 * (share - kHalfShare) / (kPoorShare - kHalfShare);
  return std::max(0.0, 0.5 * (share - kNoShare) / (kHalfShare - kNoShare));
}

Voices voices_of(double share) {
  if (share >= kGoodShare) return Voices::clear;
  if (share >= kPoorShare) return Voices::dull;
  if (share >= kNoShare) return Voices::words_lost;
  return share >= kSilentShare ? Voices::no_words : Voices::gone;
}

std::array<double, 2> ringing_db_spl(const scene::Arc& arc, Seconds time) {
  const auto steps = arc.ringing();
  const auto later = std::ranges::partition_point(
      steps, [&](const scene::RingingStep& step) { return step.end <= time; });
  std::array<double, 2> levels = {-1.0, -1.0};
  if (later == steps.begin()) return levels;
  for (std::size_t side = 0; side < 2; ++side) {
    const hearing::EarProfile& ear = (later - 1)->to[side];
    double power = 0.0;
    for (const auto& layer : ear.tinnitus) {
      const double stressed = layer.stress ? kStressDb * arc.stress(time) : 0.0;
      power += std::pow(10.0, 0.1 * (ear::ringing_level(layer, ear).value() + stressed));
    }
    if (power > 1.0) levels[side] = 10.0 * std::log10(power);
  }
  return levels;
}

ArcState state_at(const scene::Arc& arc, std::size_t keyframe, Seconds until,
                  const Audible& audible) {
  const Seconds time(arc.keyframes()[keyframe].time.value() + kCut);
  const scene::MixState mix = arc.mix(time);
  const auto left = arc.ear(scene::Side::left, time), right = arc.ear(scene::Side::right, time);
  ArcState state;
  state.heard = mix.perspective < kRoomAlone        ? Heard::room
                : mix.perspective < kCharacterAlone ? Heard::both
                                                    : Heard::character;
  const auto ringing = ringing_db_spl(arc, time);
  state.ringing_db_spl = std::max(ringing[0], ringing[1]);
  state.voices = voices_of(audible(time, Seconds(std::max(until.value(), time.value() + kCut))));
  state.after_event = voices_of(audible(time, Seconds(time.value() + kAfterEvent)));
  for (const auto* ear : {&left, &right}) {
    if (!ear->implant) continue;
    ++state.implants;
    state.adaptation += ear->implant->adaptation;
  }
  if (state.implants > 0) state.adaptation /= state.implants;
  state.breath = mix.body.breath_lin > 0.0;
  state.heart = mix.body.heart_lin > 0.0;
  state.steps = mix.body.thuds_lin > 0.0;
  state.leak = mix.leak_lin > 0.0;
  state.felt = mix.felt.water_lin > 0.0  ? scene::Felt::water
               : mix.felt.body_lin > 0.0 ? scene::Felt::body
                                         : scene::Felt::off;
  state.no_response = state.implants == 0 && has_no_response(left) && has_no_response(right);
  state.differs = !is_typical(left) || !is_typical(right) || state.ringing_db_spl >= 0.0 ||
                  state.breath || state.heart || state.steps || state.felt != scene::Felt::off;
  return state;
}

}  // namespace otoscape::io::captions
