// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/render/quantum/guard.h"

namespace otoscape::jobs::models {

// The guard alone, without its delay: what it lets pass comes out bit for bit and in its place.
class GuardedSound {
 public:
  using Channels = std::array<std::vector<float>, 2>;

  GuardedSound(const StreamSpec& spec, double ceiling_dbtp);

  // Takes `frames` from the front of `in` and appends to `out` what can be told by now.
  void push(Channels& in, std::size_t frames, Channels& out);
  // Appends the rest.
  void finish(Channels& out);

  const render::quantum::Guard::Report& report() const { return guard_.report(); }

 private:
  void pass(Channels& out);

  int channels_;
  Arena arena_;
  render::quantum::Guard guard_;
  Channels waiting_;
  std::size_t early_;  // frames still to be cut off at the start
  std::size_t owed_ = 0;
};

}  // namespace otoscape::jobs::models
