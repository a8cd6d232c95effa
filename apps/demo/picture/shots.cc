// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/shots.h"

#include <array>

#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::picture {
namespace {

using enum Location;

constexpr std::array<Shot, 21> kShots{{
    {0.0, stage, {{640, 360}, 1.00}, {{662, 366}, 1.30}},
    {8.4, stage, {{676, 338}, 1.60}, {{676, 336}, 1.64}},
    {9.6, stage, {{556, 346}, 2.10}, {{548, 334}, 2.40}},
    {13.15, stage, {{676, 334}, 1.66}, {{676, 328}, 1.82}},
    {18.0, stage, {{640, 370}, 1.10}, {{640, 370}, 1.13}},
    {19.8, stage, {{520, 378}, 2.00}, {{512, 364}, 2.30}},
    {sound::kGrooveStart, stage, {{640, 372}, 1.00}, {{640, 368}, 1.08}},
    {25.5, stage, {{560, 400}, 1.72}, {{500, 384}, 1.96}},
    {31.2, stage, {{650, 368}, 1.12}, {{640, 368}, 1.00}},
    {34.5, stage, {{512, 372}, 2.05}, {{508, 352}, 2.50}},
    {sound::kTestStart, booth, {{760, 340}, 1.24}, {{740, 340}, 1.28}},
    {40.2, booth, {{400, 330}, 1.95}, {{400, 320}, 2.10}},
    {42.0, booth, {{660, 366}, 1.02}, {{672, 362}, 1.10}},
    {sound::kSwitchOnStart, clinic, {{600, 360}, 1.05}, {{470, 350}, 1.38}},
    {52.4, clinic, {{690, 362}, 1.12}, {{660, 356}, 1.22}},
    {sound::kPartyStart, party, {{640, 360}, 1.02}, {{632, 372}, 1.22}},
    {61.0, party, {{640, 356}, 1.00}, {{640, 356}, 1.02}},
    {63.0, party, {{610, 360}, 1.34}, {{600, 352}, 1.52}},
    {sound::kStreetStart, street, {{640, 366}, 1.04}, {{620, 372}, 1.14}},
    {73.0, street, {{612, 300}, 1.62}, {{612, 296}, 1.74}},
    {sound::kOffStart, home, {{720, 372}, 1.38}, {{640, 362}, 1.04}},
}};

}  // namespace

std::span<const Shot> shots() { return kShots; }

const Shot& shot_at(double seconds) {
  std::size_t i = 0;
  while (i + 1 < kShots.size() && seconds >= kShots[i + 1].start_s) ++i;
  return kShots[i];
}

Camera camera_at(double seconds) {
  const Shot& shot = shot_at(seconds);
  const bool last = &shot == &kShots.back();
  const double end = last ? sound::kSceneLength : (&shot + 1)->start_s;
  // Never still, and without a jerk at its ends.
  const double part = (seconds - shot.start_s) / (end - shot.start_s);
  const double moved = 0.5 * part + 0.5 * ease(0.0, 1.0, part);
  return {between(shot.first.at, shot.last.at, moved),
          between(shot.first.zoom, shot.last.zoom, moved)};
}

}  // namespace otoscape::demo::picture
