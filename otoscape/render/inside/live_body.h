// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/body/breath.h"
#include "otoscape/scene/mix_state.h"

namespace otoscape::render::inside {

// A count of beats, breaths or steps that rises with the frame.
struct Rhythm {
  double at_zero = 0.0;    // at frame 0
  double per_frame = 0.0;  // above 0

  double at(std::int64_t frame) const noexcept OTOSCAPE_RT {
    return at_zero + per_frame * static_cast<double>(frame);
  }
  // Where it passes a number, in frames.
  double passes(double count) const noexcept OTOSCAPE_RT { return (count - at_zero) / per_frame; }
  // The same count at `frame` and from there on another rate, so that no beat is lost or doubled.
  Rhythm continued(double new_per_frame, std::int64_t frame) const noexcept OTOSCAPE_RT;
};

struct BodyRhythm {
  Rhythm heart, breath, thuds;

  BodyRhythm continued(const BodyRhythm& rates, std::int64_t frame) const noexcept OTOSCAPE_RT;
};

// The sounds of a body, made when first asked for and then kept: a heart takes milliseconds.
// Control side.
class BodyTables {
 public:
  using Sound = std::shared_ptr<const std::vector<float>>;  // Pa at the source's level
  struct Heart {
    Sound first, second;
  };
  explicit BodyTables(Hertz rate) : rate_(rate) {}

  Hertz rate() const { return rate_; }
  Heart heart(bool film);
  Sound thud();
  std::shared_ptr<const body::Breath> breath(std::uint64_t seed);

 private:
  Hertz rate_;
  std::array<Heart, 2> hearts_;  // as it is, film
  Sound thud_;
  std::uint64_t breath_seed_ = 0;
  std::shared_ptr<const body::Breath> breath_;
};

// Heart, breath and footfalls at constant levels without an end: as BodySounds, but beats are found
// at each frame in place of being listed beforehand. A pure function of frame and rhythm.
class LiveBody {
 public:
  // Control side. levels.track_lin has no effect.
  LiveBody(BodyTables& tables, std::uint64_t seed, const scene::BodyLevels& levels,
           bool film_heart);

  bool silent() const { return !heart_.first && !breath_ && !thud_; }
  // Audio side. Adds the frames from first_frame on, in Pa, the same for both ears. `out` is
  // shorter than a breath.
  void add(std::int64_t first_frame, const BodyRhythm& rhythm,
           std::span<float> out) const noexcept OTOSCAPE_RT;

 private:
  void add_heart(std::int64_t first_frame, const Rhythm& rhythm,
                 std::span<float> out) const noexcept OTOSCAPE_RT;
  void add_breath(std::int64_t first_frame, const Rhythm& rhythm,
                  std::span<float> out) const noexcept OTOSCAPE_RT;
  void add_thuds(std::int64_t first_frame, const Rhythm& rhythm,
                 std::span<float> out) const noexcept OTOSCAPE_RT;

  Hertz rate_;
  std::uint64_t heart_key_, breath_key_, thud_key_;
  float heart_lin_, breath_lin_, thuds_lin_;
  // Null: off.
  BodyTables::Heart heart_;
  BodyTables::Sound thud_;
  std::shared_ptr<const body::Breath> breath_;
};

}  // namespace otoscape::render::inside
