// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/loudness.h"

#include <cmath>
#include <vector>

#include "apps/demo/sound/filter.h"
#include "apps/demo/sound/levels.h"

namespace otoscape::demo::sound {
namespace {

// BS.1770's filters at 48 kHz: the head's shelf and the high pass.
constexpr dsp::Biquad kHead{1.53512485958697, -2.69169618940638, 1.19839281085285,
                            -1.69065929318241, 0.73248077421585};
constexpr dsp::Biquad kHighPass{1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621};

constexpr double kStep = 0.1, kAbsoluteGate = -70.0, kRelativeGate = -10.0;
constexpr std::size_t kSteps = 4;  // of a block

Stereo weighted(Stereo sound) {
  filter(sound, kHead);
  filter(sound, kHighPass);
  return sound;
}

double lufs(double power) { return -0.691 + 10.0 * std::log10(power); }

// The mean of the powers above `gate`, 0 where there are none.
double mean_above(const std::vector<double>& powers, double gate_lufs) {
  double sum = 0.0;
  int count = 0;
  for (const double power : powers) {
    if (!(lufs(power) > gate_lufs)) continue;
    sum += power;
    ++count;
  }
  return count == 0 ? 0.0 : sum / count;
}

}  // namespace

double integrated_lufs(const Stereo& sound) {
  const Stereo heard = weighted(sound);
  const std::size_t step = frames_at(kStep);
  std::vector<double> blocks;
  for (std::size_t n = 0; n + kSteps * step <= heard.frames(); n += step) {
    const double start = static_cast<double>(n) / kRate;
    blocks.push_back(2.0 * mean_power(heard, Span{start, start + kSteps * kStep}));
  }
  return lufs(mean_above(blocks, lufs(mean_above(blocks, kAbsoluteGate)) + kRelativeGate));
}

}  // namespace otoscape::demo::sound
