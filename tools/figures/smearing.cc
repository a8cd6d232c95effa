// SPDX-License-Identifier: Apache-2.0
// Smearing over frequency and over time: smearing.svg and temporal_smearing.svg.

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/bank/gammatone_bank.h"
#include "otoscape/base/arena.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/ear/fit.h"
#include "otoscape/loss/smearing_design.h"
#include "otoscape/loss/spectral_smearing.h"
#include "tools/figures/figures.h"
#include "tools/figures/signals.h"

namespace otoscape::figures {
namespace {

using std::numbers::pi;

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

// Mean level of every band of the bank for a steady tone after the running stage.
Points pattern(const loss::SmearingMatrix* matrix) {
  constexpr int kHop = 64, kHops = 600, kFrom = 200;
  const StreamSpec spec{Hertz(kRateHz), 1};
  const auto design = bank::GammatoneDesign::make(Hertz(kRateHz));
  Arena arena;
  loss::SpectralSmearing stage;
  stage.prepare(spec, arena);
  stage.start_with({matrix, matrix});
  bank::GammatoneBank bands;
  bands.prepare(design, spec, kHop, false, arena);
  Signal x = tone(1000.0, 1.0, kHop * kHops), unsmeared(kHop);
  std::vector<double> power(design.bands.size());
  for (std::size_t hop = 0; hop < kHops; ++hop) {
    const PascalBlock block({x.data() + kHop * hop, nullptr}, 1, kHop);
    stage.process(block, {{unsmeared.data(), nullptr}, 1, kHop});
    bands.analyse(block);
    if (hop < kFrom) continue;
    for (std::size_t k = 0; k < power.size(); ++k) power[k] += bands.levels().power[k];
  }
  Points points;
  for (std::size_t k = 1; k < power.size(); ++k) {
    const double mean = power[k] / (kHops - kFrom) / design.bands[k].tone_power;
    points.push_back({design.bands[k].centre_hz, 10.0 * std::log10(mean + 1e-20)});
  }
  return points;
}

Plot patterns() {
  Plot plot("The same tone, steady: level in each band of a typical ear",
            frequency_axis(100, 10000), linear_axis("dB re the tone", -80.0, 10.0, 10.0), 290.0);
  const loss::SmearingBasis basis{Hertz(kRateHz)};
  for (const Loss& loss : kLosses) {
    const auto matrix = basis.make(widening(loss));
    plot.line(pattern(loss.db_hl > 0 ? matrix.get() : nullptr), loss.colour, words(loss));
  }
  return plot;
}

}  // namespace

std::vector<Plot> spectral_smearing() { return {slices(), patterns()}; }

std::vector<Plot> temporal_smearing() {
  Signal x = tone(1000.0, 0.1, static_cast<int>(0.6 * kRateHz));
  for (std::size_t n = 0; n < x.size(); ++n) {
    const double ms = 1000.0 * static_cast<double>(n) / kRateHz;
    if (ms < 100.0 || (ms > 250.0 && ms < 300.0) || ms > 450.0) x[n] *= 0.01f;
  }
  Plot plot("A 1 kHz tone with a gap of 50 ms, 40 dB deep", linear_axis("ms", 50.0, 550.0, 50.0),
            linear_axis("level in dB re the tone", -50.0, 10.0, 10.0), 330.0);
  const std::pair<double, Colour> kWindows[] = {
      {0.0, Colour::black}, {0.01, Colour::blue}, {0.03, Colour::green}, {0.1, Colour::vermilion}};
  for (auto [seconds, colour] : kWindows) {
    render::RenderParams params;
    params.temporal_window = Seconds(seconds);
    Points level = level_over_time(hear(x, {}, params), 96, 24);
    for (Point& p : level) p.y += 20.0 + 3.0103;  // re the tone of amplitude 0.1
    const std::string ms = std::to_string(static_cast<int>(std::lround(1000.0 * seconds)));
    plot.line(level, colour, seconds > 0.0 ? "window of " + ms + " ms" : "off (the input)");
  }
  return {plot};
}

}  // namespace otoscape::figures
