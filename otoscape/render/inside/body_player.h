// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "otoscape/base/block.h"
#include "otoscape/body/breath.h"
#include "otoscape/body/recorded.h"
#include "otoscape/render/inside/body_plan.h"
#include "otoscape/render/programme/recordings.h"
#include "otoscape/render/quantum/random_key.h"
#include "otoscape/scene/mix_state.h"
#include "otoscape/units/calibration.h"

namespace otoscape::render::inside {

inline body::Floor floor_of(scene::Floor floor) noexcept OTOSCAPE_RT {
  switch (floor) {
    case scene::Floor::wood:
      return body::Floor::wood;
    case scene::Floor::stone:
      return body::Floor::stone;
    case scene::Floor::carpet:
      return body::Floor::carpet;
    case scene::Floor::gravel:
      return body::Floor::gravel;
  }
  return body::Floor::wood;
}

inline BodyKeys body_keys(std::uint64_t seed) {
  return {quantum::named_key(seed, "heart"), quantum::named_key(seed, "breath"),
          quantum::named_key(seed, "thuds")};
}

// The keys of the order of takes.
inline std::uint64_t takes_key(std::uint64_t seed, scene::Recorded what) {
  return dsp::hash(quantum::named_key(seed, "takes"), static_cast<std::uint64_t>(what));
}

// Which sources a player may be asked for.
struct BodyParts {
  bool heart = false, breath = false, steps = false;
  const programme::Recordings* recordings = nullptr;  // in place of the models; null: of none
  bool film_heart = false;
  body::Breath::Ways ways;
  std::vector<body::Floor> floors;

  bool any() const { return heart || breath || steps; }
};

// Heart, breath and steps at a pace (see BodyPlan), each as its model or as recordings: a pure
// function of the frame, the pace and the seed. What was begun is kept; where a frame is not the
// next one, it is made anew.
template <class Pace>
class BodyPlayer {
 public:
  // Control side.
  BodyPlayer(Hertz rate, std::uint64_t seed, const BodyParts& parts, const Pace& pace)
      : rate_(rate),
        plan_(pace, body_keys(seed), rate.value()),
        low_(std::make_shared<const body::LowRate>(rate)) {
    const BodyKeys keys = body_keys(seed);
    if (parts.heart && !record(heart_takes_, {parts, seed, scene::Recorded::heart})) {
      heart_.emplace(low_, keys.heart, parts.film_heart);
    }
    if (parts.breath && !record(breath_takes_, {parts, seed, scene::Recorded::breath})) {
      breath_.emplace(low_, keys.breath, parts.ways);
    }
    if (parts.steps && !record(step_takes_, {parts, seed, scene::Recorded::steps})) {
      steps_.emplace(low_, keys.steps, parts.floors);
    }
  }

  const Pace& pace() const noexcept OTOSCAPE_RT { return plan_.pace(); }
  // Another pace from here on.
  void use(const Pace& pace) noexcept OTOSCAPE_RT {
    plan_.use(pace);
    next_ = kNone;
  }

  // Audio side. Adds frames from `first` on, in Pa; amplitudes at their start and end, linear
  // between. With one channel: the left ear's.
  void add(std::int64_t first, const scene::BodyLevels& from, const scene::BodyLevels& to,
           const PascalBlock& out) noexcept OTOSCAPE_RT {
    const bool anew = first != next_;
    next_ = first + out.frames();
    for (int done = 0; done < out.frames(); done += dsp::Row::kFrames) {
      const int frames = std::min(dsp::Row::kFrames, out.frames() - done);
      const Piece piece{first + done, done, frames, anew && done == 0};
      const Gain heart{body::kHeartLevel, from.heart_lin, to.heart_lin};
      const Gain breath{body::kBreathLevel, from.breath_lin, to.breath_lin};
      const Gain steps{body::kThudLevel, from.thuds_lin, to.thuds_lin};
      play(heart_, piece, heart, out);
      play(heart_takes_, piece, heart, out);
      play(breath_, piece, breath, out);
      play(breath_takes_, piece, breath, out);
      play(steps_, piece, steps, out);
      play(step_takes_, piece, steps, out);
    }
  }

 private:
  static constexpr std::int64_t kNone = INT64_MIN;
  struct Piece {
    std::int64_t first;
    int done, frames;
    bool anew;
  };
  struct Gain {
    DbSpl level;
    double from_lin, to_lin;
  };
  // The numbers of a source's events and how one is made.
  template <class Number, class Make>
  struct Next {
    Number number;
    Make make;
    std::int64_t first() const noexcept OTOSCAPE_RT { return number(); }
    auto operator()(std::int64_t n) const noexcept OTOSCAPE_RT { return make(n); }
  };

