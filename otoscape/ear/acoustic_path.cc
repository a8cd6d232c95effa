// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/acoustic_path.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::ear {
namespace {

loss::SpectralSmearing::Matrices matrices_of(const AcousticDesign& design) {
  return {design.ears[0].smearing.get(), design.ears[1].smearing.get()};
}

// Raised cosine, drawn as straight pieces of half a quantum: a change of 60 dB stays 73 dB clean.
float weight(double step, int steps) {
  return static_cast<float>(0.5 - 0.5 * std::cos(std::numbers::pi * step / steps));
}

}  // namespace

void AcousticPath::prepare(const AcousticDesigner& designer, const AcousticDesign& first,
                           const StreamSpec& spec, Arena& arena) {
  quantum_ = loss::SmearingFrame::at(spec.rate).hop_frames;
  ears_ = spec.ears;
  bands_ = static_cast<int>(designer.bank().bands.size());
  bank_delay_ = designer.bank().delay_frames;
  there_.prepare(designer.outer_middle_ear(), spec, arena);
  back_.prepare(designer.outer_middle_ear().inverse(), spec, arena);
  smearing_.prepare(spec, arena);
  bank_.prepare(designer.bank(), spec, quantum_, true, arena);
  tap_.prepare(designer.bank(), spec, quantum_, false, arena);
  envelope_.prepare(designer.bank(), spec, quantum_, arena);
  recruitment_.prepare(designer.bank(), spec, arena);
  const auto lanes = static_cast<std::size_t>(bands_ * ears_);
  temporal_smearing_.prepare(lanes, spec, quantum_, arena);
  for (auto& ear : unsmeared_) ear = arena.take<float>(static_cast<std::size_t>(quantum_));
  for (auto* row :
       {&lift_log2_, &temporal_lift_log2_, &from_, &mid_, &to_, &target_, &target_before_}) {
    *row = arena.take<float>(lanes);
  }
  now_ = before_ = &first;
  smearing_.start_with(matrices_of(first));
  temporal_smearing_.set_window(first.temporal_window);
}

Frames AcousticPath::latency() const noexcept { return smearing_.latency() + Frames(bank_delay_); }

void AcousticPath::adopt(const AcousticDesign& design) noexcept {
  before_ = now_;
  now_ = &design;
  step_ = 0;
  smearing_.adopt(matrices_of(design));
  temporal_smearing_.set_window(design.temporal_window);
}

void AcousticPath::process(PascalBlock sound) noexcept {
  there_.process(sound);
  measure(sound);
  decide_gains();
  bank_.synthesise({from_, mid_, to_}, sound);
  back_.process(sound);
}

// The bands' levels: of the smeared sound and, so that smearing changes no level, of the sound
// before it.
void AcousticPath::measure(PascalBlock sound) noexcept {
  const PascalBlock unsmeared({unsmeared_[0].data(), unsmeared_[1].data()}, ears_, quantum_);
  const bool smears = smearing_.active() && now_->second_tap;
  smearing_.process(sound, unsmeared);
  bank_.analyse(sound);
  if (smears && !two_taps_) tap_.reset();
  two_taps_ = smears;
  if (smears) tap_.analyse(unsmeared);
  envelope_.process(bank_.levels(), smears ? tap_.levels() : bank::BandLevels{});
  std::ranges::fill(temporal_lift_log2_, 0.0f);
  if (temporal_smearing_.active()) {
    temporal_smearing_.process(envelope_.levels(), temporal_lift_log2_);
  }
}

void AcousticPath::decide_gains() noexcept {
  const auto levels = envelope_.levels();
  const auto bands = static_cast<std::size_t>(bands_);
  const auto law = [&](const AcousticDesign& design, std::span<float> gains) {
    for (std::size_t ear = 0; ear < static_cast<std::size_t>(ears_); ++ear) {
      const auto part = [&](std::span<float> all) { return all.subspan(ear * bands, bands); };
      const auto lift = part(lift_log2_), temporal = part(temporal_lift_log2_);
      std::ranges::transform(design.ears[ear].lift_log2, temporal, lift.begin(), std::plus());
      recruitment_.gains(design.ears[ear].recruitment, part(levels.power), part(levels.slip), lift,
                         part(gains));
      if (&design != now_) continue;
      audibility_[ear].audible_to_typical += recruitment_.last_audibility().audible_to_typical;
      audibility_[ear].inaudible += recruitment_.last_audibility().inaudible;
    }
  };
  std::swap(from_, to_);
  law(*now_, target_);
  if (step_ == kSteps) {
    for (std::size_t i = 0; i < to_.size(); ++i) {
      to_[i] = target_[i];
      mid_[i] = 0.5f * (from_[i] + to_[i]);
    }
    return;
  }
  law(*before_, target_before_);
  const float half_way = weight(step_ + 0.5, kSteps), end = weight(step_ + 1.0, kSteps);
  for (std::size_t i = 0; i < to_.size(); ++i) {
    const float way = target_[i] - target_before_[i];
    mid_[i] = target_before_[i] + half_way * way;
    to_[i] = target_before_[i] + end * way;
  }
  ++step_;
}

}  // namespace otoscape::ear
