// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/film/waveform.h"

#include <algorithm>
#include <cmath>

#include "apps/demo/sound/levels.h"
#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::film {
namespace {

constexpr Colour kBackground{0x10, 0x14, 0x1a};
constexpr Colour kGrid{0x2a, 0x32, 0x3c};
constexpr Colour kTalkColour{0x74, 0xc0, 0xfc};
constexpr Colour kBandColour{0xff, 0xb4, 0x54};
constexpr Colour kPartyColour{0xd0, 0x9a, 0xf0};
constexpr Colour kStreetColour{0x7f, 0xd1, 0xae};
constexpr Colour kRoomColour{0x8a, 0x97, 0xa6};
constexpr int kMiddle = kStripHeight / 2;

Colour colour_at(double s) {
  if (s < sound::kTalkStart || s >= sound::kOffStart) return kRoomColour;
  if (s >= sound::kStreetStart) return kStreetColour;
  if (s >= sound::kPartyStart) return kPartyColour;
  return s >= sound::kBandStart && s < sound::kTestStart ? kBandColour : kTalkColour;
}

// Colours a column from the middle to `height`, its last pixel in part.
void column(Image& strip, int x, double height, int direction, Colour colour) {
  for (int k = 0; k < kMiddle && k < height; ++k) {
    const int y = direction < 0 ? kMiddle - 1 - k : kMiddle + k;
    strip.at(x, y) = blend(strip.at(x, y), colour, std::min(1.0, height - k));
  }
}

void draw_ear(Image& strip, const sound::Mono& sound, int direction) {
  const std::size_t step = sound::kRate / kStripPixelsPerSecond;
  for (std::size_t n = 0; n + step <= sound.size(); n += step) {
    double peak = 0.0, power = 0.0;
    for (std::size_t k = n; k < n + step; ++k) {
      const double square = static_cast<double>(sound[k]) * sound[k];
      peak = std::max(peak, square);
      power += square / static_cast<double>(step);
    }
    const int x = kStripLead + static_cast<int>(n / step);
    const Colour colour = colour_at(static_cast<double>(n) / sound::kRate);
    column(strip, x, strip_height(sound::level_of(peak).value()), direction,
           blend(kBackground, colour, 0.38));
    column(strip, x, strip_height(sound::level_of(power).value()), direction, colour);
  }
}

}  // namespace

double strip_height(double db_spl) {
  return std::max(1.0, (db_spl - kStripLowest) / (kStripHighest - kStripLowest) * kMiddle);
}

Image draw_waveform(const sound::Stereo& sound) {
  const int width = 2 * kStripLead + static_cast<int>(sound::kSceneLength * kStripPixelsPerSecond);
  Image strip(width, kStripHeight, kBackground);
  for (const double level : {40.0, 65.0, 80.0}) {
    const int up = static_cast<int>(strip_height(level));
    for (int x = 0; x < width; ++x)
      strip.at(x, kMiddle - 1 - up) = strip.at(x, kMiddle + up) = kGrid;
  }
  draw_ear(strip, sound.left, -1);
  draw_ear(strip, sound.right, +1);
  return strip;
}

}  // namespace otoscape::demo::film
