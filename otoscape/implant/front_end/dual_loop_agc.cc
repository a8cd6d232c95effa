// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/front_end/dual_loop_agc.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "otoscape/implant/tables/hires_bands.h"

namespace otoscape::implant::front_end {
namespace {

// Half of the 32 taps that smooth |x|, in 1/65536; the other half mirrors it.
constexpr std::array<int, 16> kTaps = {-19,  55,   153,  277,  426,  596,  784,  983,
                                       1189, 1393, 1587, 1763, 1915, 2035, 2118, 2160};
constexpr double kKneeLog2 = 4.476 - 15.0;
constexpr double kGainLog2 = 6.908, kRatio = 12.0;
constexpr double kUp8Db = 2.5118864315095801, kDown8Db = 0.39810717055349725;
constexpr double kDown10Db = 0.31622776601683794;
constexpr double kSlowUp = 0.0033, kSlowDown = 0.0012, kFastUp = 0.75, kFastDown = 0.0099;
constexpr int kLongestHold = 1305, kHoldGain = 2;  // blocks

template <class Real>
void move_towards(Real& value, Real target, double share) {
  value = static_cast<Real>(1.0 - share) * value + static_cast<Real>(share) * target;
}

}  // namespace

double hires_preemphasis_db(double hz) {
  using Pre = HiresPreemphasis<double>;
  const auto z = std::polar(1.0, -2.0 * std::numbers::pi * hz / tables::kHiresRate);
  const auto zeros = Pre::kB * (1.0 - z) * (1.0 - z);
  return 20.0 * std::log10(std::abs(zeros / (1.0 - Pre::kA1 * z + Pre::kA2 * z * z)));
}

template <class Real>
Real DualLoopAgc<Real>::next_gain(Real envelope) noexcept {
  const Real fast_in = std::min(Real(1), envelope * static_cast<Real>(kDown8Db));
  int longer = 0;
  const Real threshold = std::min(Real(1), slow_ * static_cast<Real>(kUp8Db));
  if (envelope > threshold && envelope > slow_) {
    move_towards(fast_, fast_in, kFastUp);
  } else {
    floor_ = slow_ * static_cast<Real>(kDown10Db);
    move_towards(fast_, fast_in, kFastDown);
    longer = envelope > slow_ ? kHoldGain : hold_ == 0 ? 0 : -1;
  }
  if (envelope > slow_) {
    move_towards(slow_, std::min(envelope, threshold), kSlowUp);
  } else if (hold_ == 0) {
    move_towards(slow_, envelope, kSlowDown);
  }
  hold_ = std::min(hold_ + longer, kLongestHold);
  slow_ = std::max(slow_, static_cast<Real>(std::exp2(kKneeLog2)));
  fast_ = std::max(fast_, floor_);
  const Real control = std::max(slow_, fast_);
  const Real above = std::max(Real(0), std::log2(control) - static_cast<Real>(kKneeLog2));
  return std::exp2(static_cast<Real>(kGainLog2) + static_cast<Real>(1.0 / kRatio - 1.0) * above);
}

template <class Real>
void DualLoopAgc<Real>::process(const Block& sound, Real fixed_gain, Block& out,
                                Block& gain) noexcept {
  std::copy(recent_.begin() + kBlock, recent_.end(), recent_.begin());
  std::copy(sound.begin(), sound.end(), recent_.end() - kBlock);
  const Real* window = recent_.data() + kBlock;
  Real envelope = 0;
  for (std::size_t k = 0; k < kTaps.size(); ++k) {
    envelope += static_cast<Real>(kTaps[k]) * (std::abs(window[k]) + std::abs(window[31 - k]));
  }
  const Real next = fixed_gain > 0 ? fixed_gain : next_gain(envelope / Real(65536));
  // The mean of the last 16 samples' gains, each held for a block.
  for (std::size_t q = 0; q < kBlock; ++q) {
    const auto ahead = static_cast<Real>(q + 1);
    gain[q] = (ahead * next + Real(8) * gain_ + (Real(8) - ahead) * gain_before_) / Real(16);
    out[q] = std::clamp(gain[q] * window[8 + q], Real(-1), Real(1));
  }
  gain_before_ = gain_, gain_ = next;
}

template class DualLoopAgc<float>;
template class DualLoopAgc<double>;

}  // namespace otoscape::implant::front_end
