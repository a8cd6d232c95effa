// SPDX-License-Identifier: Apache-2.0
// Smearing over frequency and over time: smearing.svg and temporal_smearing.svg.

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "otoscape/base/arena.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/dsp/matrix_product.h"
#include "otoscape/ear/fit.h"
#include "otoscape/loss/smearing_design.h"
#include "otoscape/loss/spectral_smearing.h"
#include "tools/figures/figures.h"
#include "tools/figures/signals.h"

namespace otoscape::figures {
namespace {

struct Loss {
  double db_hl;
  Colour colour;
};
constexpr Loss kLosses[] = {
    {0, Colour::black}, {25, Colour::blue}, {45, Colour::green}, {70, Colour::vermilion}};

std::string words(const Loss& loss) {
  return std::to_string(static_cast<int>(loss.db_hl)) + " dB HL";
}

loss::SmearingParams widening(const Loss& loss) {
  const auto w = ear::auto_widening(DbHl(loss.db_hl));
  loss::SmearingParams params;
  params.lower.fill(static_cast<float>(w.lower));
  params.upper.fill(static_cast<float>(w.upper));
  return params;
}

// Power spectrum of one slice of a 1 kHz tone.
dsp::Matrix slice_of_tone(const loss::SmearingFrame& frame, int bins) {
  Arena arena;
  dsp::Fft fft;
  fft.prepare(frame.transform_size, arena);
  const auto size = static_cast<std::size_t>(frame.transform_size);
  const auto re = arena.take<float>(size), im = arena.take<float>(size);
  const auto window = loss::smearing_window(frame);
  const Signal x = tone(1000.0, 1.0, frame.window_frames);
  for (std::size_t n = 0; n < window.size(); ++n) re[n] = x[n] * window[n];
  fft.forward(re, im);
  dsp::Matrix power(bins, 1);
  for (int k = 0; k < bins; ++k) {
    const auto at = static_cast<std::size_t>(k);
    power(k, 0) = static_cast<double>(re[at]) * re[at] + static_cast<double>(im[at]) * im[at];
  }
  return power;
}

Plot slices() {
  Plot plot("One 5.3 ms slice of a 1 kHz tone, as the smearing matrix leaves it",
            linear_axis("frequency in Hz", 0.0, 4000.0, 500.0),
            linear_axis("dB re the tone's peak", -60.0, 0.0, 10.0), 290.0);
  const loss::SmearingBasis basis{Hertz(kRateHz)};
  for (const Loss& loss : kLosses) {
    const dsp::Matrix matrix = basis.dense(widening(loss));
    const dsp::Matrix power = slice_of_tone(basis.frame(), matrix.rows());
    const dsp::Matrix smeared = dsp::product(matrix, power);
    double peak = 0.0;
    for (int k = 0; k < power.rows(); ++k) peak = std::max(peak, power(k, 0));
    Points points;
    for (int k = 0; k < smeared.rows(); ++k) {
      const double hz = k * kRateHz / basis.frame().transform_size;
      points.push_back({hz, 10.0 * std::log10(std::max(smeared(k, 0), 1e-12) / peak)});
    }
    plot.line(points, loss.colour, words(loss));
  }
  return plot;
}

// Noise of equal power everywhere but between 1 and 2 kHz, repeating every 8192 frames.
Signal notched_noise(int frames) {
  constexpr std::size_t kPeriod = 8192;
  Arena arena;
  dsp::Fft fft;
  fft.prepare(kPeriod, arena);
  const auto re = arena.take<float>(kPeriod), im = arena.take<float>(kPeriod);
  std::mt19937 random(1);
  std::uniform_real_distribution<double> turn(0.0, 2.0 * std::numbers::pi);
  for (std::size_t k = 1; k < kPeriod / 2; ++k) {
    const double hz = static_cast<double>(k) * kRateHz / kPeriod, phase = turn(random);
    if (hz >= 1000.0 && hz <= 2000.0) continue;
    re[k] = static_cast<float>(0.01 * std::cos(phase));
    im[k] = static_cast<float>(0.01 * std::sin(phase));
  }
  fft.inverse(re, im);
  Signal x(static_cast<std::size_t>(frames));
  for (std::size_t n = 0; n < x.size(); ++n) x[n] = re[n % kPeriod];
  return x;
}

// The running stage on `x`, a hop at a time.
Signal smeared(Signal x, const loss::SmearingMatrix* matrix) {
  constexpr std::size_t kHop = 64;
  Arena arena;
  loss::SpectralSmearing stage;
  stage.prepare({Hertz(kRateHz), 1}, arena);
  stage.start_with({matrix, matrix});
  Signal unsmeared(kHop);
  for (std::size_t n = 0; n + kHop <= x.size(); n += kHop) {
    stage.process({{x.data() + n, nullptr}, 1, kHop}, {{unsmeared.data(), nullptr}, 1, kHop});
  }
  return x;
}

double at(const Points& points, double x) {
  return std::ranges::lower_bound(points, x, {}, &Point::x)->y;
}

Plot notches() {
  Plot plot("Steady noise without 1 to 2 kHz, as the running stage leaves it",
            frequency_axis(200, 10000), linear_axis("dB re the noise", -40.0, 10.0, 10.0), 290.0);
  const loss::SmearingBasis basis{Hertz(kRateHz)};
  const Signal noise = notched_noise(64 * 3000);
  double level_db = 0.0;
  for (const Loss& loss : kLosses) {
    const auto matrix = basis.make(widening(loss));
    Points points = density(smeared(noise, loss.db_hl > 0 ? matrix.get() : nullptr));
    if (loss.db_hl <= 0) level_db = at(points, 4000.0);
    for (Point& p : points) p.y -= level_db;
    plot.line(points, loss.colour, words(loss));
  }
  return plot;
}

Plot tone_lines() {
  Plot plot("What a steady tone's own line loses", frequency_axis(100, 10000),
            linear_axis("dB", -8.0, 1.0, 1.0), 240.0);
  const loss::SmearingBasis basis{Hertz(kRateHz)};
  for (const Loss& loss : kLosses) {
    const auto matrix = basis.make(widening(loss));
    Points points;
    for (double hz = 100.0; hz <= 10000.0; hz *= std::exp2(1.0 / 6.0)) {
      const Signal x = tone(hz, std::sqrt(2.0), 64 * 600);
      points.push_back(
          {hz, line_level_db(smeared(x, loss.db_hl > 0 ? matrix.get() : nullptr), hz)});
    }
    plot.line(points, loss.colour, words(loss));
  }
  return plot;
}

}  // namespace

std::vector<Plot> spectral_smearing() { return {slices(), notches(), tone_lines()}; }

std::vector<Plot> temporal_smearing() {
  constexpr double kRunInMs = 600.0;  // until the longest window has settled
  Signal x = tone(1000.0, 0.1, static_cast<int>(1.2 * kRateHz));
  for (std::size_t n = 0; n < x.size(); ++n) {
    const double ms = 1000.0 * static_cast<double>(n) / kRateHz - kRunInMs;
    if (ms < 100.0 || (ms > 250.0 && ms < 300.0) || ms > 450.0) x[n] *= 0.1f;
  }
  Plot plot("A 1 kHz tone with a gap of 50 ms, 20 dB deep", linear_axis("ms", 50.0, 550.0, 50.0),
            linear_axis("level in dB re the tone", -30.0, 5.0, 5.0), 330.0);
  const std::pair<double, Colour> kWindows[] = {
      {0.0, Colour::black}, {0.01, Colour::blue}, {0.03, Colour::green}, {0.1, Colour::vermilion}};
  for (auto [seconds, colour] : kWindows) {
    render::RenderParams params;
    params.temporal_window = Seconds(seconds);
    Points level = level_over_time(hear(x, {}, params), 96, 48);
    std::erase_if(level, [&](Point p) { return p.x < kRunInMs; });
    for (Point& p : level) p = {p.x - kRunInMs, p.y + 23.0103};  // re the tone
    const std::string ms = std::to_string(static_cast<int>(std::lround(1000.0 * seconds)));
    plot.line(level, colour, seconds > 0.0 ? "window of " + ms + " ms" : "off (the input)");
  }
  return {plot};
}

}  // namespace otoscape::figures
