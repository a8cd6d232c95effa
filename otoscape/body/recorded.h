// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/body/breath_cycle.h"
#include "otoscape/body/heart.h"
#include "otoscape/body/shot_builder.h"
#include "otoscape/body/steps.h"
#include "otoscape/body/take_order.h"
#include "otoscape/body/takes.h"

// A designer's own takes of a source, in place of its model and at its model's moments.

namespace otoscape::body {

// A take as a file has it, at the rate of the render: one channel or two of equal length.
struct RawTake {
  std::array<std::vector<float>, 2> sound;

  bool mono() const { return sound[1].empty(); }
};

// How a take of a source is made ready.
struct TakeShape {
  double fade_in_s = 0.003, fade_out_s = 0.020;  // raised cosines, at most a quarter of the take
  double lean_db = 0.0;                          // of a take in one channel: TakePlace
};
// Control side. Without its mean and what lies below 15 Hz, with its ends faded, in two ears: one
// channel gets a place between them. key: of that place.
StereoSound made_ready(const RawTake& take, Hertz rate, const TakeShape& shape, std::uint64_t key);

// The moment of a take.
struct TakeCue {
  static constexpr std::int64_t kNever = INT64_MAX / 2;
  std::int64_t number = 0, frame = 0;
  std::int64_t until = kNever;  // from here on it fades
};
inline TakeCue cue_of(const Beat& beat) noexcept OTOSCAPE_RT { return {beat.number, beat.frame}; }
inline TakeCue cue_of(const Step& step) noexcept OTOSCAPE_RT { return {step.number, step.frame}; }
// One body breathes one breath at a time.
inline TakeCue cue_of(const BreathCycle& cycle) noexcept OTOSCAPE_RT {
  return {cycle.number, cycle.frame, cycle.end()};
}

// Plays takes, each once at its cue; those of several cues add up. A pure function of the frame.
class TakePlayer {
 public:
  static constexpr double kNextFadeSeconds = 0.1;  // after a cue's `until`
  // Control side. takes: 1…kMostTakes, none empty, at `rate`.
  TakePlayer(std::shared_ptr<const std::vector<StereoSound>> takes, Hertz rate, std::uint64_t key);

  // Audio side. Adds at most 64 frames of one cue's take.
  void add(std::int64_t first_frame, int frames, const TakeCue& cue,
           StereoRow& row) noexcept OTOSCAPE_RT;
  std::int64_t longest() const noexcept OTOSCAPE_RT { return longest_; }  // frames

 private:
  std::shared_ptr<const std::vector<StereoSound>> takes_;
  TakeOrder order_;
  std::int64_t longest_ = 0;
  double fade_frames_;
};

// A source of events as the models are. `Event`: Beat, BreathCycle or Step.
template <class Event>
class RecordedSource {
 public:
  RecordedSource(std::shared_ptr<const std::vector<StereoSound>> takes, Hertz rate,
                 std::uint64_t key)
      : player_(std::move(takes), rate, key) {}

  // Audio side. events: ascending, all that begin within end_frames() before these frames; of more
  // than a player's memory for events the newest.
  void add(std::int64_t first_frame, int frames, std::span<const Event> events,
           StereoRow& row) noexcept OTOSCAPE_RT {
    for (const Event& event : events) player_.add(first_frame, frames, cue_of(event), row);
  }
  std::int64_t lead_frames() const noexcept OTOSCAPE_RT { return 0; }
  std::int64_t end_frames() const noexcept OTOSCAPE_RT { return player_.longest(); }

 private:
  TakePlayer player_;
};

}  // namespace otoscape::body
