// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/heard_world.h"

#include <algorithm>
#include <cmath>

#include "otoscape/render/programme/band_gains.h"
#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::render::inside {
namespace {

using programme::BandGains;
using programme::ProgrammeLoudness;

constexpr double kBelow = -1.0, kAbove = 0.5;  // octaves from a pitch
constexpr float kNothingLog2 = -1000.0f;       // a weight that leaves nothing
constexpr double kQuietest = 1e-20;            // an energy; digital silence is below

bool is_near(Hertz pitch, std::size_t cell) {
  const int band = static_cast<int>(cell % ProgrammeLoudness::kBands);
  const double oct = octaves(pitch, Hertz(ProgrammeLoudness::band_hz(band)));
  return oct >= kBelow && oct <= kAbove;
}

class Listening {
 public:
  Listening(const HeardWorld::From& from, std::span<const Hertz> pitches)
      : from_(from), pitches_(pitches) {}

  // Their gains in all bands, and in those near each pitch; computed anew only where an ear moves.
  std::span<const BandGains> gains(std::size_t row, Seconds time) {
    const auto movements = from_.arc.ear_movements();
    const double last = last_time_;
    const auto next = std::ranges::partition_point(
        movements, [&](const scene::EarMovement& m) { return m.end.value() < last; });
    last_time_ = time.value();
    if (row == 0 || (next != movements.end() && next->start <= time)) design(time);
    return gains_;
  }

 private:
  void design(Seconds time) {
    const auto ear = [&](scene::Side side) { return from_.arc.ear(side, time); };
    const BandGains all({ear(scene::Side::left), ear(scene::Side::right)}, from_.calibration);
    gains_.assign(1 + pitches_.size(), all);
    for (std::size_t i = 0; i < pitches_.size(); ++i) {
      for (std::size_t cell = 0; cell < BandGains::kCells; ++cell) {
        if (!is_near(pitches_[i], cell)) gains_[i + 1].k_weight_log2[cell] = kNothingLog2;
      }
    }
  }

  const HeardWorld::From& from_;
  std::span<const Hertz> pitches_;
  std::vector<BandGains> gains_;
  double last_time_ = 0.0;
};

}  // namespace

HeardWorld::HeardWorld(const From& from, std::span<const Hertz> pitches) {
  const auto rows = static_cast<std::size_t>(from.programme.rows());
  all_lu.resize(rows);
  near_lu.assign(pitches.size(), std::vector<float>(rows));
  Listening listening(from, pitches);
  for (std::size_t row = 0; row < rows; ++row) {
    const Seconds time(from.programme.begin().value() +
                       (static_cast<double>(row) + 0.5) / ProgrammeLoudness::kPerSecond);
    const scene::MixState mix = from.arc.mix(time);
    const double character = mix.perspective * mix.stillness_lin;
    const auto heard = static_cast<float>(character);
    const auto direct = static_cast<float>(
        character * mix.leak_lin + (1.0 - mix.perspective) * to_amplitude(from.states.room(time)));
    const auto bands = from.programme.bands(static_cast<std::int64_t>(row));
    const auto gains = listening.gains(row, time);
    const auto lu = [&](std::size_t which) {
      const double energy = std::max(gains[which].energy(bands, heard, direct), kQuietest);
      return static_cast<float>(programme::to_lufs(energy) - from.loudness.programme_lufs());
    };
    all_lu[row] = lu(0);
    for (std::size_t i = 0; i < pitches.size(); ++i) near_lu[i][row] = lu(i + 1);
  }
}

}  // namespace otoscape::render::inside
