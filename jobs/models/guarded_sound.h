// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/render/quantum/guard.h"

namespace otoscape::jobs::models {

// The guard with its delay removed: samples that it does not change come out bit for bit.
class GuardedSound {
 public:
  using Channels = std::array<std::vector<float>, 2>;

  GuardedSound(const StreamSpec& spec, double ceiling_dbtp);

  // Removes `frames` from the front of `in` and appends to `out` the frames that are ready.
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
  std::size_t early_;  // frames of the guard's delay still to remove
  std::size_t owed_ = 0;
};

}  // namespace otoscape::jobs::models
