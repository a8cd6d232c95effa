// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/pulse_encoder.h"

#include <algorithm>
#include <cmath>

namespace otoscape::implant::coding {
namespace {

constexpr int kHighestLevel = 255;

}  // namespace

std::vector<int> firing_order(PulseOrder order, int bands) {
  std::vector<int> slots;
  const int half = bands / 2;  // of the apical half; an odd one more goes to the base
  for (int i = 0; i < bands; ++i) {
    switch (order) {
      case PulseOrder::apex_to_base:
        slots.push_back(i);
        break;
      case PulseOrder::base_to_apex:
        slots.push_back(bands - 1 - i);
        break;
      case PulseOrder::staggered:
        slots.push_back((i % 2 == 0 ? bands : half) - 1 - i / 2);
        break;
    }
  }
  return slots;
}

PulseEncoder::PulseEncoder(const CodingParams& params)
    : growth_(params.growth),
      chip_(params.chip),
      volume_(params.volume),
      idle_at_t_(params.idle_at_t),
      bands_(params.bands),
      order_(firing_order(params.order, static_cast<int>(params.bands.size()))) {
  for (int level = 0; level <= kHighestLevel; ++level) {
    current_ua_.push_back(static_cast<float>(current_ua(chip_, level)));
  }
}

Pulse PulseEncoder::pulse_of(int band, double envelope) const noexcept {
  const BandParams& b = bands_[static_cast<std::size_t>(band)];
  Pulse pulse{.electrode = b.electrode, .band = band};
  double v = b.silent ? -1.0 : grown(growth_, envelope);
  if (v < 0.0) {
    if (b.silent || !idle_at_t_) return pulse;
    v = 0.0;
  }
  const double level = b.t_level + (b.c_level - b.t_level) * volume_ * v;
  const double rounded = std::max(0.0, std::floor(level + 0.5));
  if (chip_ == Chip::micro_amperes) {
    pulse.level = static_cast<int>(rounded);
    pulse.current_ua = static_cast<float>(std::max(0.0, level));
  } else {
    pulse.level = static_cast<int>(std::min<double>(kHighestLevel, rounded));
    pulse.current_ua = current_ua_[static_cast<std::size_t>(pulse.level)];
  }
  return pulse;
}

template <class Real>
void PulseEncoder::encode(std::span<const Real> envelopes, const Slots& slots,
                          Frame& frame) const noexcept {
  frame.clear();
  for (const int band : order_) {
    const auto at = static_cast<std::size_t>(band);
    if (slots[at] == Slot::none) continue;
    if (slots[at] == Slot::empty) {
      frame.add({.electrode = bands_[at].electrode, .band = band});
    } else {
      frame.add(pulse_of(band, static_cast<double>(envelopes[at])));
    }
  }
}

template void PulseEncoder::encode(std::span<const float>, const Slots&, Frame&) const noexcept;
template void PulseEncoder::encode(std::span<const double>, const Slots&, Frame&) const noexcept;

}  // namespace otoscape::implant::coding
