// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/felt_bus.h"

#include <algorithm>
#include <cmath>

#include "otoscape/render/quantum/random_key.h"

namespace otoscape::render::inside {
namespace {

felt::FeltParams params_of(const FeltBus::Setup& setup) {
  auto params = programme::felt_params(setup.params, setup.loudness.programme_lufs());
  params.water = setup.arc.felt_at_most() == scene::Felt::water;
  params.key = quantum::named_key(setup.params.seed, "water");
  return params;
}

}  // namespace

FeltBus::FeltBus(const StreamSpec& spec, const quantum::QuantumClock& clock, const Setup& setup)
    : clock_(clock),
      arc_(setup.arc),
      path_({spec, clock.frames, static_cast<int>(setup.latency.value()),
             clock.frame_of(setup.first_quantum) + setup.latency.value()},
            params_of(setup)) {}

felt::Levels FeltBus::levels(std::int64_t frame) const {
  const scene::FeltLevels levels = arc_.felt(clock_.time_of_frame(frame));
  return {levels.body_lin, levels.water_lin};
}

void FeltBus::sound(std::int64_t quantum, ConstBlock<FullScaleUnit> in,
                    const std::array<double, 2>& limit_db, FullScaleBlock out) {
  const std::int64_t ahead = clock_.frame_of(quantum) + path_.level_lead();
  path_.process(in, levels(ahead), levels(ahead + clock_.frames), out);
  if (limit_db[0] == 0.0 && limit_db[1] == 0.0) return;
  deepest_limit_db_ = std::min(deepest_limit_db_, limit_db[1]);
  const auto from = static_cast<float>(to_amplitude(Decibels(limit_db[0]))),
             to = static_cast<float>(to_amplitude(Decibels(limit_db[1])));
  for (int c = 0; c < out.channels(); ++c) {
    float gain = from;
    const float slope = (to - from) / static_cast<float>(clock_.frames);
    for (float& x : out.channel(c)) x *= gain += slope;
  }
}

}  // namespace otoscape::render::inside
