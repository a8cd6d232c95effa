// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/scene_loudness.h"

#include <algorithm>
#include <cmath>

#include "otoscape/render/programme/band_gains.h"
#include "otoscape/render/programme/internal_loudness.h"
#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::render::programme {
namespace {

constexpr double kWindow = 3.0;            // s
constexpr double kFloorLu = -47.0;         // re the programme: −70 at −23 LUFS
constexpr double kQuietestBefore = -50.0;  // LUFS
constexpr double kDeepestMatch = -30.0;    // dB

// The programme's share of a state's loudness: mean over the part of [from, to) in the programme.
double programme_energy(const ProgrammeLoudness& programme, const LoudnessState& state,
                        const Calibration& calibration, Seconds from, Seconds to) {
  const BandGains gains(state.ears, calibration);
  const scene::MixState& mix = state.mix;
  const auto heard = static_cast<float>(mix.perspective * mix.stillness_lin);
  const auto direct = static_cast<float>(mix.perspective * mix.stillness_lin * mix.leak_lin +
                                         (1.0 - mix.perspective) * to_amplitude(state.room));
  const auto in_rows = [&](Seconds time) {
    return std::clamp((time.value() - programme.begin().value()) * ProgrammeLoudness::kPerSecond,
                      0.0, static_cast<double>(programme.rows()));
  };
  const double a = in_rows(from), b = in_rows(to);
  double energy = 0.0;
  for (auto row = static_cast<std::int64_t>(a); static_cast<double>(row) < b; ++row) {
    const auto r = static_cast<double>(row);
    const double part = std::min(b, r + 1.0) - std::max(a, r);
    energy += part * gains.energy(programme.bands(row), heard, direct);
  }
  return b > a ? energy / (b - a) : 0.0;
}

}  // namespace

SceneLoudness::SceneLoudness(const ProgrammeLoudness& programme, const SceneParams& params)
    : programme_(programme),
      params_(params),
      programme_lufs_(programme.integrated_lufs().value_or(kUsualLufs)) {}

double SceneLoudness::of(const LoudnessState& state, Seconds from) const {
  const double internal = internal_energy(state, params_.render.calibration,
                                          InternalOver::long_term, state.mix.stillness_lin);
  const double internal_lin = state.mix.perspective * to_amplitude(internal_gain(state));
  const double energy = programme_energy(programme_, state, params_.render.calibration, from,
                                         Seconds(from.value() + kWindow)) +
                        internal * internal_lin * internal_lin;
  return std::max(to_lufs(energy), programme_lufs_ + kFloorLu);
}

BusEnergies SceneLoudness::row(const LoudnessState& state, std::int64_t row) const {
  const BandGains gains(state.ears, params_.render.calibration);
  const scene::MixState& mix = state.mix;
  const auto heard = static_cast<float>(mix.perspective * mix.stillness_lin);
  const auto leak = static_cast<float>(mix.perspective * mix.stillness_lin * mix.leak_lin);
  const auto room = static_cast<float>((1.0 - mix.perspective) * to_amplitude(state.room));
  const double internal = internal_energy(state, params_.render.calibration,
                                          InternalOver::long_term, mix.stillness_lin);
  const double internal_lin = mix.perspective * to_amplitude(internal_gain(state));
  BusEnergies made;
  made.room = std::pow(10.0, programme_.k_db(row) / 10.0);
  made.world = gains.energy(programme_.bands(row), heard, 0.0f);
  made.inside = internal * internal_lin * internal_lin;
  made.heard = gains.energy(programme_.bands(row), heard, leak + room) + made.inside;
  return made;
}

Decibels SceneLoudness::match_gain(const LoudnessState& state, Seconds from) const {
  LoudnessState character = state, room = state;
  character.mix.perspective = 1.0;
  character.mix.stillness_lin = 1.0;
  room.mix.perspective = 0.0;
  room.room = Decibels(0.0);
  return Decibels(std::clamp(of(character, from) - of(room, from), kDeepestMatch, 0.0));
}

double SceneLoudness::before(const LoudnessState& state, Seconds time) const {
  const double energy = programme_energy(programme_, state, params_.render.calibration,
                                         Seconds(time.value() - kWindow), time);
  return std::max(to_lufs(energy), kQuietestBefore);
}

Decibels SceneLoudness::internal_gain(const LoudnessState& state) const {
  const double bus =
      to_lufs(internal_energy(state, params_.render.calibration, InternalOver::loudest_3s));
  return Decibels(std::min(0.0, internal_limit_lufs() - bus));
}

double SceneLoudness::internal_limit_lufs() const {
  return programme::internal_limit_lufs(programme_lufs_, params_.tinnitus);
}

}  // namespace otoscape::render::programme
