// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/titles.h"

#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::picture {
namespace {

constexpr double kShown = 3.4;  // s
constexpr Ink kBright = ink(0xfffaf0), kMuted = ink(0xe9dcc8);

// How much time has gone by at a cut.
struct Gap {
  double at_s;
  std::string_view words;
};
constexpr Gap kGaps[] = {{8.4, "days later"},
                         {sound::kSwitchOnStart, "months later"},
                         {sound::kStreetStart, "three months later"}};

// Fades in and out in less than half a second.
double shown(double start_s, double end_s, double seconds) {
  return ease(start_s, start_s + 0.4, seconds) * (1.0 - ease(end_s - 0.4, end_s, seconds));
}

void write(Canvas& canvas, Canvas::Words words, double shown_part) {
  if (shown_part <= 0.0) return;
  const Ink light = words.ink;
  words.ink = ink(0x07060c, 0.75 * shown_part);
  words.at = words.at + Point{0.0, 2.0};
  canvas.write(words);
  words.ink = light.faint(shown_part);
  words.at = words.at - Point{0.0, 2.0};
  canvas.write(words);
}

}  // namespace

void draw_titles(Canvas& canvas, double seconds) {
  if (const double opening = shown(0.5, sound::kTalkStart, seconds); opening > 0.0) {
    write(canvas, {"One rehearsal", {64, 120}, 64, kBright, true}, opening);
    write(canvas, {"then a test, a voice, a party and a street", {66, 162}, 26, kMuted}, opening);
    write(canvas, {"drawn, played and spoken by software", {66, 200}, 20, kMuted.faint(0.85)},
          opening);
  }
  for (const sound::Section& section : sound::kSections) {
    const double start = section.start_s == 0.0 ? sound::kTalkStart : section.start_s;
    const double part = shown(start, start + kShown, seconds);
    if (part <= 0.0) continue;
    canvas.glow({200, 90}, 640, 230, ink(0x0c0914, 0.46 * part));  // letters stand out from it
    write(canvas, {section.title, {56, 84}, 40, kBright, true}, part);
    write(canvas, {section.level, {58, 116}, 22, kMuted}, part);
  }
  for (const Gap& gap : kGaps)
    write(canvas, {gap.words, {58, 44}, 20, kMuted}, shown(gap.at_s, gap.at_s + kShown, seconds));
}

}  // namespace otoscape::demo::picture
