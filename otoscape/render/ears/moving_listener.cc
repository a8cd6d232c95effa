// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/ears/moving_listener.h"

namespace otoscape::render::ears {

void LedListener::prepare(const ear::ListenerDesigner& designer, const ear::Listener::Given& given,
                          std::int64_t first_quantum, Arena& arena) {
  const quantum::Orders first{{}, {}, conductor_.start(first_quantum)};
  for (InUse& use : in_use_electric_) use.keep(first);
  in_use_back_.keep(first);
  listener_.prepare(designer, *first.design, given, arena);
}

quantum::Orders LedListener::begin(std::int64_t quantum, ConstBlock<FullScaleUnit> at_microphones,
                                   ear::Passage& passage) {
  quantum::Orders orders = conductor_.lead(quantum, listener_.front());
  listener_.front().process(at_microphones, passage);
  return orders;
}

void LedListener::hear_electric(std::size_t ear, const quantum::Orders& orders,
                                ear::Passage& passage) {
  in_use_electric_[ear].keep(orders);
  for (const auto& chain : orders.announced[ear]) listener_.announce(ear, chain.get());
  if (orders.move) listener_.adopt_electric(ear, *orders.move);
  listener_.hear_electric(ear, passage);
}

void LedListener::end(const quantum::Orders& orders, const ear::Passage& passage) {
  in_use_back_.keep(orders);
  if (orders.move) listener_.back().adopt(*orders.move);
  listener_.back().process(passage);
}

}  // namespace otoscape::render::ears
