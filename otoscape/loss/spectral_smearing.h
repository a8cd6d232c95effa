// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/loss/smearing_design.h"
#include "otoscape/loss/smearing_transform.h"
#include "otoscape/units/time.h"

namespace otoscape::loss {

// A transition from one state to the next, counted in hops (quanta).
struct Move {
  int wait = 0;       // hops before it begins
  int steps = 7;      // hops it takes
  bool eased = true;  // a raised cosine in amplitude (a blend); else linear (a glide)

  // The new state's share after `step` hops of the move.
  float weight(double step) const noexcept OTOSCAPE_RT;
};

// Runs smearing matrices over one or two ears, a hop at a time; both ears share one transform.
// Phases are kept. The delay is the same whether an ear smears or not.
class SpectralSmearing {
 public:
  // One matrix an ear; null: no smearing. A matrix must live for as long as it is used.
  using Matrices = std::array<const SmearingMatrix*, 2>;

  // Control side.
  void prepare(const StreamSpec& spec, Arena& arena);

  static constexpr int kWarmUp = 4;  // hops until overlap-add is complete

  // Audio side. Changes to new matrices. One move may wait while another is under way; it must not
  // begin before that one has ended. Where smearing was off, move.wait must be at least kWarmUp.
  void adopt(const Matrices& matrices, const Move& move) noexcept OTOSCAPE_RT;
  // As adopt, without a transition; for the first matrices.
  void start_with(const Matrices& matrices) noexcept OTOSCAPE_RT;
  bool settled() const noexcept { return step_ == move_.steps && waits_ < 0; }
  // Whether any ear smears, or is about to stop.
  bool active() const noexcept OTOSCAPE_RT;

  // One hop. Replaces `sound` by the smeared sound and writes the same hop, unsmeared, to
  // `unsmeared`. Both are delayed by latency().
  void process(PascalBlock sound, PascalBlock unsmeared) noexcept OTOSCAPE_RT;
  Frames latency() const noexcept { return transform_.latency(); }

  // What the last hop did, for channels that follow the ears.
  struct Hop {
    int bins = 0;         // 0: no window went through the frequency domain
    bool smears = false;  // else the sound was only delayed
    std::array<BinGains, 2> ears;
  };
  const Hop& last_hop() const noexcept { return hop_; }

 private:
  void begin_waiting_move() noexcept;
  void transform(PascalBlock sound) noexcept;
  void smear(int bins) noexcept;

  SmearingTransform transform_;
  int ears_ = 0;
  Hop hop_;
  std::array<std::span<float>, 2> power_, smeared_, smeared_old_;
  Matrices now_{}, before_{}, next_{};
  Move move_, next_move_;
  int step_ = move_.steps;  // of the move from before_ to now_
  int waits_ = -1;          // hops until the next move begins; negative: there is none
  bool running_ = false;    // windows overlap
};

}  // namespace otoscape::loss
