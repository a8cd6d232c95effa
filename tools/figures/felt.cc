// SPDX-License-Identifier: Apache-2.0
// What is felt of tones, over frequency and over level: felt.svg.

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "otoscape/felt/felt_law.h"
#include "otoscape/felt/felt_path.h"
#include "tools/figures/figures.h"

namespace otoscape::figures {
namespace {

constexpr Hertz kFeltRate{12000.0};
constexpr int kQuantum = 16, kLatency = 96;
constexpr double kReferenceDb = 23.0;  // a programme at −23 LUFS

// Of a tone in both channels at a level in LU, at the left ear, in dB re the tone.
double felt_db(double hz, double lu, const felt::Levels& levels) {
  felt::FeltPath path({{kFeltRate, 2}, kQuantum, kLatency, 0},
                      {kReferenceDb, false, levels.water_lin > 0.0, 1});
  const double each = std::pow(10.0, (lu - kReferenceDb - 3.0103) / 20.0) * std::numbers::sqrt2;
  std::vector<float> in(kQuantum), left(kQuantum), right(kQuantum);
  double from = 0.0, to = 0.0;
  const int frames = static_cast<int>(2.0 * kFeltRate.value());
  for (int at = 0; at < frames; at += kQuantum) {
    for (int n = 0; n < kQuantum; ++n) {
      in[static_cast<std::size_t>(n)] = static_cast<float>(
          each * std::sin(2.0 * std::numbers::pi * hz * (at + n) / kFeltRate.value()));
    }
    path.process(FullScaleBlock({in.data(), in.data()}, 2, kQuantum), levels, levels,
                 FullScaleBlock({left.data(), right.data()}, 2, kQuantum));
    if (at < frames / 2) continue;
    for (const float x : in) from += static_cast<double>(x) * x;
    for (const float x : left) to += static_cast<double>(x) * x;
  }
  return 10.0 * std::log10(to / from + 1e-30);
}

Points over_frequency(double lu, const felt::Levels& levels) {
  Points points;
  for (double hz = 20.0; hz <= 1000.0; hz *= std::exp2(1.0 / 8.0)) {
    points.push_back({hz, felt_db(hz, lu, levels)});
  }
  return points;
}

}  // namespace

std::vector<Plot> felt_sound() {
  Plot frequency("What is felt of a tone in both channels, re the tone",
                 frequency_axis(20.0, 1000.0), linear_axis("dB", -110.0, -10.0, 20.0), 340.0);
  for (const auto& [lu, colour] : {std::pair{12.0, Colour::vermilion},
                                   {6.0, Colour::orange},
                                   {0.0, Colour::green},
                                   {-10.0, Colour::blue}}) {
    const std::string level = (lu > 0.0   ? "+"
                               : lu < 0.0 ? "−"
                                          : "") +
                              std::to_string(static_cast<int>(std::abs(lu))) + " LU";
    frequency.line(over_frequency(lu, {1.0, 0.0}), colour, "body, " + level);
  }
  frequency.dashes(over_frequency(-10.0, {1.0, 1.0}), Colour::blue, "water, −10 LU");
  Plot level("Gain over the level of a band", linear_axis("level in LU", -40.0, 20.0, 10.0),
             linear_axis("dB", -80.0, -20.0, 10.0), 300.0);
  const std::pair<Colour, const char*> names[] = {{Colour::vermilion, "28–62 Hz"},
                                                  {Colour::green, "62–125 Hz"},
                                                  {Colour::blue, "125–250 Hz"},
                                                  {Colour::grey, "water, below 620 Hz"}};
  for (std::size_t law = 0; law <= felt::kBands; ++law) {
    Points points;
    for (double e = -40.0; e <= 20.0; e += 0.5) points.push_back({e, felt::gain_db(law, e, false)});
    level.line(points, names[law].first, names[law].second);
  }
  return {frequency, level};
}

}  // namespace otoscape::figures
