// SPDX-License-Identifier: Apache-2.0
// The whole renderer: guard.svg, audibility.svg and latency.svg.

#include <cmath>
#include <numbers>
#include <random>

#include "otoscape/base/arena.h"
#include "otoscape/hearing/presets.h"
#include "otoscape/render/quantum/guard.h"
#include "otoscape/units/reference_threshold.h"
#include "tools/figures/figures.h"
#include "tools/figures/signals.h"

namespace otoscape::figures {
namespace {

struct Guarded {
  Signal in, out, gain;  // in: as late as out
};

// A tone of −6 dB that jumps by 12 dB for 10 ms. The second channel is constant, so that it shows
// the gain.
Guarded guarded() {
  constexpr int kQuantum = 64, kQuanta = 600;
  constexpr float kConstant = 0.01f;
  Arena arena;
  render::quantum::Guard guard;
  guard.prepare({Hertz(kRateHz), 2}, kQuantum, arena);
  Guarded result{tone(400.0, 0.5, kQuantum * kQuanta), {}, {}};
  for (std::size_t n = 960; n < 1440; ++n) result.in[n] *= 4.0f;
  result.out = result.in;
  result.gain.assign(result.in.size(), kConstant);
  for (std::size_t n = 0; n < result.out.size(); n += kQuantum) {
    guard.process({{result.out.data() + n, result.gain.data() + n}, 2, kQuantum});
  }
  for (float& g : result.gain) g /= kConstant;
  const auto late = static_cast<std::ptrdiff_t>(guard.latency().value());
  result.out.erase(result.out.begin(), result.out.begin() + late);
  result.gain.erase(result.gain.begin(), result.gain.begin() + late);
  return result;
}

Points over_ms(const Signal& x, double first_ms, double end_ms, int step, auto&& value) {
  Points points;
  const auto frame = [](double ms) { return static_cast<std::size_t>(ms / 1000.0 * kRateHz); };
  for (std::size_t n = frame(first_ms); n < std::min(frame(end_ms), x.size());
       n += static_cast<std::size_t>(step)) {
    points.push_back({1000.0 * static_cast<double>(n) / kRateHz, value(x[n])});
  }
  return points;
}

// Noise with a long-term spectrum like speech: flat to 500 Hz, falling by 6 to 9 dB an octave
// above.
Signal speech_like(int frames, double rms) {
  std::mt19937 random(1);
  std::normal_distribution<float> gauss(0.0f, 1.0f);
  Signal x(static_cast<std::size_t>(frames));
  double low = 0.0, lower = 0.0, rumble = 0.0, sum = 0.0;
  const auto part = [](double hz) {
    return 1.0 - std::exp(-2.0 * std::numbers::pi * hz / kRateHz);
  };
  for (float& v : x) {
    low += part(600.0) * (gauss(random) - low);
    lower += part(4000.0) * (low - lower);
    rumble += part(120.0) * (lower - rumble);
    v = static_cast<float>(lower - rumble);
    sum += static_cast<double>(v) * v;
  }
  const double scale = rms / std::sqrt(sum / frames);
  for (float& v : x) v *= static_cast<float>(scale);
  return x;
}

Points in_db_spl(Points points, Calibration calibration) {
  for (Point& p : points) p.y = calibration.to_spl(DbFs(p.y)).value();
  return points;
}

}  // namespace

std::vector<Plot> guard() {
  const Guarded run = guarded();
  const auto as_is = [](float v) { return static_cast<double>(v); };
  Plot wave("A 400 Hz tone that jumps by 12 dB for 10 ms, ceiling \u22121 dBTP",
            linear_axis("ms", 10.0, 40.0, 5.0), linear_axis("sample value", -2.0, 2.0, 0.5), 290.0);
  wave.line(over_ms(run.in, 10, 40, 1, as_is), Colour::grey, "before");
  wave.line(over_ms(run.out, 10, 40, 1, as_is), Colour::blue, "after");
  const double ceiling = to_amplitude(Decibels(-1.0));
  wave.level(ceiling, "\u22121 dBTP");
  wave.level(-ceiling, "");
  Plot gain("Gain", linear_axis("ms", 0.0, 800.0, 100.0), linear_axis("dB", -10.0, 2.0, 2.0),
            220.0);
  gain.line(over_ms(run.gain, 0, 799, 16, [](float g) { return from_amplitude(g).value(); }),
            Colour::blue, "gain");
  return {wave, gain};
}

std::vector<Plot> audibility() {
  const Calibration calibration = Calibration::home();
  const double rms = to_amplitude(Decibels(calibration.to_fs(DbSpl(65.0)).value()));
  const Signal x = speech_like(static_cast<int>(4 * kRateHz), rms);
  Plot plot("Noise with a spectrum like speech, 65 dB SPL, in third octaves",
            frequency_axis(50, 20000), linear_axis("dB SPL", -20.0, 70.0, 10.0), 360.0);
  const std::pair<const char*, Colour> kListeners[] = {{"normal", Colour::black},
                                                       {"N2", Colour::blue},
                                                       {"N3", Colour::green},
                                                       {"S2", Colour::orange},
                                                       {"N4", Colour::vermilion}};
  for (auto [name, colour] : kListeners) {
    const Signal y = hear(x, *hearing::preset(name), {.calibration = calibration});
    plot.line(in_db_spl(third_octaves(y), calibration), colour, name);
  }
  Points threshold;
  for (double hz = 50.0; hz <= 18000.0; hz *= 1.03) {
    threshold.push_back({hz, reference_threshold(Hertz(hz)).value()});
  }
  plot.dashes(threshold, Colour::grey, "0 dB HL (tones)");
  return {plot};
}

std::vector<Plot> latency() {
  Plot plot("A click through the renderer at 48 kHz, loss of 25 dB HL",
            linear_axis("frames after the click", 500.0, 570.0, 10.0),
            linear_axis("sample value", -0.01, 0.04, 0.01));
  const std::pair<bool, Colour> kWays[] = {{false, Colour::blue}, {true, Colour::vermilion}};
  for (auto [smearing, colour] : kWays) {
    render::Renderer renderer({Hertz(kRateHz), 1}, flat_loss(25.0), {.smearing = smearing});
    Signal x(2048);
    x[0] = 0.5f;
    renderer.process(FullScaleBlock({x.data(), nullptr}, 1, 2048), {{x.data(), nullptr}, 1, 2048});
    Points points;
    for (std::size_t n = 500; n <= 570; ++n) points.push_back({static_cast<double>(n), x[n]});
    plot.line(points, colour, smearing ? "smearing on" : "smearing off");
    if (smearing) continue;
    const auto late = renderer.latency().value();
    plot.moment(static_cast<double>(late), "latency(): " + std::to_string(late) + " frames");
  }
  return {plot};
}

}  // namespace otoscape::figures
