// SPDX-License-Identifier: Apache-2.0
// The five families of ringing: ringing.svg.

#include "otoscape/tinnitus/ringing_voice.h"
#include "tools/figures/figures.h"
#include "tools/figures/inside.h"

namespace otoscape::figures {
namespace {

using tinnitus::Family;

struct Drawn {
  Family family;
  double hz, oct;
  Colour colour;
  const char* name;
};
constexpr Drawn kFamilies[] = {
    {Family::tone, 6000.0, 0.0, Colour::black, "tone"},
    {Family::noise, 6000.0, 1.0 / 3.0, Colour::blue, "noise"},
    {Family::pulsatile, 180.0, 1.0, Colour::vermilion, "pulsatile"},
    {Family::low_fluctuating, 250.0, 1.0, Colour::green, "low-fluctuating"},
    {Family::crickets, 5000.0, 1.0 / 12.0, Colour::purple, "crickets"}};

constexpr Hertz kRate{kRateHz};
constexpr int kTick = 64;

// At 50 dB SPL, 70 beats a minute.
Signal ring(const Drawn& drawn, double seconds) {
  tinnitus::RingingSpan span;
  span.ticks = static_cast<std::int64_t>(seconds * kRateHz / kTick);
  span.pitch_from_hz = span.pitch_to_hz = drawn.hz;
  span.width_from_oct = span.width_to_oct = drawn.oct;
  span.level_from_db_spl = span.level_to_db_spl = 50.0;
  const tinnitus::RingingVoice voice(kRate, kTick, {drawn.family, 2, false, false, {span}});
  Signal x(static_cast<std::size_t>(span.ticks) * kTick);
  for (std::int64_t tick = 0; tick < span.ticks; ++tick) {
    constexpr double kBeats = 70.0 / 60.0 * kTick / kRateHz;  // in a tick
    const double cycles = kBeats * static_cast<double>(tick);
    voice.add(tick, {1.0f, 1.0f, cycles, cycles + kBeats},
              std::span(x).subspan(static_cast<std::size_t>(tick) * kTick, kTick));
  }
  return x;
}

}  // namespace

std::vector<Plot> ringing() {
  Plot spectra("Each family at 50 dB SPL, bands of 1/6 octave", frequency_axis(50, 20000),
               linear_axis("dB SPL", -10.0, 60.0, 10.0));
  Plot levels("How they move: level of 20 ms", linear_axis("time in s", 0.0, 3.0, 0.5),
              linear_axis("dB SPL", 20.0, 70.0, 10.0));
  for (const Drawn& drawn : kFamilies) {
    spectra.line(sixth_octaves(ring(drawn, 30.0), kRate, 50.0, 20000.0), drawn.colour, drawn.name);
    levels.line(level_in_time(ring(drawn, 3.0), kRate), drawn.colour, drawn.name);
  }
  return {spectra, levels};
}

}  // namespace otoscape::figures
