// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/canvas.h"
#include "apps/demo/picture/drumming.h"
#include "apps/demo/sound/mix.h"

// The four who play, each with an instrument, in a person's units (person.h).

namespace otoscape::demo::picture {

struct BandMember {
  const sound::Scene& scene;
  const Drumming& drumming;
  double seconds;
};

void draw_drummer(Canvas& canvas, const BandMember& member);  // Sam
void draw_singer(Canvas& canvas, const BandMember& member);   // Ruth, with a guitar
void draw_guitarist(Canvas& canvas, const BandMember& member);
void draw_bassist(Canvas& canvas, const BandMember& member);

}  // namespace otoscape::demo::picture
