// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/ear/acoustic_back.h"
#include "otoscape/ear/acoustic_front.h"

namespace otoscape::ear {

// The whole acoustic path, for one ear or a pair, in quanta of quantum() frames.
class AcousticPath {
 public:
  // Control side. The design must outlive its use.
  void prepare(const AcousticDesigner& designer, const AcousticDesign& first,
               const StreamSpec& spec, Arena& arena) {
    front_.prepare(designer, first, spec, arena);
    back_.prepare(designer, first, spec, arena);
    for (auto& ear : unsmeared_) ear = arena.take<float>(static_cast<std::size_t>(quantum()));
  }

  int quantum() const { return front_.quantum(); }
  // Delay from a frame in an input quantum to the same frame in the output.
  Frames latency() const noexcept { return front_.latency() + back_.latency(); }

  // Audio side. One quantum, in place.
  void process(PascalBlock sound, const CrossfadeGains& crossfade = {}) noexcept OTOSCAPE_RT {
    const PascalBlock unsmeared({unsmeared_[0].data(), unsmeared_[1].data()}, sound.channels(),
                                quantum());
    const bool smears = front_.process(sound, unsmeared);
    back_.process(sound, unsmeared, smears, crossfade);
  }

 private:
  AcousticFront front_;
  AcousticBack back_;
  std::array<std::span<float>, 2> unsmeared_;
};

}  // namespace otoscape::ear
