// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/drums.h"

namespace otoscape::demo::picture {
namespace {

constexpr Ink kShell = ink(0x2f7f86), kRim = ink(0xcfd3da), kSkin = ink(0xefe9df),
              kBrass = ink(0xd9a83c);

// Dies away after a stroke: 1…0.
double ring(double since, double decay) { return since < 5.0 ? std::exp(-since / decay) : 0.0; }

void stand_pole(Canvas& canvas, Point top, Point foot) {
  canvas.begin(top).to(foot);
  canvas.stroke(ink(0x8b8f9a), 5.0);
  for (const double side : {-1.0, 1.0}) {
    canvas.begin(foot - Point{0, 26}).to(foot + Point{side * 26.0, 6});
    canvas.stroke(ink(0x6f737d), 4.0);
  }
}

// A drum seen from a little above: `at` is the middle of its skin.
void tub(Canvas& canvas, Point at, double across, double deep, double struck) {
  const double flat = 0.24 * across;
  canvas.box({at.x - across, at.y, 2 * across, deep});
  canvas.ellipse({at.x, at.y + deep}, across, flat);
  canvas.fill(Shade::along({at.x - across, 0}, {at.x + across, 0},
                           {{0.0, blend(kShell, ink(0x0a1014), 0.45)},
                            {0.3, blend(kShell, ink(0xffffff), 0.22)},
                            {1.0, blend(kShell, ink(0x0a1014), 0.6)}}));
  canvas.ellipse(at, across, flat);
  canvas.fill(blend(kSkin, ink(0xffffff), 0.5 * struck));
  canvas.ellipse(at + Point{0, 1.5}, across, flat);
  canvas.stroke(kRim, 5.0);
}

void cymbal(Canvas& canvas, Point at, double across, double swing) {
  const auto kept = canvas.scope();
  canvas.shift(at);
  canvas.turn(swing);
  canvas.ellipse({0, 0}, across, 0.15 * across);
  canvas.fill(Shade::along({-across, 0}, {across, 0},
                           {{0.0, blend(kBrass, ink(0x3a2408), 0.35)},
                            {0.4, blend(kBrass, ink(0xffffff), 0.45)},
                            {1.0, blend(kBrass, ink(0x3a2408), 0.5)}}));
  canvas.ellipse({0, -3}, 0.2 * across, 0.09 * across);
  canvas.fill(blend(kBrass, ink(0xffffff), 0.3));
}

void bass_drum(Canvas& canvas, double struck) {
  const Point at{0.0, 268.0};
  const double r = 92.0;
  canvas.circle(at, r + 10);
  canvas.fill(blend(kShell, ink(0x0a1014), 0.25));
  canvas.circle(at, r + 10);
  canvas.stroke(kRim, 4.0);
  canvas.circle(at, r * (1.0 + 0.012 * struck));
  canvas.fill(Shade::around(at, r,
                            {{0.0, blend(kSkin, ink(0xfff6df), struck)},
                             {0.75, kSkin},
                             {1.0, blend(kSkin, ink(0x8d8578), 0.6)}}));
  canvas.circle(at, 34);
  canvas.stroke(ink(0x9a3348), 7.0);
  canvas.circle(at, 52);
  canvas.stroke(ink(0x9a3348, 0.55), 4.0);
}

}  // namespace

void draw_drums(Canvas& canvas, const Drumming& drumming, double seconds) {
  using enum sound::Drum;
  const auto since = [&](sound::Drum drum) { return drumming.since(drum, seconds); };
  const auto swing = [](double s) {
    return 0.16 * ring(s, 0.55) * std::sin(kTurn * 2.4 * s + 0.4);
  };
  stand_pole(canvas, struck_at(crash) + Point{-14, 10}, {-176, 350});
  cymbal(canvas, struck_at(crash) + Point{-14, 6}, 78, -0.12 + swing(since(crash)));
  stand_pole(canvas, struck_at(closed_hat) + Point{14, 16}, {160, 350});
  const double open = ring(since(open_hat), 0.12) * 7.0;
  cymbal(canvas, struck_at(closed_hat) + Point{14, 14}, 50, 0.0);
  cymbal(canvas, struck_at(closed_hat) + Point{14, 7.0 - open}, 50, 0.4 * swing(since(open_hat)));
  bass_drum(canvas, ring(since(kick), 0.12));
  tub(canvas, struck_at(low_tom) + Point{-6, 4}, 62, 96, ring(since(low_tom), 0.1));
  tub(canvas, struck_at(high_tom) + Point{4, 2}, 44, 48, ring(since(high_tom), 0.1));
  tub(canvas, struck_at(snare) + Point{0, 3}, 52, 34, ring(since(snare), 0.1));
}

void draw_stool(Canvas& canvas) {
  canvas.ellipse({0, 196}, 58, 16);
  canvas.fill(ink(0x15131c));
}

}  // namespace otoscape::demo::picture
