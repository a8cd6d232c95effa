// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/render/programme/rise.h"
#include "otoscape/render/programme/scene_loudness.h"

namespace otoscape::render::programme {

// Limits how fast the loudness may rise because of the scene: S(t) is the running sum of rises
// between states of the scene, each compared on the same programme; y = min(S, cap + mean of S over
// the last 400 ms); the gain is y − S. A rise of H LU by a cut stands at cap + H/40 after 10 ms and
// is complete 400 (1 − cap/H) ms after the cut. Pure functions of the scene and the track.
//
// Not modelled: how loud a loudspeaker plays; what the programme itself does (its bangs stay).
class ReturnCap {
 public:
  // From the moment the gain leaves 0 until it is back.
  struct Action {
    Seconds time;
    double rise_lu = 0.0, excess_lu = 0.0;  // of the change; the most that the cap took
  };

  ReturnCap() : ReturnCap({}, kHighestReturnCap) {}
  // Rises ascend by start.
  ReturnCap(std::vector<Rise> rises, double cap_lu);
  static ReturnCap of(const scene::Arc& arc, const SceneLoudness& loudness,
                      const SceneParams& params, Seconds begin, Seconds end);

  // Gain at a moment in dB, ≤ 0; exactly 0 where the cap rests. A cut counts as complete at its
  // start: the gain belongs on the leg that comes in.
  double gain_db(Seconds time) const { return gain_of(time.value(), rises_.size()); }
  // The same without rises that start at `change` or later: what the leg has that goes out.
  double gain_db_before(Seconds time, Seconds change) const;
  bool rests() const { return actions_.empty(); }
  std::span<const Action> actions() const { return actions_; }
  std::span<const Rise> rises() const { return rises_; }

 private:
  double excess(double time, std::size_t count) const;
  double gain_of(double time, std::size_t count) const;
  double rise_until(double time) const;
  void find_actions();

  std::vector<Rise> rises_;
  std::vector<double> latest_end_;  // of a rise and all before it
  double cap_lu_;
  std::vector<Action> actions_;
};

}  // namespace otoscape::render::programme
