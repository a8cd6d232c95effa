// SPDX-License-Identifier: Apache-2.0
// What leads to the inner ear and what describes it: outer_middle_ear.svg, profile.svg and
// calibration.svg.

#include <cmath>

#include "otoscape/ear/fit.h"
#include "otoscape/hearing/presets.h"
#include "otoscape/loss/outer_middle_ear.h"
#include "otoscape/loss/outer_middle_ear_design.h"
#include "otoscape/units/calibration.h"
#include "otoscape/units/reference_threshold.h"
#include "tools/figures/figures.h"

namespace otoscape::figures {
namespace {

Points over_frequency(double from_hz, double to_hz, auto&& value) {
  Points points;
  for (double hz = from_hz; hz <= to_hz; hz *= std::exp2(1.0 / 48.0)) {
    points.push_back({hz, value(Hertz(hz))});
  }
  return points;
}

Points thresholds(const char* preset) {
  const auto profile = hearing::preset(preset);
  return over_frequency(125, 8000, [&](Hertz f) { return profile->left.air.at(f).value(); });
}

}  // namespace

std::vector<Plot> outer_middle_ear() {
  using loss::OuterMiddleEarDesign;
  Plot both("From a frontal free field to the inner ear", frequency_axis(),
            linear_axis("dB", -30.0, 15.0, 5.0));
  const auto design = OuterMiddleEarDesign::make(Hertz(48000));
  both.line(over_frequency(20, 20000, [&](Hertz f) { return design.response(f).value(); }),
            Colour::blue, "filter at 48 kHz");
  both.dashes(
      over_frequency(20, 20000, [](Hertz f) { return loss::outer_middle_ear_target(f).value(); }),
      Colour::vermilion, "wanted (ISO 532-2)");
  Plot error("Filter less wanted", frequency_axis(), linear_axis("dB", -3.0, 3.0, 1.0), 240.0);
  const std::pair<double, Colour> kRates[] = {
      {44100, Colour::vermilion}, {48000, Colour::blue}, {96000, Colour::green}};
  for (auto [rate_hz, colour] : kRates) {
    const auto at_rate = OuterMiddleEarDesign::make(Hertz(rate_hz));
    error.line(
        over_frequency(40, 16500,
                       [&](Hertz f) {
                         return (at_rate.response(f) - loss::outer_middle_ear_target(f)).value();
                       }),
        colour, std::to_string(static_cast<int>(rate_hz)) + " Hz");
  }
  return {both, error};
}

std::vector<Plot> profile() {
  Plot audiograms("Presets: thresholds of one ear", audiometric_axis(),
                  linear_axis("dB HL", 110.0, -10.0, 10.0), 330.0);
  const std::pair<const char*, Colour> kPresets[] = {{"N2", Colour::sky},
                                                     {"N4", Colour::blue},
                                                     {"N6", Colour::black},
                                                     {"S1", Colour::orange},
                                                     {"S2", Colour::vermilion},
                                                     {"early-noise-damage", Colour::purple},
                                                     {"age:60:male", Colour::green},
                                                     {"age:60:female", Colour::grey}};
  for (auto [name, colour] : kPresets) audiograms.line(thresholds(name), colour, name);
  Plot widening("Automatic widening of the auditory filters",
                linear_axis("sensorineural loss in dB HL", 0.0, 100.0, 10.0),
                linear_axis("factor, 1 = typical", 0.0, 5.0, 1.0), 240.0);
  Points lower, upper;
  for (double loss = 0.0; loss <= 100.0; loss += 1.0) {
    const auto w = ear::auto_widening(DbHl(loss));
    lower.push_back({loss, w.lower});
    upper.push_back({loss, w.upper});
  }
  widening.line(lower, Colour::blue, "lower skirt");
  widening.line(upper, Colour::vermilion, "upper skirt");
  return {audiograms, widening};
}

std::vector<Plot> calibration() {
  Plot plot("0 dB HL, and where it lies in a file", frequency_axis(),
            linear_axis("dB re a signal of RMS 1.0", -120.0, 0.0, 20.0), 330.0);
  const std::pair<Calibration, Colour> kKinds[] = {{Calibration::home(), Colour::blue},
                                                   {Calibration::cinema(), Colour::vermilion}};
  for (auto [kind, colour] : kKinds) {
    plot.line(over_frequency(
                  20, 18000,
                  [kind = kind](Hertz f) { return kind.to_fs(reference_threshold(f)).value(); }),
              colour, kind == Calibration::home() ? "home, fs = 91" : "cinema, fs = 108");
  }
  plot.level(Calibration::home().to_fs(DbSpl(65.0)).value(), "65 dB SPL at home");
  return {plot};
}

}  // namespace otoscape::figures
