// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/matched_percept.h"

#include <algorithm>
#include <cmath>

#include "otoscape/ear/acoustic_design.h"

namespace otoscape::ear {
namespace {

constexpr double kWidest = 6.0;

// Smearing by the same phases loses part of the power that the matrix keeps. Measured on spoken
// sentences, within 0.1 dB of each other: 0.7, 1.0, 1.2, 1.3, 1.2 dB at 1.5, 2, 3, 4 and 6 times.
double smearing_loss_db(double smear) { return 1.25 * (1.0 - std::pow(smear, -2.3)); }

double in_octaves(double from, double to, double way) {
  return from == to || way >= 1.0 ? to : from * std::exp2(way * std::log2(to / from));
}

}  // namespace

MadeMatched make_matched_design(const MatchedParams& params, Hertz rate) {
  return all_at_once([&](Pace& pace) { return make_matched_design(pace, params, rate); });
}

Slices<MadeMatched> make_matched_design(Pace& pace, const MatchedParams& params, Hertz rate) {
  auto design = std::make_shared<MatchedDesign>();
  design->params = params;
  if (params.smear > 1.0) {
    loss::SmearingParams smearing;
    const double smear = std::min(params.smear, kWidest);
    smearing.lower.fill(static_cast<float>(smear));
    smearing.upper = smearing.lower;
    const auto shared = RateDesign::at(rate);
    design->smearing = co_await shared->smearing.make(pace, smearing);
    design->gain_db = smearing_loss_db(smear);
  }
  co_return design;
}

void MatchedPercept::prepare(const MatchedDesign& first, Hertz rate, Arena& arena,
                             std::int64_t first_frame) {
  quantum_ = loss::SmearingFrame::at(rate).hop_frames;
  flattening_latency_ = implant::matched::PitchFlattening::latency(rate);
  flattening_ = std::make_unique<implant::matched::PitchFlattening>(first.params.flattening, rate,
                                                                    quantum_, first_frame);
  smearing_.prepare({rate, 1}, arena);
  smearing_.start_with({first.smearing.get(), nullptr});
  from_ = to_ = Ends::of(first);
  gain_db_ = to_.gain_db;
  limit_ = std::make_unique<dsp::BandLimit>(rate, to_.low_hz, to_.high_hz);
  unsmeared_ = arena.take<float>(static_cast<std::size_t>(quantum_));
}

// A glide from or to an open limit starts or ends at a corner outside the audible range.
MatchedPercept::Ends MatchedPercept::Ends::of(const MatchedDesign& design) noexcept {
  return {std::max(design.params.low_hz, dsp::BandLimit::kOpenBelowHz),
          std::min(design.params.high_hz, dsp::BandLimit::kOpenAboveHz), design.gain_db};
}

MatchedPercept::Ends MatchedPercept::on_the_way() const noexcept {
  const double way = steps_ > 0 ? static_cast<double>(step_) / steps_ : 1.0;
  return {in_octaves(from_.low_hz, to_.low_hz, way), in_octaves(from_.high_hz, to_.high_hz, way),
          std::lerp(from_.gain_db, to_.gain_db, way)};
}

Frames MatchedPercept::latency(Hertz rate) {
  return implant::matched::PitchFlattening::latency(rate) +
         Frames(loss::SmearingFrame::at(rate).delay_frames());
}

Frames MatchedPercept::latency() const noexcept {
  return flattening_latency_ + smearing_.latency();
}

void MatchedPercept::adopt(const MatchedDesign& design, int quanta) noexcept {
  if (smearing_.settled()) {
    begin(design, quanta);
  } else {
    waiting_ = &design;
    waiting_quanta_ = quanta;
  }
}

void MatchedPercept::begin(const MatchedDesign& design, int quanta) noexcept {
  flattening_->adopt(design.params.flattening, quanta * quantum_);
  constexpr bool kStraight = false;
  smearing_.adopt({design.smearing.get(), nullptr},
                  {loss::SpectralSmearing::kWarmUp, std::max(1, quanta), kStraight});
  from_ = on_the_way();
  to_ = Ends::of(design);
  step_ = 0, steps_ = std::max(1, quanta);
}

bool MatchedPercept::settled() const noexcept {
  return waiting_ == nullptr && smearing_.settled() && flattening_->settled() && step_ == steps_ &&
         limit_->settled();
}

void MatchedPercept::move_on(std::span<float> out) noexcept {
  const auto amplitude = [](double db) { return static_cast<float>(std::pow(10.0, db / 20.0)); };
  const double before_db = gain_db_;
  if (step_ < steps_) {
    ++step_;
    const Ends now = on_the_way();
    limit_->set(now.low_hz, now.high_hz);
    gain_db_ = now.gain_db;
  }
  if (before_db != 0.0 || gain_db_ != 0.0) {
    const float from = amplitude(before_db), rise = amplitude(gain_db_) - from;
    for (std::size_t n = 0; n < out.size(); ++n) {
      out[n] *= from + rise * static_cast<float>(n + 1) / static_cast<float>(quantum_);
    }
  }
  limit_->process(out);
}

void MatchedPercept::process(std::span<const float> in, std::span<float> out) noexcept {
  if (waiting_ != nullptr && smearing_.settled()) {
    begin(*waiting_, waiting_quanta_);
    waiting_ = nullptr;
  }
  flattening_->process(in, out);
  smearing_.process(PascalBlock({out.data(), nullptr}, 1, quantum_),
                    PascalBlock({unsmeared_.data(), nullptr}, 1, quantum_));
  move_on(out);
}

}  // namespace otoscape::ear
