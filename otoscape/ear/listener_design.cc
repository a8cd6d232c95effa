// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/listener_design.h"

#include <algorithm>
#include <utility>

#include "otoscape/dsp/spline_noise.h"
#include "otoscape/ear/fit_percept.h"
#include "otoscape/implant/film/spatial_confusion.h"
#include "otoscape/loss/smearing_design.h"

namespace otoscape::ear {

ListenerParams fit(const hearing::EarProfile& left, const hearing::EarProfile& right,
                   bool smearing) {
  return {{fit(left, smearing), fit(right, smearing)}, {fit_percept(left), fit_percept(right)}};
}

ListenerDesigner::ListenerDesigner(Hertz rate, const ElectricNeeds& needs, std::uint64_t seed)
    : rate_(rate), needs_(needs), seed_(seed), acoustic_(rate) {}

Frames ListenerDesigner::latency() const {
  const Frames acoustic(loss::SmearingFrame::at(rate_).delay_frames() +
                        acoustic_.bank().delay_frames);
  return std::max(acoustic, needs_.latency(rate_));
}

Slices<ElectricDesign> ListenerDesigner::design_of(Pace& pace, const PerceptParams& params) const {
  ElectricDesign design{params, nullptr, nullptr, nullptr, true};
  if (const auto* vocoder = std::get_if<VocoderPercept>(&params.what)) {
    implant::vocoder::VocoderParams carriers = vocoder->carriers;
    if (const auto& whole = vocoder->whole) {
      const auto unrestricted = co_await implant::vocoder::make_vocoder_design(
          pace, whole->coding, whole->carriers, rate_);
      carriers.gain_db = gain_db(*unrestricted);
    }
    design.vocoder =
        co_await implant::vocoder::make_vocoder_design(pace, vocoder->coding, carriers, rate_);
  } else if (const auto* matched = std::get_if<MatchedParams>(&params.what)) {
    design.matched = co_await make_matched_design(pace, *matched, rate_);
  }
  co_return design;
}

std::shared_ptr<ElectricChain> ListenerDesigner::start(std::size_t ear, const ElectricDesign& first,
                                                       std::int64_t first_frame) const {
  constexpr std::uint64_t kElectric = 0xe1ec;  // streams of random numbers that are the implants'
  // Directions are scattered before sound comes here.
  const Frames before =
      needs_.confusion ? implant::film::SpatialConfusion::latency(rate_) : Frames(0);
  const ElectricChain::Where where{rate_,
                                   loss::SmearingFrame::at(rate_).hop_frames,
                                   static_cast<int>((latency() - before).value()),
                                   dsp::hash(seed_, kElectric + ear),
                                   dsp::hash(seed_, kElectric + 2),
                                   first_frame};
  return std::make_shared<ElectricChain>(first, where);
}

std::shared_ptr<ElectricChain> ListenerDesigner::make_chain(std::size_t ear,
                                                            const PerceptParams& params,
                                                            std::int64_t first_frame) const {
  return start(ear, all_at_once([&](Pace& pace) { return design_of(pace, params); }), first_frame);
}

std::shared_ptr<const ElectricDesign> ListenerDesigner::with_chain(
    std::size_t ear, ElectricDesign design, std::int64_t first_frame,
    const std::shared_ptr<ElectricChain>& ready) {
  const PerceptParams& params = design.params;
  auto& running = running_[ear];
  const bool goes_on = !ready && running && continues(running->params, params);
  if (goes_on) {
    running->params = params;
  } else {
    running = Running{params, params, ready ? ready : start(ear, design, first_frame)};
  }
  design.chain = running->chain;
  design.as_made = running->made_with == params;
  return std::make_shared<const ElectricDesign>(std::move(design));
}

Slices<ListenerDesigner::Made> ListenerDesigner::make_whole(Pace& pace,
                                                            const ListenerParams& params,
                                                            Seconds temporal_window,
                                                            std::int64_t first_frame,
                                                            const Chains& ready) {
  if (!last_ || params.acoustic != last_params_ || temporal_window != last_window_) {
    last_ = co_await acoustic_.make(pace, params.acoustic[0], params.acoustic[1], temporal_window);
    last_params_ = params.acoustic;
    last_window_ = temporal_window;
  }
  auto design = std::make_unique<ListenerDesign>();
  design->acoustic = last_;
  for (std::size_t ear = 0; ear < 2; ++ear) {
    if (params.electric[ear]) {
      ElectricDesign own = co_await design_of(pace, *params.electric[ear]);
      co_await pace.pause();
      design->electric[ear] = with_chain(ear, std::move(own), first_frame, ready[ear]);
      co_await pace.pause();
    } else {
      running_[ear].reset();
    }
  }
  co_return design;
}

ListenerDesigner::Made ListenerDesigner::make(const ListenerParams& params, Seconds temporal_window,
                                              std::int64_t first_frame, const Chains& ready) {
  return all_at_once(
      [&](Pace& pace) { return make_whole(pace, params, temporal_window, first_frame, ready); });
}

Slices<ListenerDesigner::Made> ListenerDesigner::make(Pace& pace, const ListenerParams& params,
                                                      Seconds temporal_window,
                                                      std::int64_t first_frame) {
  const Chains none;
  co_return co_await make_whole(pace, params, temporal_window, first_frame, none);
}

}  // namespace otoscape::ear
