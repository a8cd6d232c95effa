// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/render/programme/rise.h"
#include "otoscape/render/programme/scene_loudness.h"

namespace otoscape::render::programme {

// Limits how fast the loudness may rise because of the scene. S(t): running sum, in LU, of the
// rises between states of the scene, each pair compared on the same programme. y = min(S, cap +
// mean of S over the last 400 ms); the gain is y − S. A rise of H LU by a cut has reached cap +
// H/40 after 10 ms and is complete 400 (1 − cap/H) ms after the cut. A pure function of the scene
// and the loudness track.
//
// Not modelled: the playback level; rises of the programme itself, which are not limited.
class ReturnCap {
 public:
  // From the time at which the gain falls below 0 dB until it is 0 again.
  struct Action {
    Seconds time;
    double rise_lu = 0.0, excess_lu = 0.0;  // of the scene; the largest reduction by the cap
  };

  ReturnCap() : ReturnCap({}, kHighestReturnCap) {}
  // Rises ascend by start.
  ReturnCap(std::vector<Rise> rises, double cap_lu);
  static ReturnCap of(const scene::Arc& arc, const SceneLoudness& loudness,
                      const SceneParams& params, Seconds begin, Seconds end);

  // Gain at a time, dB, ≤ 0; exactly 0 where the cap does not act. A cut counts as complete at its
  // start, so the gain applies to the sound that fades in.
  double gain_db(Seconds time) const { return gain_of(time.value(), rises_.size()); }
  // The same without rises that start at `change` or later: for the sound that fades out.
  double gain_db_before(Seconds time, Seconds change) const;
  bool rests() const { return actions_.empty(); }  // the gain is 0 dB at all times
  std::span<const Action> actions() const { return actions_; }
  std::span<const Rise> rises() const { return rises_; }

 private:
  double excess(double time, std::size_t count) const;
  double gain_of(double time, std::size_t count) const;
  double rise_until(double time) const;
  void find_actions();

  std::vector<Rise> rises_;
  std::vector<double> latest_end_;  // s, of a rise and all before it
  double cap_lu_;
  std::vector<Action> actions_;
};

}  // namespace otoscape::render::programme
