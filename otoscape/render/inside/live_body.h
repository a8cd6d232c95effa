// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/render/inside/body_player.h"
#include "otoscape/scene/mix_state.h"

namespace otoscape::render::inside {

// A count of beats, breaths or steps that rises with the frame.
struct Rhythm {
  double at_zero = 0.0;    // at frame 0
  double per_frame = 0.0;  // above 0

  double at(std::int64_t frame) const noexcept OTOSCAPE_RT {
    return at_zero + per_frame * static_cast<double>(frame);
  }
  // The same count at `frame` and from there on another rate, so that no beat is lost or doubled.
  Rhythm continued(double new_per_frame, std::int64_t frame) const noexcept OTOSCAPE_RT;

  bool operator==(const Rhythm&) const = default;
};

struct BodyRhythm {
  Rhythm heart, breath, thuds;

  BodyRhythm continued(const BodyRhythm& rates, std::int64_t frame) const noexcept OTOSCAPE_RT;
  bool operator==(const BodyRhythm&) const = default;
};

// The pace of a body at constant rates.
struct RhythmPace {
  BodyRhythm rhythm;
  double frames_per_s = 48000.0;
  double stress_now = 0.0;
  bool by_mouth = false;
  body::Floor on = body::Floor::wood;

  double heart(double t) const noexcept OTOSCAPE_RT { return count(rhythm.heart, t); }
  double breath(double t) const noexcept OTOSCAPE_RT { return count(rhythm.breath, t); }
  double steps(double t) const noexcept OTOSCAPE_RT { return count(rhythm.thuds, t); }
  double stress(double) const noexcept OTOSCAPE_RT { return stress_now; }
  bool mouth(double) const noexcept OTOSCAPE_RT { return by_mouth; }
  bool walks(double) const noexcept OTOSCAPE_RT { return true; }
  body::Floor floor(double) const noexcept OTOSCAPE_RT { return on; }

 private:
  double count(const Rhythm& one, double t) const noexcept OTOSCAPE_RT {
    return one.at_zero + one.per_frame * frames_per_s * t;
  }
};

// Heart, breath and footfalls at constant levels without an end, placed and sounding as BodySounds.
// A pure function of frame and rhythm.
class LiveBody {
 public:
  struct Setup {
    Hertz rate;
    std::uint64_t seed;
    scene::BodyLevels levels;  // track_lin has no effect
    double stress;
    bool film_heart;
  };
  // Control side.
  explicit LiveBody(const Setup& setup);

  bool silent() const { return !player_.has_value(); }
  // Audio side. Adds the frames from first_frame on, in Pa.
  void add(std::int64_t first_frame, const BodyRhythm& rhythm,
           const PascalBlock& out) noexcept OTOSCAPE_RT;

 private:
  scene::BodyLevels levels_;
  std::optional<BodyPlayer<RhythmPace>> player_;
};

}  // namespace otoscape::render::inside
