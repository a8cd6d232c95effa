// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/render/scene_loudness.h"

namespace otoscape::render {

// Limits how fast the loudness may rise because of the scene: S(t) is the running sum of rises
// between states of the scene, each compared on the same programme; y = min(S, cap + mean of S over
// the last 400 ms); the gain is y − S. A rise of H LU by a cut stands at cap + H/40 after 10 ms and
// is complete 400 (1 − cap/H) ms after the cut. Pure functions of the scene and the track.
class ReturnCap {
 public:
  struct Rise {
    Seconds start, end;  // a cut: equal
    double lu = 0.0;     // negative: a fall
  };
  struct Action {
    Seconds time;
    double rise_lu = 0.0, excess_lu = 0.0;  // of the change; the most that the cap took
  };

  // Rises ascend by start.
  ReturnCap(std::vector<Rise> rises, double cap_lu);
  static ReturnCap of(const scene::Arc& arc, const SceneLoudness& loudness,
                      const SceneParams& params, Seconds begin, Seconds end);

  // Gain at a moment in dB, ≤ 0; exactly 0 where the cap rests.
  double gain_db(Seconds time) const;
  // The same without rises that start at `change` or later: what the leg has that goes out.
  double gain_db_before(Seconds time, Seconds change) const;
  bool rests() const { return actions_.empty(); }
  std::span<const Action> actions() const { return actions_; }

 private:
  std::vector<Rise> rises_;
  double cap_lu_;
  std::vector<Action> actions_;
};

}  // namespace otoscape::render
