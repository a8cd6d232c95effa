// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/listener.h"

#include <algorithm>

namespace otoscape::ear {

void Listener::prepare(const ListenerDesigner& designer, const ListenerDesign& first,
                       const Setup& setup, Arena& arena) {
  ears_ = setup.spec.ears;
  latency_ = designer.latency();
  has_electric_ = designer.needs().any();
  back_.prepare(designer, first, setup.spec, arena);
  front_.prepare(
      designer, first,
      {setup.spec, setup.moves, setup.first_frame, back_.lead(), back_.acoustic().latency()},
      arena);
  for (std::size_t c = 0; c < 2; ++c) {
    electric_[c].ear.prepare(first.electric[c].get(), quantum(), arena);
    electric_[c].out = arena.take<float>(static_cast<std::size_t>(quantum()));
  }
  ear_quantum_ = EarQuantum::over(arena.take<float>(EarQuantum::floats(quantum(), has_electric_)),
                                  ears_, quantum(), has_electric_);
}

bool Listener::settled() const noexcept {
  return front_.settled() && back_.settled() &&
         std::ranges::all_of(std::span(electric_).first(static_cast<std::size_t>(ears_)),
                             [](const Electric& e) { return e.ear.settled(); });
}

int Listener::adopt(const ListenerDesign& design, int steps, bool eased) noexcept {
  const ListenerMove move = front_.adopt(design, steps, eased, ListenerFront::Caller::live);
  for (std::size_t c = 0; c < 2; ++c) adopt_electric(c, move);
  back_.adopt(move);
  return move.electric_wait;
}

void Listener::adopt_electric(std::size_t ear, const ListenerMove& move) noexcept {
  if (!move.electric[ear]) return;
  electric_[ear].ear.adopt(move.design->electric[ear].get(),
                           {move.electric_wait, move.steps, move.eased});
}

void Listener::hear_electric(std::size_t ear, EarQuantum& ear_quantum) noexcept {
  auto& [electric, out] = electric_[ear];
  ear_quantum.electric_sounds[ear] = electric.runs();
  if (!electric.runs()) return;
  std::ranges::fill(out, 0.0f);
  electric.process(ear_quantum.electric[ear], out, ear_quantum.crossfade);
  std::ranges::copy(out, ear_quantum.electric[ear].begin());
}

void Listener::process(ConstBlock<FullScaleUnit> in, float pascals_per_unit) noexcept {
  ear_quantum_.in = in;
  ear_quantum_.pascals_per_unit = pascals_per_unit;
  front_.process(in, ear_quantum_);
  if (has_electric_) {
    for (std::size_t c = 0; c < static_cast<std::size_t>(ears_); ++c)
      hear_electric(c, ear_quantum_);
  }
  back_.process(ear_quantum_);
}

}  // namespace otoscape::ear
