// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/breath.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/body/sounds.h"
#include "otoscape/units/calibration.h"

namespace otoscape::body {
namespace {

struct Noise {
  double hz, width_hz;
  double in, out;  // amplitude while drawing in, while letting out
};
constexpr Noise kNoises[] = {{260.0, 300.0, 0.7, 1.0}, {650.0, 500.0, 0.55, 0.35}};
constexpr double kIn = 0.36, kPause = 0.06, kOut = 0.50;  // of a cycle; the rest is a pause

// At a point of the cycle, 0…1.
double envelope(const Noise& noise, double way) {
  const auto bow = [](double part, double power) {
    return std::pow(std::max(std::sin(std::numbers::pi * part), 0.0), power);
  };
  if (way < kIn) return noise.in * bow(way / kIn, 1.5);
  const double p = (way - kIn - kPause) / kOut;
  return p > 0.0 && p < 1.0 ? noise.out * bow(p, 1.2) * std::exp(-1.5 * p) : 0.0;
}

}  // namespace

Breath::Breath(Hertz rate, std::uint64_t key, std::vector<BreathCycle> cycles)
    : cycles_(std::move(cycles)) {
  std::erase_if(cycles_, [](const BreathCycle& cycle) { return cycle.frames <= 0; });
  double square = 0.0;
  for (std::size_t part = 0; part < kParts; ++part) {
    const Noise& noise = kNoises[part];
    Voice& voice = voices_[part];
    voice.key = dsp::hash(key, part);
    voice.turns.step = dsp::to_phase(std::min(noise.hz / rate.value(), 0.25));
    voice.cells.step = dsp::to_cells(dsp::cells_per_frame(Hertz(noise.width_hz), rate));
    for (int i = 0; i < kSteps; ++i) {
      square += std::pow(envelope(noise, static_cast<double>(i) / kSteps), 2) / kSteps;
    }
  }
  const double gain = to_amplitude(kBreathLevel - kOnePascal) / std::sqrt(square);
  for (std::size_t part = 0; part < kParts; ++part) {
    for (int i = 0; i <= kSteps; ++i) {
      const double way = static_cast<double>(i) / kSteps;
      voices_[part].envelope.push_back(static_cast<float>(gain * envelope(kNoises[part], way)));
    }
  }
}

bool Breath::draw(std::span<const BreathCycle> cycles, std::int64_t first_frame, int frames,
                  Row (&envelopes)[kParts]) const noexcept {
  for (Row& row : envelopes) std::fill_n(row.x, frames, 0.0f);
  const std::int64_t end = first_frame + frames;
  auto cycle =
      std::upper_bound(cycles.begin(), cycles.end(), first_frame,
                       [](std::int64_t frame, const BreathCycle& c) { return frame < c.frame; });
  if (cycle != cycles.begin()) --cycle;
  float most = 0.0f;
  for (; cycle != cycles.end() && cycle->frame < end; ++cycle) {
    const double step = static_cast<double>(kSteps) / static_cast<double>(cycle->frames);
    const std::int64_t last = std::min(end, cycle->frame + cycle->frames);
    for (std::int64_t frame = std::max(first_frame, cycle->frame); frame < last; ++frame) {
      const double place = static_cast<double>(frame - cycle->frame) * step;
      const int below = std::min(static_cast<int>(place), kSteps - 1);
      const auto way = static_cast<float>(place - below);
      for (std::size_t part = 0; part < kParts; ++part) {
        const float* at = voices_[part].envelope.data() + below;
        const float level = at[0] + way * (at[1] - at[0]);
        envelopes[part].x[frame - first_frame] = level;
        most = std::max(most, level);
      }
    }
  }
  return most > 0.0f;
}

void Breath::add(std::int64_t first_frame, float gain_from_lin, float gain_to_lin,
                 std::span<float> out) const noexcept {
  add_over(cycles_, first_frame, gain_from_lin, gain_to_lin, out);
}

void Breath::add_over(std::span<const BreathCycle> cycles, std::int64_t first_frame,
                      float gain_from_lin, float gain_to_lin, std::span<float> out) const noexcept {
  const float rise = (gain_to_lin - gain_from_lin) / static_cast<float>(out.size());
  for (std::size_t done = 0; done < out.size(); done += Row::kFrames) {
    const auto frames = static_cast<int>(std::min<std::size_t>(out.size() - done, Row::kFrames));
    const std::int64_t first = first_frame + static_cast<std::int64_t>(done);
    Row envelopes[kParts];
    if (!draw(cycles, first, frames, envelopes)) continue;
    for (std::size_t part = 0; part < kParts; ++part) {
      const Voice& voice = voices_[part];
      Row re, im, noise;
      const auto n = static_cast<std::uint64_t>(first);
      dsp::complex_noise(voice.key, voice.cells.from(n), frames, re, im);
      dsp::turn_up(voice.turns.from(n), {}, frames, {re, im}, noise);
      for (int i = 0; i < frames; ++i) {
        const float gain = gain_from_lin + rise * static_cast<float>(static_cast<int>(done) + i);
        out[done + static_cast<std::size_t>(i)] += gain * envelopes[part].x[i] * noise.x[i];
      }
    }
  }
}

}  // namespace otoscape::body
