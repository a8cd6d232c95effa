// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/recorded_use.h"

#include <algorithm>

namespace otoscape::scene {
namespace {

bool is_heard(const Keyframe& k, Recorded what) {
  if (what == Recorded::heart) return k.body && k.body->heart;
  if (what == Recorded::breath) return k.body && k.body->breath;
  if (what == Recorded::steps) return k.body && k.body->thuds;
  const auto* once = k.event ? std::get_if<OwnSound>(&k.event->what) : nullptr;
  return once != nullptr && static_cast<int>(once->kind) ==
                                static_cast<int>(what) - static_cast<int>(Recorded::swallow);
}

}  // namespace

bool is_heard(const std::vector<Keyframe>& keyframes, Recorded what) {
  return std::ranges::any_of(keyframes, [&](const Keyframe& k) { return is_heard(k, what); });
}

}  // namespace otoscape::scene
