// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/biquad.h"
#include "otoscape/units/frequency.h"

namespace otoscape::dsp {

// A band pass of two Butterworth (1930) filters of the fourth order, 24 dB an octave. A corner
// below 20 Hz or above 20 kHz is open: sound passes it bit for bit. Corners may be moved while
// sound flows, by small steps every few milliseconds; a filter that opens or closes is faded over
// 10 ms.
class BandLimit {
 public:
  static constexpr double kOpenBelowHz = 20.0, kOpenAboveHz = 20000.0;

  BandLimit(Hertz rate, double low_hz, double high_hz);

  // Audio side.
  void set(double low_hz, double high_hz) noexcept OTOSCAPE_RT;
  void process(std::span<float> sound) noexcept OTOSCAPE_RT;
  bool settled() const noexcept { return low_.settled() && high_.settled(); }

 private:
  struct Side {
    std::array<dsp::Biquad, 2> sections;
    std::array<double, 4> state{};
    double corner_hz = 0.0;  // 0: open
    float share = 0.0f, wanted = 0.0f;

    bool settled() const noexcept { return share == wanted; }
    void want(bool closed) noexcept;
    void process(std::span<float> sound, float step) noexcept;
  };

  Hertz rate_;
  float step_;
  Side low_, high_;
};

}  // namespace otoscape::dsp
