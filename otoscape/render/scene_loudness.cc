// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/scene_loudness.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "otoscape/ear/fit.h"
#include "otoscape/loss/recruitment.h"
#include "otoscape/render/k_weighting.h"
#include "otoscape/units/reference_threshold.h"

namespace otoscape::render {
namespace {

constexpr int kBands = ProgrammeTrack::kBands;
constexpr int kCells = 2 * kBands;                  // both ears' bands
constexpr double kWindow = 3.0;                     // s
constexpr double kFloorLu = -47.0;                  // re the programme: −70 at −23 LUFS
constexpr double kUsualLufs = -23.0;                // where the programme has no loudness
constexpr double kSoftLu = -20.0;                   // of the internal bus re the programme, softly
constexpr double kQuietestBefore = -50.0;           // LUFS
constexpr double kDeepestMatch = -30.0;             // dB
constexpr double kLog2PerDb = 0.16609640474436813;  // of an amplitude: log2(10)/20
constexpr float kPerStep = 0.01f;                   // dB, of the track's values

// 2^x for −126 ≤ x ≤ 127, relative error below 3e-6; plain enough for the compiler to vectorise.
inline float exp2_fast(float x) {
  constexpr float kRound = 12582912.0f;  // 1.5 · 2^23
  x = std::max(x, -126.0f);
  const float whole = (x + kRound) - kRound, f = x - whole;
  float p = 1.3333558e-3f * f + 9.6181291e-3f;
  p = p * f + 5.5504109e-2f;
  p = p * f + 0.24022651f;
  p = p * f + 0.69314718f;
  p = p * f + 1.0f;
  return p * std::bit_cast<float>((static_cast<std::int32_t>(whole) + 127) << 23);
}

// The gain law of both ears in every band, ready to be evaluated on a row: log2 of the gain is
// min(0, slope · stored level + offset) − attenuation.
struct Law {
  float slope[kCells], offset[kCells], attenuation[kCells];
  float k_weight_log2[kCells];

  Law(const LoudnessState& state, const Calibration& calibration) {
    for (int cell = 0; cell < kCells; ++cell) {
      const Hertz centre(ProgrammeTrack::band_hz(cell % kBands));
      const auto loss = ear::loss_at(state.ears[static_cast<std::size_t>(cell / kBands)], centre);
      const double expansion =
          loss.sensorineural_db_hl / (loss::kCatchUpDbHl - loss.sensorineural_db_hl);
      // What a stored level of 0 stands above the catch-up level in the inner ear.
      const double zero_db =
          to_hl(calibration.unit_rms(), centre).value() - loss.attenuation_db - loss::kCatchUpDbHl;
      slope[cell] = static_cast<float>(expansion * kLog2PerDb) * kPerStep;
      offset[cell] = static_cast<float>(expansion * kLog2PerDb * zero_db);
      attenuation[cell] = static_cast<float>(loss.attenuation_db * kLog2PerDb);
      k_weight_log2[cell] = static_cast<float>(std::log2(k_weight_lin(centre)));
    }
  }

  // K-weighted mean square of heard · gain · x + direct · x, x the programme.
  double energy(std::span<const std::int16_t, kCells> row, float heard, float direct) const {
    float sums[kCells];
    for (std::size_t i = 0; i < kCells; ++i) {
      const auto stored = static_cast<float>(row[i]);
      const float gain = exp2_fast(std::min(0.0f, slope[i] * stored + offset[i]) - attenuation[i]);
      const float amplitude = heard * gain + direct;
      constexpr auto kEnergyPerStep = static_cast<float>(2.0 * kLog2PerDb) * kPerStep;
      sums[i] = amplitude * amplitude * exp2_fast(kEnergyPerStep * stored + k_weight_log2[i]);
    }
    double sum = 0.0;
    for (float s : sums) sum += s;
    return sum;
  }
};

// The programme's share of a state's loudness: mean over what of [from, to) is programme.
double programme_energy(const ProgrammeTrack& track, const Law& law, const scene::MixState& mix,
                        Decibels room, Seconds from, Seconds to) {
  const auto heard = static_cast<float>(mix.perspective * mix.hush_lin);
  const auto direct = static_cast<float>(mix.perspective * mix.hush_lin * mix.leak_lin +
                                         (1.0 - mix.perspective) * to_amplitude(room));
  const auto in_rows = [&](Seconds time) {
    return std::clamp((time.value() - track.begin().value()) * ProgrammeTrack::kPerSecond, 0.0,
                      static_cast<double>(track.rows()));
  };
  const double a = in_rows(from), b = in_rows(to);
  double energy = 0.0;
  for (auto row = static_cast<std::int64_t>(a); static_cast<double>(row) < b; ++row) {
    const auto r = static_cast<double>(row);
    const double part = std::min(b, r + 1.0) - std::max(a, r);
    energy += part * law.energy(track.bands(row), heard, direct);
  }
  return b > a ? energy / (b - a) : 0.0;
}

double to_lufs(double energy) { return kLufsOffset + 10.0 * std::log10(energy); }

}  // namespace

SceneLoudness::SceneLoudness(const ProgrammeTrack& track, const SceneParams& params)
    : track_(track),
      params_(params),
      programme_lufs_(track.integrated_lufs().value_or(kUsualLufs)) {}

double SceneLoudness::of(const LoudnessState& state, Seconds from) const {
  const Law law(state, params_.render.calibration);
  const double internal = internal_energy(state, params_.render.calibration,
                                          InternalOver::long_term, state.mix.hush_lin);
  const double internal_lin = state.mix.perspective * to_amplitude(internal_gain(state));
  const double energy =
      programme_energy(track_, law, state.mix, state.room, from, Seconds(from.value() + kWindow)) +
      internal * internal_lin * internal_lin;
  return std::max(to_lufs(energy), programme_lufs_ + kFloorLu);
}

Decibels SceneLoudness::match_gain(const LoudnessState& state, Seconds from) const {
  LoudnessState character = state, room = state;
  character.mix.perspective = 1.0;
  character.mix.hush_lin = 1.0;
  room.mix.perspective = 0.0;
  room.room = Decibels(0.0);
  return Decibels(std::clamp(of(character, from) - of(room, from), kDeepestMatch, 0.0));
}

double SceneLoudness::before(const LoudnessState& state, Seconds time) const {
  const Law law(state, params_.render.calibration);
  const double energy =
      programme_energy(track_, law, state.mix, state.room, Seconds(time.value() - kWindow), time);
  return std::max(to_lufs(energy), kQuietestBefore);
}

Decibels SceneLoudness::internal_gain(const LoudnessState& state) const {
  const double bus =
      to_lufs(internal_energy(state, params_.render.calibration, InternalOver::loudest_3s));
  const double most = programme_lufs_ + (params_.tinnitus == TinnitusMode::soft ? kSoftLu : 0.0);
  return Decibels(std::min(0.0, most - bus));
}

}  // namespace otoscape::render
