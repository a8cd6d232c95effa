// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/carriers/carrier_bank.h"
#include "otoscape/implant/vocoder/vocoder_design.h"

namespace otoscape::implant::vocoder {

// The carriers of published acoustic models in place of noise and sines. Harmonic complexes and
// SPIRAL's tones are modulated by the same smoothed envelopes. Gaussian tones and gammatones are
// excited once a cycle at each place, without smoothing, in an order shuffled anew for each cycle
// so that there is no pitch at the cycle rate. A cycle is rendered whole when it begins, so that
// the output does not depend on its division into blocks. Places are those of the first design:
// they do not glide.
class PublishedCarriers {
 public:
  // Control side. Null for noise and sines.
  static std::unique_ptr<PublishedCarriers> make(const VocoderDesign& design, Hertz rate,
                                                 double cycle_frames, std::uint64_t ear_key,
                                                 std::int64_t first_frame);

  // A line of envelopes whose frame 0 is `first`.
  struct Envelopes {
    const carriers::CarrierDesign& low_pass;
    const carriers::CarrierLine& line;
    std::int64_t first;
  };
  // Audio side. A cycle: its number from the programme's start and the amplitudes of its pulses.
  // Renders up to frame `end`.
  struct Cycle {
    std::int64_t number = 0;
    double start = 0.0, frames = 1.0;
    const carriers::Lanes* amplitude = nullptr;
  };
  void draw(const Envelopes& envelopes, const Cycle& cycle, std::int64_t end) noexcept OTOSCAPE_RT;
  // Adds the rendered sound from frame `now`; beyond it the line continues without pulses. The
  // weight is linear: its value at frame 0 of the line, and the step per frame.
  struct Weight {
    float start = 1.0f, step = 0.0f;
  };
  void add(const Envelopes& envelopes, std::int64_t now, Weight weight,
           std::span<float> out) noexcept OTOSCAPE_RT;

 private:
  PublishedCarriers() = default;
  void draw_envelopes(const Envelopes& envelopes, std::int64_t end) noexcept OTOSCAPE_RT;
  void draw_pulses(std::span<const carriers::BandPulse> pulses,
                   std::int64_t end) noexcept OTOSCAPE_RT;
  void keep(std::span<const float> drawn) noexcept OTOSCAPE_RT;

  std::unique_ptr<carriers::CarrierBank> bank_;  // one of these two
  std::unique_ptr<carriers::PulseBank> struck_;
  int places_ = 0;
  carriers::Lanes scale_;  // of envelopes, so that each place has its envelope's power
  carriers::CarrierState state_;
  carriers::Lanes level_;
  std::uint64_t key_ = 0;
  std::int64_t drawn_to_ = 0;
  std::vector<float> ring_;  // frame n at n modulo its size, a power of two
};

}  // namespace otoscape::implant::vocoder
