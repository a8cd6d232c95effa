// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/ace_coder.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "otoscape/implant/coding/band_edges.h"
#include "otoscape/implant/coding/cycle_clock.h"
#include "otoscape/implant/coding/fine_structure.h"
#include "otoscape/implant/coding/maxima.h"
#include "otoscape/implant/coding/nucleus_bank.h"
#include "otoscape/implant/coding/pulse_encoder.h"
#include "otoscape/implant/front_end/gain_control.h"
#include "otoscape/implant/front_end/microphone.h"

namespace otoscape::implant::coding {
namespace {

template <class Real>
class AceCoder final : public Coder<Real> {
 public:
  explicit AceCoder(const CodingParams& params);

  int process(std::span<const Real> sound, std::span<Frame> frames) noexcept override;
  void reset() noexcept override;
  double first_sample() const noexcept OTOSCAPE_RT override { return clock_.first_sample(); }
  double period_samples() const noexcept OTOSCAPE_RT override { return clock_.period(); }
  double delay_samples() const override { return front_end::kMicrophoneDelay + kWindowDelay; }

 private:
  void take_hop() noexcept;
  void choose() noexcept;

  CycleClock clock_;
  Strategy strategy_;
  int maxima_;
  Real sensitivity_;
  front_end::MicrophoneFilter<Real> microphone_;
  front_end::GainControl<Real> agc_;
  NucleusBank<Real> bank_;
  PsychoacousticMaxima least_masked_;
  FineStructure<Real> fine_structure_;
  PulseEncoder encoder_;

  std::vector<Real> pending_;  // input of the hop that is not complete
  std::vector<Real> past_;     // kWindow samples after the AGC, then the newest hop
  std::vector<Real> envelopes_;
  Chosen chosen_{};
  Slots slots_{};
  Frame frame_;  // the newest that was coded
  std::size_t filled_ = 0;
  std::int64_t samples_ = 0, hops_ = 0, cycle_ = 0;  // so far
  std::int64_t due_ = 0, wanted_ = 0;                // samples for the next cycle; its frame
};

template <class Real>
AceCoder<Real>::AceCoder(const CodingParams& params)
    : clock_(params),
      strategy_(params.strategy),
      maxima_(pulses_per_cycle(params)),
      sensitivity_(static_cast<Real>(std::pow(10.0, params.sensitivity_db / 20.0))),
      microphone_(params.microphone, clock_.hop()),
      agc_(params.agc),
      bank_(params.envelope, band_edges_hz(params)),
      least_masked_(band_edges_hz(params), params.masking_low_db_bark, params.masking_high_db_bark,
                    params.growth.base),
      fine_structure_(band_edges_hz(params),
                      params.strategy == Strategy::fs4 ? params.fine_structure : 0, clock_.hop()),
      encoder_(params),
      pending_(static_cast<std::size_t>(clock_.hop())),
      past_(static_cast<std::size_t>(kWindow + clock_.hop() + dsp::kFirRoom)),
      envelopes_(params.bands.size()),
      due_(clock_.samples_for(0)) {}

// A hop is worked on when it is complete, whatever blocks it came in.
template <class Real>
int AceCoder<Real>::process(std::span<const Real> sound, std::span<Frame> frames) noexcept {
  int written = 0;
  const auto send_due = [&] {
    while (due_ <= samples_ && wanted_ == hops_ - 1) {
      frames[static_cast<std::size_t>(written++)] = frame_;
      ++cycle_;
      due_ = clock_.samples_for(cycle_);
      wanted_ = clock_.frame_of(cycle_);
    }
  };
  for (const Real x : sound) {
    pending_[filled_++] = std::isfinite(x) ? x : Real(0);
    ++samples_;
    if (due_ <= samples_) send_due();  // of the frame before the one that this sample may complete
    if (filled_ == pending_.size()) {
      take_hop();
      send_due();
    }
  }
  return written;
}

template <class Real>
void AceCoder<Real>::take_hop() noexcept {
  const std::size_t hop = pending_.size();
  const std::span newest(past_.data() + kWindow, hop);
  microphone_.process(pending_, newest.data());
  for (Real& x : newest) x *= sensitivity_;
  agc_.process(newest);
  if (hops_ == wanted_) {  // else no cycle sends this frame
    bank_.analyse(past_.data() + hop, std::span(envelopes_));
    choose();
    fine_structure_.shape(past_.data(), envelopes_, slots_);
    encoder_.encode(std::span<const Real>(envelopes_), slots_, frame_);
  }
  std::copy_n(past_.data() + hop, kWindow, past_.data());
  filled_ = 0;
  ++hops_;
}

template <class Real>
void AceCoder<Real>::choose() noexcept {
  const std::span<const Real> envelopes(envelopes_);
  if (strategy_ == Strategy::mp3000) {
    least_masked_.choose(envelopes, maxima_, chosen_);
  } else {
    choose_maxima(envelopes, maxima_, chosen_);
  }
  for (std::size_t b = 0; b < envelopes.size(); ++b) {
    slots_[b] = chosen_[b] ? Slot::fire : Slot::none;
  }
}

template <class Real>
void AceCoder<Real>::reset() noexcept {
  microphone_.reset();
  agc_.reset();
  fine_structure_.reset();
  std::ranges::fill(past_, Real(0));
  filled_ = 0;
  samples_ = hops_ = cycle_ = 0;
  due_ = clock_.samples_for(0);
  wanted_ = 0;
}

}  // namespace

template <class Real>
std::unique_ptr<Coder<Real>> make_ace_coder(const CodingParams& params) {
  return std::make_unique<AceCoder<Real>>(params);
}

template std::unique_ptr<Coder<float>> make_ace_coder(const CodingParams&);
template std::unique_ptr<Coder<double>> make_ace_coder(const CodingParams&);

}  // namespace otoscape::implant::coding
