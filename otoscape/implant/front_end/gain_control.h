// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/coding_params.h"

namespace otoscape::implant::front_end {

// Automatic gain control of the 16 kHz strategies, in device units (a tone of amplitude 1 has 95 dB
// SPL).
//
// The limiter (Nucleus; Swanson 2008): infinite ratio above the peaks of speech at 65 dB SPL.
//   env = max(|x|, env·r),  g ← w·min(1, knee/env) + (1 − w)·g,  y = g·x
// fast: the limiter. slow: autosensitivity, which lowers the gain while the noise in the speech's
// pauses is above 57 dB SPL, then the limiter. dual: a slow compressor of 3:1 above 52.7 dB SPL
// that leaves 65 dB SPL unchanged, in the manner of MED-EL's, then the limiter. Not modelled:
// directional and noise-reducing stages, ADRO, Whisper; the makers' exact constants of
// autosensitivity and of the slow compressor, which are not public.
struct LimiterSettings {
  double knee = 0.0793386854;  // 65 dB SPL and a crest of 11 dB
  double attack_s = 0.005, release_s = 0.075;
};

template <class Real>
class Limiter {
 public:
  explicit Limiter(const LimiterSettings& settings = {});
  void process(std::span<Real> sound) noexcept OTOSCAPE_RT;
  void reset() noexcept OTOSCAPE_RT;

 private:
  Real knee_, decay_, weight_;
  Real envelope_ = 0, gain_ = 1;
};

// Gain by the level of the pauses: the least mean power of 100 ms within 5 s.
template <class Real>
class Autosensitivity {
 public:
  Autosensitivity();
  void process(std::span<Real> sound) noexcept OTOSCAPE_RT;
  void reset() noexcept OTOSCAPE_RT;

 private:
  static constexpr int kWindows = 50;
  void finish_window() noexcept;

  std::array<double, kWindows> powers_{};  // a ring
  int window_ = 0, known_ = 0, samples_ = 0;
  double power_ = 0.0, gain_ = 1.0, target_ = 1.0, down_, up_;
};

template <class Real>
class SlowCompressor {
 public:
  SlowCompressor();
  void process(std::span<Real> sound) noexcept OTOSCAPE_RT;
  void reset() noexcept OTOSCAPE_RT;

 private:
  static constexpr int kGainEvery = 8;  // samples; linear between
  double mean_, attack_, release_, make_up_;
  double short_power_ = 0.0, power_ = 0.0, gain_, step_ = 0.0;
  int samples_ = 0;
};

template <class Real>
class GainControl {
 public:
  explicit GainControl(Agc agc) : agc_(agc) {}
  void process(std::span<Real> sound) noexcept OTOSCAPE_RT;
  void reset() noexcept OTOSCAPE_RT;

 private:
  Agc agc_;
  Autosensitivity<Real> autosensitivity_;
  SlowCompressor<Real> compressor_;
  Limiter<Real> limiter_;
};

}  // namespace otoscape::implant::front_end
