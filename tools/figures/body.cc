// SPDX-License-Identifier: Apache-2.0
// Sounds of the body and of events, and one's own voice: body.svg and events.svg.

#include <cmath>
#include <complex>
#include <numbers>
#include <tuple>

#include "otoscape/body/own_voice.h"
#include "otoscape/body/sounds.h"
#include "otoscape/render/inside/body_sounds.h"
#include "tools/figures/figures.h"
#include "tools/figures/inside.h"

namespace otoscape::figures {
namespace {

constexpr Hertz kBodyRate{24000.0};
constexpr double kSeconds = 60.0;

// The left ear of a body at rest.
Signal body_alone(const scene::BodySetting& setting) {
  constexpr int kFrames = 64;
  scene::Keyframe point;
  point.body = setting;
  const scene::Arc arc({point});
  const render::quantum::QuantumClock clock{kBodyRate, kFrames, 0};
  render::inside::BodySounds sounds(arc, clock, 3);
  const scene::BodyLevels levels = arc.mix(Seconds(0.0)).body;
  const auto quanta = static_cast<std::int64_t>(kSeconds * kBodyRate.value()) / kFrames;
  Signal x(static_cast<std::size_t>(quanta * kFrames)), right(kFrames);
  for (std::int64_t quantum = 0; quantum < quanta; ++quantum) {
    float* left = x.data() + quantum * kFrames;
    sounds.add(quantum, levels, levels, PascalBlock({left, right.data()}, 2, kFrames));
  }
  return x;
}

Signal beats(bool film) {
  scene::BodySetting setting;
  setting.heart = Decibels(0);
  setting.film_heart = film;
  return body_alone(setting);
}

Signal breaths(bool mouth) {
  scene::BodySetting setting;
  setting.breath = Decibels(0);
  setting.mouth = mouth;
  return body_alone(setting);
}

Signal steps(scene::Floor floor) {
  scene::BodySetting setting;
  setting.thuds = Decibels(0);
  setting.floor = floor;
  return body_alone(setting);
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
      {breaths(false), Colour::blue, "breath, nose, 15 a minute"},
      {steps(scene::Floor::wood), Colour::green, "steps on wood, 100 a minute"},
      {steps(scene::Floor::gravel), Colour::grey, "steps on gravel"}};
  Plot spectra("Body sounds at 0 dB, bands of 1/6 octave", frequency_axis(20, 8000),
               linear_axis("dB SPL", 0.0, 60.0, 10.0));
  Plot levels("Level of 20 ms", linear_axis("time in s", 0.0, 4.0, 0.5),
              linear_axis("dB SPL", 10.0, 80.0, 10.0));
  for (const auto& [x, colour, name] : kSources) {
    spectra.line(sixth_octaves(x, kBodyRate, 20.0, 8000.0), colour, name);
    // The others lie in time as these.
    if (colour == Colour::orange || colour == Colour::grey) continue;
    const auto four = static_cast<std::ptrdiff_t>(4.0 * kBodyRate.value());
    levels.line(level_in_time(Signal(x.begin(), x.begin() + four), kBodyRate), colour, name);
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
