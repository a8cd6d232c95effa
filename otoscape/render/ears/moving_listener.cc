// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/ears/moving_listener.h"

namespace otoscape::render::ears {

void MovingListener::prepare(const ear::ListenerDesigner& designer,
                             const ear::Listener::Setup& setup, std::int64_t first_quantum,
                             Arena& arena) {
  const quantum::ListenerChange first{{}, {}, scheduler_.start(first_quantum)};
  for (InUse& use : in_use_electric_) use.keep(first);
  in_use_back_.keep(first);
  listener_.prepare(designer, *first.design, setup, arena);
}

quantum::ListenerChange MovingListener::begin(std::int64_t quantum,
                                              ConstBlock<FullScaleUnit> at_microphones,
                                              ear::EarQuantum& ear_quantum) {
  quantum::ListenerChange change = scheduler_.lead(quantum, listener_.front());
  listener_.front().process(at_microphones, ear_quantum);
  return change;
}

void MovingListener::hear_electric(std::size_t ear, const quantum::ListenerChange& change,
                                   ear::EarQuantum& ear_quantum) {
  in_use_electric_[ear].keep(change);
  for (const auto& chain : change.added_chains[ear]) listener_.add_chain(ear, chain.get());
  if (change.move) listener_.adopt_electric(ear, *change.move);
  listener_.hear_electric(ear, ear_quantum);
}

void MovingListener::end(const quantum::ListenerChange& change,
                         const ear::EarQuantum& ear_quantum) {
  in_use_back_.keep(change);
  if (change.move) listener_.back().adopt(*change.move);
  listener_.back().process(ear_quantum);
}

}  // namespace otoscape::render::ears
