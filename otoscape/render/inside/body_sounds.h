// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "otoscape/base/block.h"
#include "otoscape/render/inside/body_player.h"
#include "otoscape/render/quantum/quantum_clock.h"
#include "otoscape/scene/arc.h"

namespace otoscape::render::inside {

// The pace of a body along an arc.
class ArcPace {
 public:
  explicit ArcPace(const scene::Arc& arc) : arc_(&arc) {}

  double heart(double t) const noexcept OTOSCAPE_RT { return arc_->heart_cycles(Seconds(t)); }
  double breath(double t) const noexcept OTOSCAPE_RT { return arc_->breath_cycles(Seconds(t)); }
  double steps(double t) const noexcept OTOSCAPE_RT { return arc_->thud_cycles(Seconds(t)); }
  double stress(double t) const noexcept OTOSCAPE_RT { return arc_->stress(Seconds(t)); }
  bool mouth(double t) const noexcept OTOSCAPE_RT { return arc_->mix(Seconds(t)).body.mouth; }
  bool walks(double t) const noexcept OTOSCAPE_RT {
    return arc_->mix(Seconds(t)).body.thuds_lin > 0.0;
  }
  body::Floor floor(double t) const noexcept OTOSCAPE_RT {
    return floor_of(arc_->mix(Seconds(t)).body.floor);
  }

 private:
  const scene::Arc* arc_;
};

// Heart, breath and footfalls along an arc. The time and the sound of each beat, breath and step
// depend only on the arc and the seed.
class BodySounds {
 public:
  // Control side. arc: must outlive this. recordings: at the clock's rate; null: models alone.
  BodySounds(const scene::Arc& arc, const quantum::QuantumClock& clock, std::uint64_t seed,
             const programme::Recordings* recordings = nullptr);

  bool silent() const { return !player_.has_value(); }
  // Adds a quantum to `out`, in Pa. from and to: amplitudes at the quantum's start and end.
  void add(std::int64_t quantum, const scene::BodyLevels& from, const scene::BodyLevels& to,
           const PascalBlock& out) noexcept OTOSCAPE_RT;

 private:
  quantum::QuantumClock clock_;
  std::optional<BodyPlayer<ArcPace>> player_;
};

}  // namespace otoscape::render::inside
