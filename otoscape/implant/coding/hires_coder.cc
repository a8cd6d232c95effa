// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/hires_coder.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "otoscape/implant/coding/hires_bank.h"
#include "otoscape/implant/coding/hires_mapping.h"
#include "otoscape/implant/coding/hires_noise_reduction.h"
#include "otoscape/implant/front_end/dual_loop_agc.h"

namespace otoscape::implant::coding {
namespace {

constexpr double kFixedGainDb = 37.0;
constexpr int kSlicesPerPeak = 3;

// The complete state, so that a reset is one assignment.
template <class Real>
struct State {
  front_end::HiresPreemphasis<Real> preemphasis;
  front_end::DualLoopAgc<Real> agc;
  HiresNoiseReduction<Real> noise;
  typename front_end::DualLoopAgc<Real>::Block block{};
  // The gain control's blocks begin one sample before the sound.
  std::size_t filled = 1;
  std::int64_t samples = 0, controlled = 0, slices = 0, cycles = 0;
  std::int64_t next = HiresClock::kFirstSample;  // the sample with which the next cycle is complete
  // The window of sound behind the gain control, then room for some blocks after it.
  static constexpr std::size_t kRoom = 512;
  std::array<Real, tables::kHiresWindow + kRoom> sound{};
  std::size_t end = tables::kHiresWindow;
  // Two slices: a cycle may need the one before the last.
  std::array<HiresRequest<Real>, 2> requests{};
};

template <class Real>
class HiresCoder final : public Coder<Real> {
 public:
  HiresCoder(const CodingParams& params, const HiresOptions& options)
      : options_(options),
        clock_(params.pulse_width_us),
        mapping_(params, clock_.period_s(), options.carrier),
        sensitivity_(static_cast<Real>(std::pow(10.0, params.sensitivity_db / 20.0))),
        fixed_gain_(params.agc == Agc::dual
                        ? Real(0)
                        : static_cast<Real>(std::pow(10.0, kFixedGainDb / 20.0))) {}

  int process(std::span<const Real> sound, std::span<Frame> frames) noexcept override {
    int count = 0;
    for (const Real sample : sound) {
      // A NaN would stay in the loops for ever.
      const Real finite = std::isfinite(sample) ? sample : Real(0);
      s_.block[s_.filled++] = s_.preemphasis(sensitivity_ * finite);
      if (s_.filled == s_.block.size()) take_block();
      for (; s_.next <= s_.samples; s_.next = clock_.sample(++s_.cycles)) {
        assert(static_cast<std::size_t>(count) < frames.size());
        const auto slice = static_cast<std::size_t>(clock_.slice(s_.cycles));
        mapping_.cycle(s_.requests[slice % 2], frames[static_cast<std::size_t>(count++)]);
      }
      ++s_.samples;
    }
    return count;
  }

  void reset() noexcept override {
    s_ = State<Real>();
    mapping_.reset();
  }

  double first_sample() const noexcept OTOSCAPE_RT override { return HiresClock::kFirstSample; }
  double period_samples() const noexcept OTOSCAPE_RT override { return clock_.period_samples(); }
  double delay_samples() const override {
    // The gain control, half a window, 7 samples until the slice is there and half a hop until its
    // cycle.
    return front_end::DualLoopAgc<Real>::kDelay + (tables::kHiresWindow - 1) / 2.0 + 7.0 +
           tables::kHiresHop / 2.0;
  }

 private:
  void take_block() noexcept {
    typename front_end::DualLoopAgc<Real>::Block out, gain;
    s_.agc.process(s_.block, fixed_gain_, out, gain);
    s_.filled = 0;
    for (std::size_t q = 0; q < out.size(); ++q) {
      if (s_.end == s_.sound.size()) {
        std::copy(s_.sound.end() - tables::kHiresWindow, s_.sound.end(), s_.sound.begin());
        s_.end = tables::kHiresWindow;
      }
      s_.sound[s_.end++] = out[q];
      // Position 0 is the one before the sound, so that a slice ends where this divides.
      if (s_.controlled++ % tables::kHiresHop == 0 && s_.controlled > 1) take_slice(gain[q]);
    }
  }

  void take_slice(Real gain) noexcept {
    const auto& slice = bank_.analyse(std::span<const Real>(s_.sound).subspan(
        s_.end - tables::kHiresWindow, tables::kHiresWindow));
    auto& request = s_.requests[static_cast<std::size_t>(s_.slices % 2)];
    HiresBank<Real>::envelopes(slice, request.envelopes);
    if (options_.noise_reduction) reduce_noise(slice, gain, request.envelopes);
    if (s_.slices % kSlicesPerPeak == kSlicesPerPeak - 1) {
      find_peaks(slice, request);
    } else {
      const auto& before = s_.requests[static_cast<std::size_t>((s_.slices + 1) % 2)];
      request.peaks_hz = before.peaks_hz, request.weights = before.weights;
    }
    ++s_.slices;
  }

  void find_peaks(const HiresSlice<Real>& slice, HiresRequest<Real>& request) const noexcept {
    for (int channel = 0; channel < tables::kHiresChannels; ++channel) {
      const SpectralPeak peak = spectral_peak(slice, channel);
      const auto c = static_cast<std::size_t>(channel);
      request.peaks_hz[c] = peak.hz;
      request.weights[c] = steered(peak.location, channel, options_.steering_range);
    }
  }

  void reduce_noise(const HiresSlice<Real>& slice, Real gain,
                    HiresChannelsOf<Real>& envelopes) noexcept {
    HiresChannelsOf<Real> powers, reduced;
    HiresBank<Real>::powers(slice, powers);
    const Real before = Real(1) / (gain * gain);
    for (Real& power : powers) power *= before;
    s_.noise.process(powers, reduced);
    for (std::size_t c = 0; c < envelopes.size(); ++c) envelopes[c] += reduced[c];
  }

  HiresOptions options_;
  HiresClock clock_;
  HiresMapping mapping_;
  Real sensitivity_, fixed_gain_;
  HiresBank<Real> bank_;
  State<Real> s_;
};

}  // namespace

template <class Real>
std::unique_ptr<Coder<Real>> make_hires_coder(const CodingParams& params,
                                              const HiresOptions& options) {
  return std::make_unique<HiresCoder<Real>>(params, options);
}

template std::unique_ptr<Coder<float>> make_hires_coder(const CodingParams&, const HiresOptions&);
template std::unique_ptr<Coder<double>> make_hires_coder(const CodingParams&, const HiresOptions&);

}  // namespace otoscape::implant::coding
