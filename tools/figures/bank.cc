// SPDX-License-Identifier: Apache-2.0
// The filter bank and the level its bands see: bank.svg and band_level.svg.

#include <cmath>

#include "otoscape/bank/gammatone_design.h"
#include "otoscape/base/arena.h"
#include "otoscape/ear/acoustic_path.h"
#include "otoscape/units/reference_threshold.h"
#include "tools/figures/figures.h"
#include "tools/figures/signals.h"

namespace otoscape::figures {
namespace {

double db(std::complex<double> response) { return from_amplitude(std::abs(response)).value(); }

Points sweep(double from_hz, double to_hz, double steps_per_octave, auto&& value) {
  Points points;
  for (double hz = from_hz; hz <= to_hz; hz *= std::exp2(1.0 / steps_per_octave)) {
    points.push_back({hz, value(hz)});
  }
  return points;
}

// What a pair of ears does to a tone of 70 dB HL, in dB HL.
double heard_through(const ear::AcousticDesigner& designer, const ear::AcousticDesign& design,
                     double hz) {
  Arena arena;
  ear::AcousticPath path;
  path.prepare(designer, design, {Hertz(kRateHz), 1}, arena);
  const DbSpl level = to_spl(DbHl(70.0), Hertz(hz));
  Signal x = tone(hz, std::sqrt(2.0) * to_amplitude(level - kOnePascal), 64 * 300);
  for (std::size_t n = 0; n < x.size(); n += 64) path.process({{x.data() + n, nullptr}, 1, 64});
  return to_hl(kOnePascal + Decibels(line_level_db(x, hz)), Hertz(hz)).value();
}

}  // namespace

std::vector<Plot> gammatone_bank() {
  const auto design = bank::GammatoneDesign::make(Hertz(kRateHz));
  Plot sum("Sum of all bands, all gains 1, at 48 kHz", frequency_axis(),
           linear_axis("dB", -0.6, 0.6, 0.2), 240.0);
  sum.line(sweep(20, 20000, 96, [&](double hz) { return db(design.response(hz)); }), Colour::blue,
           "sum");
  sum.level(0.05, "+0.05 dB");
  sum.level(-0.3, "\u22120.3 dB");
  Plot shapes("Every sixth band as it enters the sum", frequency_axis(),
              linear_axis("dB", -80.0, 10.0, 10.0), 320.0);
  constexpr Colour kTurns[] = {Colour::blue, Colour::vermilion, Colour::green, Colour::purple};
  for (std::size_t k = 0; k < design.bands.size(); k += 6) {
    const int hz = static_cast<int>(std::lround(design.bands[k].centre_hz));
    shapes.line(sweep(20, 20000, 24, [&](double f) { return db(design.band_response(k, f)); }),
                kTurns[k / 6 % 4], std::to_string(hz) + " Hz");
  }
  return {sum, shapes};
}

std::vector<Plot> band_level() {
  const ear::AcousticDesigner designer{Hertz(kRateHz)};
  const auto params = ear::fit(flat_loss(60.0).left, false);
  const auto reassigned = designer.make(params, params, Seconds(0.0));
  ear::AcousticDesign plain = *reassigned;
  for (auto& ear : plain.ears) ear.recruitment.reassigns = false;
  Plot plot("A 70 dB HL tone swept between bands, flat loss of 60 dB HL", frequency_axis(500, 5000),
            linear_axis("output in dB HL", 16.0, 26.0, 2.0));
  plot.line(
      sweep(500, 5000, 48, [&](double hz) { return heard_through(designer, *reassigned, hz); }),
      Colour::blue, "reassigned level");
  plot.line(sweep(500, 5000, 48, [&](double hz) { return heard_through(designer, plain, hz); }),
            Colour::vermilion, "bands' centres");
  return {plot};
}

}  // namespace otoscape::figures
