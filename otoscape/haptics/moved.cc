// SPDX-License-Identifier: Apache-2.0
#include "otoscape/haptics/moved.h"

#include <algorithm>
#include <cmath>

namespace otoscape::haptics {
namespace {

constexpr int kOutsideTaps = 127;
constexpr double kEnvelopeSeconds = 0.040;
constexpr Hertz kLowest(20.0), kHighest(560.0);  // of what is moved

Symmetric outside(const DeviceFacts& device, Hertz rate) {
  const Hertz from = device.carrier_only ? kLowest : Hertz(device.high_hz);
  // band_pass leaves half a transition free inside the edges.
  const Hertz edge(std::max(0.0, from.value() - 0.5 * transition(rate, kOutsideTaps).value()));
  return band_pass(rate, kOutsideTaps, {edge, kHighest}, [](Hertz) { return 1.0; });
}

}  // namespace

bool Moved::needed(const DeviceFacts& device) {
  return device.carrier_only || device.high_hz < 0.8 * kHighest.value();
}

Moved::Moved(const DeviceFacts& device, Hertz low_rate, std::int64_t first)
    : alone_(device.carrier_only),
      outside_(outside(device, low_rate)),
      envelope_(hann_mean(2 * static_cast<int>(0.5 * kEnvelopeSeconds * low_rate.value()) + 1)),
      carrier_(low_rate, Hertz(device.carrier_hz)),
      beyond_(low_buffer(envelope_.size(), first - outside_.half())),
      power_(low_buffer(envelope_.size(), first - outside_.half())) {}

float Moved::at(const dsp::SlidingBuffer& mixed, std::int64_t k) noexcept {
  const float beyond = outside_.at(mixed, k - outside_.half());
  push(beyond_, beyond);
  push(power_, beyond * beyond);
  const std::int64_t at = k - latency();
  const float moved = std::sqrt(std::max(0.0f, envelope_.at(power_, at))) * carrier_.at(at);
  return alone_ ? moved : *mixed.at(at) - *beyond_.at(at) + moved;
}

}  // namespace otoscape::haptics
