// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/acoustic_back.h"

#include <algorithm>
#include <cmath>

namespace otoscape::ear {
namespace {

// out = a + part·(b − a), element by element.
template <class Table>
void interpolate(const Table& a, const Table& b, float part, Table& out) {
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = a[i] + part * (b[i] - a[i]);
}

}  // namespace

void AcousticBack::prepare(const AcousticDesigner& designer, const AcousticDesign& first,
                           const StreamSpec& spec, Arena& arena) {
  quantum_ = loss::SmearingFrame::at(spec.rate).hop_frames;
  ears_ = spec.ears;
  bands_ = static_cast<int>(designer.bank().bands.size());
  bank_delay_ = designer.bank().delay_frames;
  from_cochlea_.prepare(designer.outer_middle_ear().inverse(), spec, arena);
  bank_.prepare(designer.bank(), spec, quantum_, true, arena);
  tap_.prepare(designer.bank(), spec, quantum_, false, arena);
  onset_.prepare(designer.bank(), spec, quantum_, arena);
  envelope_.prepare(designer.bank(), spec, quantum_, arena);
  recruitment_.prepare(designer.bank(), spec, arena);
  apart_.prepare(designer.bank(), designer.outer_middle_ear().inverse(), spec, arena);
  const auto lanes = static_cast<std::size_t>(bands_ * ears_);
  temporal_smearing_.prepare(lanes, spec, quantum_, arena);
  for (auto* row : {&temporal_lift_log2_, &from_, &mid_, &to_, &target_, &target_before_}) {
    *row = arena.take<float>(lanes);
  }
  now_ = before_ = &first;
  bank_hops_ = (bank_delay_ + quantum_ - 1) / quantum_;
  between_ = first.ears;  // takes the memory that glides need
  temporal_smearing_.set_window(first.temporal_window);
}

void AcousticBack::adopt(const AcousticDesign& design, int steps, bool eased, int late) noexcept {
  next_ = &design;
  next_move_ = {0, steps, eased};
  waits_ = lead() + late;
}

void AcousticBack::begin_waiting_move() noexcept {
  before_ = now_;
  now_ = next_;
  move_ = next_move_;
  step_ = 0;
  waits_ = -1;
  temporal_smearing_.set_window(now_->temporal_window);
}

void AcousticBack::process(PascalBlock sound, PascalBlock unsmeared, bool smears,
                           const CrossfadeGains& crossfade) noexcept {
  if (waits_ == 0) begin_waiting_move();
  measure(sound, unsmeared, smears && now_->second_tap);
  decide_gains(crossfade);
  bank_.synthesise({from_, mid_, to_}, sound);
  from_cochlea_.process(sound);
  step_ = std::min(step_ + 1, move_.steps);
  if (step_ == move_.steps) before_ = now_;  // the design before may be gone from now on
  if (waits_ > 0) --waits_;
}

// The bands' levels: of the smeared sound and, so that smearing changes no level, of the sound
// before it.
void AcousticBack::measure(PascalBlock sound, PascalBlock unsmeared, bool smears) noexcept {
  bank_.analyse(sound, !smears);
  if (smears && !two_taps_) tap_.reset();
  two_taps_ = smears;
  if (smears) tap_.analyse(unsmeared, true);
  onset_.process((smears ? tap_ : bank_).early());
  envelope_.process(bank_.levels(), smears ? tap_.levels() : bank::BandLevels{},
                    now_->onsets ? onset_.levels() : bank::BandLevels{});
  std::ranges::fill(temporal_lift_log2_, 0.0f);
  if (temporal_smearing_.active()) {
    temporal_smearing_.process(envelope_.levels(), temporal_lift_log2_);
  }
}

void AcousticBack::count_audibility(std::size_t ear) noexcept {
  audibility_[ear].audible_to_typical += recruitment_.last_audibility().audible_to_typical;
  audibility_[ear].inaudible += recruitment_.last_audibility().inaudible;
}

void AcousticBack::apply_law(const AcousticDesign& design, std::span<float> gains) noexcept {
  const auto levels = envelope_.levels();
  const auto bands = static_cast<std::size_t>(bands_);
  for (std::size_t ear = 0; ear < static_cast<std::size_t>(ears_); ++ear) {
    const auto part = [&](std::span<float> all) { return all.subspan(ear * bands, bands); };
    const auto& listener = glides() ? between_[ear] : design.ears[ear];
    recruitment_.gains(
        listener.recruitment,
        {part(levels.power), part(levels.slip), listener.makeup_log2, part(temporal_lift_log2_)},
        part(gains));
    if (&design == now_ && !design.ears[ear].implanted) count_audibility(ear);
  }
}

// The listener at the end of this quantum of a glide: the law at interpolated thresholds.
void AcousticBack::glide() noexcept {
  const float part = move_.weight(step_ + 1);
  for (std::size_t ear = 0; ear < static_cast<std::size_t>(ears_); ++ear) {
    const auto &a = before_->ears[ear], &b = now_->ears[ear];
    auto& between = between_[ear];
    interpolate(a.recruitment.loss_db_hl, b.recruitment.loss_db_hl, part,
                between.recruitment.loss_db_hl);
    interpolate(a.recruitment.attenuation_db, b.recruitment.attenuation_db, part,
                between.recruitment.attenuation_db);
    interpolate(a.makeup_log2, b.makeup_log2, part, between.makeup_log2);
    between.recruitment.ceiling_log2 =
        std::lerp(a.recruitment.ceiling_log2, b.recruitment.ceiling_log2, part);
    between.recruitment.attenuates = a.recruitment.attenuates || b.recruitment.attenuates;
  }
}

void AcousticBack::decide_gains(const CrossfadeGains& crossfade) noexcept {
  std::swap(from_, to_);
  if (glides()) glide();
  apply_law(*now_, target_);
  if (step_ == move_.steps || !move_.eased) {
    for (std::size_t i = 0; i < to_.size(); ++i) {
      to_[i] = crossfade.now_end * target_[i];
      mid_[i] = 0.5f * (from_[i] + to_[i]);
    }
    return;
  }
  apply_law(*before_, target_before_);
  // Drawn as straight pieces of half a quantum: a change of 60 dB stays 73 dB clean.
  const float half_way = move_.weight(step_ + 0.5), end = move_.weight(step_ + 1);
  for (std::size_t i = 0; i < to_.size(); ++i) {
    mid_[i] = (1.0f - half_way) * crossfade.before_mid * target_before_[i] +
              half_way * crossfade.now_mid * target_[i];
    to_[i] = (1.0f - end) * crossfade.before_end * target_before_[i] +
             end * crossfade.now_end * target_[i];
  }
}

}  // namespace otoscape::ear
