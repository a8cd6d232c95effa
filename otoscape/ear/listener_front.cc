// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/listener_front.h"

#include <algorithm>

namespace otoscape::ear {
namespace {

constexpr double kWarmUpSeconds =
    0.021;  // filters that stood still run this long before they are heard

// Of the pair: the larger, where the ears differ. One channel has no direction.
double confusion_of(const ListenerDesign& design, int ears) {
  if (ears == 1) return 0.0;
  double most = 0.0;
  for (const auto& ear : design.electric) {
    if (ear) most = std::max(most, ear->params.confusion_deg);
  }
  return most;
}

// Whether every ear needs nothing of the acoustic path: typical, or silent.
bool needs_no_path(const AcousticDesign& design, int ears) {
  return std::ranges::all_of(std::span(design.ears).first(static_cast<std::size_t>(ears)),
                             [](const auto& ear) { return ear.typical || ear.silent; });
}

}  // namespace

void ListenerFront::prepare(const ListenerDesigner& designer, const ListenerDesign& first,
                            const Setup& setup, Arena& arena) {
  const StreamSpec& spec = setup.spec;
  acoustic_.prepare(designer.acoustic(), *first.acoustic, spec, arena);
  ears_ = spec.ears;
  lead_ = setup.lead;
  latency_quanta_ = static_cast<int>(designer.latency().value()) / quantum();
  has_electric_ = designer.needs().any();
  idle_ = !setup.moves && needs_no_path(*first.acoustic, ears_);
  warm_up_quanta_ = static_cast<int>(kWarmUpSeconds * spec.rate.value() / quantum());
  const auto wait = static_cast<std::size_t>(
      (designer.latency() - acoustic_.latency() - setup.back_latency).value() +
      designer.needs().acoustic_delay(spec.rate).value());
  for (std::size_t c = 0; c < 2; ++c) {
    if (first.electric[c]) chains_[c] = first.electric[c]->chain.get();
    if (wait > 0) line_[c] = arena.take<float>(wait + static_cast<std::size_t>(quantum()));
  }
  lanes_ = surround::Lanes(spec.surround);
  for (std::size_t lane = 0; wait > 0 && lane < lanes_.lanes().size(); ++lane) {
    apart_line_[lane] = arena.take<float>(wait + static_cast<std::size_t>(quantum()));
  }
  frame_ = setup.first_frame;
  confusion_deg_ = confusion_of(first, ears_);
  if (designer.needs().confusion) {
    confusion_.emplace(confusion_of(first, ears_), spec.rate, designer.seed(), setup.first_frame);
  }
}

ListenerMove ListenerFront::adopt(const ListenerDesign& design, int steps, bool eased,
                                  Caller caller) noexcept {
  if (idle_) warm_up_ = warm_up_quanta_;
  idle_ = false;
  ListenerMove move{&design, steps, eased, 0, warm_up_, 0, {}};
  for (std::size_t c = 0; c < static_cast<std::size_t>(ears_); ++c) {
    const auto* to = design.electric[c].get();
    ElectricChain* chain = to == nullptr ? nullptr : to->chain.get();
    move.electric[c] = to != nullptr || chains_[c] != nullptr;
    // A chain has to fill first.
    if (caller == Caller::live && chain != nullptr && chain != chains_[c]) {
      move.late = std::max(move.late, chain->quanta_to_fill() - lead_);
    }
    chains_[c] = chain;
  }
  if (caller == Caller::live) scatter(confusion_of(design, ears_));
  acoustic_.adopt(*design.acoustic, steps, eased, move.late);
  // While the filters warm up, bypassed ears stay bypassed.
  move.electric_wait = std::max(lead_ + move.late, warm_up_);
  waits_ = move.electric[0] || move.electric[1] ? move.electric_wait : lead_ + move.late;
  return move;
}

void ListenerFront::scatter(double confusion_deg) noexcept {
  confusion_deg_ = confusion_deg;
  if (confusion_) confusion_->adopt(confusion_deg);
}

void ListenerFront::process(ConstBlock<FullScaleUnit> at_microphones,
                            EarQuantum& ear_quantum) noexcept {
  if (waits_ == 0) waits_ = -1;
  ear_quantum.frame = frame_;
  ear_quantum.confusion_deg = confusion_deg_;
  frame_ += quantum();
  bring_acoustic(ear_quantum);
  bring_apart(ear_quantum);
  ear_quantum.runs = !idle_;
  if (ear_quantum.runs)
    ear_quantum.smears =
        acoustic_.process(ear_quantum.sound, ear_quantum.unsmeared, ear_quantum.apart);
  if (has_electric_) bring_electric(at_microphones, ear_quantum);
  if (warm_up_ > 0) --warm_up_;
  if (waits_ > 0) --waits_;
}

// The delay line is filled even while its output is not used.
void ListenerFront::bring_acoustic(const EarQuantum& ear_quantum) noexcept {
  const auto& in = ear_quantum.raised.channels() > 0 ? ear_quantum.raised : ear_quantum.in;
  for (int c = 0; c < ears_; ++c) {
    bring(in.channel(c), line_[static_cast<std::size_t>(c)], ear_quantum.pascals_per_unit,
          ear_quantum.sound.channel(c));
  }
}

void ListenerFront::bring_apart(const EarQuantum& ear_quantum) noexcept {
  const auto& in =
      ear_quantum.wide_raised.channels() > 0 ? ear_quantum.wide_raised : ear_quantum.wide_in;
  for (int lane = 0; lane < ear_quantum.apart.channels(); ++lane) {
    const auto place = static_cast<std::size_t>(lane);
    bring(in.channel(lanes_.lanes()[place].channel), apart_line_[place],
          ear_quantum.pascals_per_unit, ear_quantum.apart.channel(lane));
  }
}

void ListenerFront::bring(std::span<const float> in, std::span<float> line, float gain,
                          std::span<float> out) const noexcept {
  auto due = in;
  if (!line.empty()) {
    std::copy(line.begin() + quantum(), line.end(), line.begin());
    std::ranges::copy(in, line.end() - quantum());
    due = line.first(in.size());
  }
  std::ranges::transform(due, out.begin(), [=](float x) { return x * gain; });
}

void ListenerFront::bring_electric(ConstBlock<FullScaleUnit> in,
                                   const EarQuantum& ear_quantum) noexcept {
  for (int c = 0; c < ears_; ++c) {
    std::ranges::transform(in.channel(c), ear_quantum.electric[static_cast<std::size_t>(c)].begin(),
                           [&](float x) { return x * ear_quantum.pascals_per_unit; });
  }
  if (!confusion_) return;
  if (ears_ == 1) std::ranges::copy(ear_quantum.electric[0], ear_quantum.electric[1].begin());
  confusion_->process(ear_quantum.electric[0], ear_quantum.electric[1]);
}

}  // namespace otoscape::ear
