// SPDX-License-Identifier: Apache-2.0
// Sounds of the body and of events, and one's own voice: body.svg and events.svg.

#include <cmath>
#include <complex>
#include <numbers>
#include <tuple>

#include "otoscape/body/breath.h"
#include "otoscape/body/own_voice.h"
#include "otoscape/body/shots.h"
#include "otoscape/body/sounds.h"
#include "tools/figures/figures.h"
#include "tools/figures/inside.h"

namespace otoscape::figures {
namespace {

constexpr Hertz kBodyRate{8192.0};  // so that lines lie a hertz apart
constexpr double kSeconds = 60.0;

Signal beats(bool film) {
  constexpr double kPeriod = 60.0 / 70.0;
  std::vector<body::Shot> first, second;
  for (double t = 0.0; t < kSeconds; t += kPeriod) {
    const double later = t + body::kSecondSoundAfter * std::sqrt(kPeriod);
    first.push_back({std::llround(t * kBodyRate.value())});
    second.push_back({std::llround(later * kBodyRate.value())});
  }
  const auto heart = body::heart_sounds(kBodyRate, film);
  Signal x(static_cast<std::size_t>(kSeconds * kBodyRate.value()));
  body::Shots(heart.first, first).add(0, 1.0f, 1.0f, x);
  body::Shots(heart.second, second).add(0, 1.0f, 1.0f, x);
  return x;
}

Signal steps() {
  std::vector<body::Shot> at;
  for (double t = 0.0; t < kSeconds; t += 0.6) at.push_back({std::llround(t * kBodyRate.value())});
  Signal x(static_cast<std::size_t>(kSeconds * kBodyRate.value()));
  body::Shots(body::thud_sound(kBodyRate), at).add(0, 1.0f, 1.0f, x);
  return x;
}

Signal breaths() {
  std::vector<body::BreathCycle> cycles;
  const auto cycle = static_cast<std::int64_t>(4.0 * kBodyRate.value());
  for (std::int64_t n = 0; n < 15; ++n) cycles.push_back({n * cycle, cycle});
  Signal x(static_cast<std::size_t>(kSeconds * kBodyRate.value()));
  body::Breath(kBodyRate, 3, cycles).add(0, 1.0f, 1.0f, x);
  return x;
}

// What a stage makes of a unit impulse, in dB over frequency.
Points response(auto&& process) {
  Signal h(1 << 15);
  h[0] = 1.0f;
  process(PascalBlock({h.data(), nullptr}, 1, static_cast<int>(h.size())));
  Points points;
  for (double hz = 50.0; hz <= 10000.0; hz *= std::exp2(1.0 / 24.0)) {
    std::complex<double> sum = 0.0;
    for (std::size_t n = 0; n < h.size(); ++n) {
      const double turns = hz * static_cast<double>(n) / kRateHz;
      sum += std::polar(static_cast<double>(h[n]), -2.0 * std::numbers::pi * turns);
    }
    points.push_back({hz, from_amplitude(std::abs(sum)).value()});
  }
  return points;
}

Points wave(const Signal& x, double to_ms) {
  Points points;
  for (std::size_t n = 0; n < x.size() && static_cast<double>(n) < to_ms * 48.0; ++n) {
    points.push_back({static_cast<double>(n) / 48.0, static_cast<double>(x[n])});
  }
  return points;
}

}  // namespace

std::vector<Plot> body_sounds() {
  const std::tuple<Signal, Colour, const char*> kSources[] = {
      {beats(false), Colour::vermilion, "heart, 70 a minute"},
      {beats(true), Colour::orange, "heart, film"},
      {breaths(), Colour::blue, "breath, 15 a minute"},
      {steps(), Colour::green, "footfalls, 100 a minute"}};
  Plot spectra("Body sounds at 0 dB, bands of 1/6 octave", frequency_axis(20, 2000),
               linear_axis("dB SPL", 0.0, 60.0, 10.0));
  Plot levels("Level of 20 ms", linear_axis("time in s", 0.0, 4.0, 0.5),
              linear_axis("dB SPL", 10.0, 80.0, 10.0));
  for (const auto& [x, colour, name] : kSources) {
    spectra.line(sixth_octaves(x, kBodyRate, 20.0, 2000.0), colour, name);
    if (colour == Colour::orange) continue;  // in time as the other heart
    levels.line(level_in_time(Signal(x.begin(), x.begin() + (4 << 13)), kBodyRate), colour, name);
  }
  Plot voice("One's own voice, and an ear that is shut", frequency_axis(50, 10000),
             linear_axis("dB", -50.0, 30.0, 10.0));
  Arena arena;
  const StreamSpec spec{Hertz(kRateHz), 1};
  body::BoneLeg bone;
  body::FeltVoice felt;
  body::Occlusion occlusion;
  bone.prepare(spec, arena);
  felt.prepare(spec, arena);
  occlusion.prepare(spec, 1 << 15, arena);
  voice.line(response([&](PascalBlock x) { bone.process(x); }), Colour::blue, "bone leg");
  voice.line(response([&](PascalBlock x) { felt.process(x); }), Colour::green, "felt");
  voice.line(response([&](PascalBlock x) {
               occlusion.process(x, {1, 1}, {1, 1});
             }),
             Colour::vermilion, "occlusion");
  return {spectra, levels, voice};
}

std::vector<Plot> events() {
  Plot pop("A pop", linear_axis("time in ms", 0.0, 100.0, 10.0),
           linear_axis("of its peak", -1.0, 1.0, 0.5), 240.0);
  pop.line(wave(body::pop_sound(Hertz(kRateHz)), 100.0), Colour::blue);
  const auto sound = body::blast_sound(Hertz(kRateHz), 1);
  Plot blast("The start of a blast", linear_axis("time in ms", 0.0, 30.0, 5.0),
             linear_axis("of its ceiling", -1.0, 1.0, 0.5), 240.0);
  blast.line(wave(sound, 30.0), Colour::vermilion);
  Plot tail("The blast dies away: level of 20 ms", linear_axis("time in s", 0.0, 3.0, 0.5),
            linear_axis("dB re its ceiling", -70.0, 0.0, 10.0), 240.0);
  Points points = level_in_time(sound, Hertz(kRateHz));
  for (Point& p : points) p.y -= 93.98;  // of a peak of 1 pascal
  tail.line(points, Colour::vermilion);
  return {pop, blast, tail};
}

}  // namespace otoscape::figures
