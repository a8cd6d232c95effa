// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/biquad.h"
#include "otoscape/units/frequency.h"

namespace otoscape::dsp {

// A band between two Butterworth (1930) filters of the fourth order, 24 dB an octave. A limit that
// lies beyond what is heard is none at all: sound then passes bit for bit. Limits may be moved
// while sound flows, a little every few milliseconds; a filter that comes or goes is faded over 10
// ms.
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