  auto next_of(const NewestEvents<body::Beat>&, double t) noexcept OTOSCAPE_RT {
    return Next{[this, t] { return plan_.beat_near(t) - 2; },
                [this, t](std::int64_t n) { return plan_.beat(n, t); }};
  }
  auto next_of(const NewestEvents<body::BreathCycle>&, double t) noexcept OTOSCAPE_RT {
    return Next{[this, t] { return plan_.breath_near(t) - 2; },
                [this, t](std::int64_t n) { return plan_.breath(n, t); }};
  }
  auto next_of(const NewestEvents<body::Step>&, double t) noexcept OTOSCAPE_RT {
    return Next{[this, t] { return plan_.step_near(t) - 2; },
                [this, t](std::int64_t n) { return plan_.step(n, t); }};
  }
  using Beats = body::RecordedSource<body::Beat>;
  using Breaths = body::RecordedSource<body::BreathCycle>;
  using Walk = body::RecordedSource<body::Step>;
  auto& events_of(const body::Heart&) noexcept OTOSCAPE_RT { return beats_; }
  auto& events_of(const Beats&) noexcept OTOSCAPE_RT { return beats_; }
  auto& events_of(const body::Breath&) noexcept OTOSCAPE_RT { return breaths_; }
  auto& events_of(const Breaths&) noexcept OTOSCAPE_RT { return breaths_; }
  auto& events_of(const body::Steps&) noexcept OTOSCAPE_RT { return walk_; }
  auto& events_of(const Walk&) noexcept OTOSCAPE_RT { return walk_; }

  struct Wanted {
    const BodyParts& parts;
    std::uint64_t seed;
    scene::Recorded what;
  };
  // False where there are no takes of this source.
  template <class Source>
  bool record(std::optional<Source>& source, const Wanted& wanted) {
    if (wanted.parts.recordings == nullptr) return false;
    const auto& takes = wanted.parts.recordings->of(wanted.what);
    if (takes != nullptr) source.emplace(takes, rate_, takes_key(wanted.seed, wanted.what));
    return takes != nullptr;
  }

  template <class Source>
  void play(std::optional<Source>& source, const Piece& piece, const Gain& gain,
            const PascalBlock& out) noexcept OTOSCAPE_RT {
    if (!source) return;
    const std::int64_t from = piece.first - source->end_frames();
    const std::int64_t until = piece.first + piece.frames + source->lead_frames();
    auto& known = events_of(*source);
    const auto next = next_of(known, static_cast<double>(from) / rate_.value());
    const auto events = known.within(from, until, piece.anew, next);
    if (gain.from_lin == 0.0 && gain.to_lin == 0.0) return;
    body::StereoRow row{};
    source->add(piece.first, piece.frames, events, row);
    const double unit = to_amplitude(gain.level - kOnePascal);
    const double slope = (gain.to_lin - gain.from_lin) / out.frames();
    const double start = gain.from_lin + slope * piece.done;
    mix({static_cast<float>(unit * start), static_cast<float>(unit * slope)}, piece, row, out);
  }

  struct Ramp {
    float start, slope;
  };
  static void mix(Ramp ramp, const Piece& piece, const body::StereoRow& row,
                  const PascalBlock& out) noexcept OTOSCAPE_RT {
    for (int ear = 0; ear < out.channels(); ++ear) {
      const float* x = ear == 0 ? row.left.x : row.right.x;
      float* y = out.channel(ear).data() + piece.done;
      for (int n = 0; n < piece.frames; ++n) {
        y[n] += (ramp.start + ramp.slope * static_cast<float>(n)) * x[n];
      }
    }
  }

  Hertz rate_;
  BodyPlan<Pace> plan_;
  std::shared_ptr<const body::LowRate> low_;
  std::optional<body::Heart> heart_;
  std::optional<body::Breath> breath_;
  std::optional<body::Steps> steps_;
  std::optional<Beats> heart_takes_;
  std::optional<Breaths> breath_takes_;
  std::optional<Walk> step_takes_;
  NewestEvents<body::Beat> beats_;
  NewestEvents<body::BreathCycle> breaths_;
  NewestEvents<body::Step> walk_;
  std::int64_t next_ = kNone;
};

}  // namespace otoscape::render::inside
