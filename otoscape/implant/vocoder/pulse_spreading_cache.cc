// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/vocoder/pulse_spreading_cache.h"

#include <deque>

#include "otoscape/base/lock.h"
#include "otoscape/implant/carriers/pulse_spreading.h"

namespace otoscape::implant::vocoder {
namespace {

constexpr std::size_t kKept = 4;

struct Kept {
  std::vector<carriers::CarrierBand> bands;
  double rate_hz = 0.0;
  std::shared_ptr<const carriers::PulseSpreadingTables> tables;
};

bool same(const carriers::CarrierBand& a, const carriers::CarrierBand& b) {
  return a.low_hz == b.low_hz && a.high_hz == b.high_hz;
}

}  // namespace

std::shared_ptr<const carriers::PulseSpreadingTables> pulse_spreading_tables(
    std::span<const PlaceParams> places, Hertz rate) {
  static Lock lock;
  static std::deque<Kept> kept OTOSCAPE_GUARDED_BY(lock);
  std::vector<carriers::CarrierBand> bands;
  for (const auto& p : places) {
    bands.push_back({p.place_hz - 0.5 * p.width_hz, p.place_hz + 0.5 * p.width_hz});
  }
  const Locked locked(lock);
  for (const Kept& k : kept) {
    if (k.rate_hz == rate.value() && std::ranges::equal(k.bands, bands, same)) return k.tables;
  }
  kept.push_front(
      {bands, rate.value(), std::make_shared<carriers::PulseSpreadingTables>(bands, rate)});
  if (kept.size() > kKept) kept.pop_back();
  return kept.front().tables;
}

}  // namespace otoscape::implant::vocoder
