// SPDX-License-Identifier: Apache-2.0
// How loudness grows: recruitment.svg and conductive.svg.

#include <cmath>

#include "otoscape/base/arena.h"
#include "otoscape/ear/acoustic_design.h"
#include "otoscape/ear/fit.h"
#include "otoscape/loss/recruitment.h"
#include "tools/figures/figures.h"
#include "tools/figures/signals.h"

namespace otoscape::figures {
namespace {

constexpr double kLowest = -20.0, kHighest = 110.0;  // of the output; the input starts at 0

// The gain law called alone: one band that holds a tone exactly at its centre.
class Law {
 public:
  explicit Law(double loss_db_hl) : designer_(Hertz(kRateHz)) {
    const auto params = ear::fit(flat_loss(loss_db_hl).left, false);
    ear_.loss_db_hl = params.loss_db_hl;  // thresholds of 0: dB SPL is dB HL
    recruitment_.prepare(designer_.bank(), {Hertz(kRateHz), 1}, arena_);
    for (auto* row : {&power_, &nothing_, &gains_}) {
      *row = arena_.take<float>(designer_.bank().bands.size());
    }
  }

  double output_db_hl(double input_db_hl) {
    const auto& bands = designer_.bank().bands;
    const double peak_pa = std::sqrt(2.0) * to_amplitude(DbSpl(input_db_hl) - kOnePascal);
    for (std::size_t k = 0; k < bands.size(); ++k) {
      power_[k] = static_cast<float>(bands[k].tone_power * peak_pa * peak_pa);
    }
    recruitment_.gains(ear_, {power_, nothing_, nothing_, nothing_}, gains_);
    return input_db_hl + from_amplitude(gains_[bands.size() / 2]).value();
  }

 private:
  ear::AcousticDesigner designer_;
  loss::RecruitmentParams ear_;
  Arena arena_;
  loss::Recruitment recruitment_;
  std::span<float> power_, nothing_, gains_;
};

Points law(double loss_db_hl) {
  Law one(loss_db_hl);
  Points points;
  for (double in = 0.0; in <= kHighest; in += 0.5) points.push_back({in, one.output_db_hl(in)});
  return points;
}

Points measured(const hearing::HearingProfile& listener, double step_db) {
  Points points;
  for (double in = 0.0; in <= kHighest; in += step_db) {
    points.push_back({in, heard_db_hl(listener, 1000.0, in)});
  }
  return points;
}

Plot growth(const std::string& title) {
  Plot plot(title, linear_axis("input in dB HL", 0.0, kHighest, 10.0),
            linear_axis("output in dB HL", kLowest, kHighest, 10.0), 470.0);
  plot.level(0.0, "threshold, typical ear");
  return plot;
}

}  // namespace

std::vector<Plot> recruitment() {
  Plot plot = growth("Growth of a 1 kHz tone, by hearing loss");
  const std::pair<double, Colour> kLosses[] = {{0, Colour::black},   {20, Colour::sky},
                                               {40, Colour::blue},   {60, Colour::green},
                                               {80, Colour::orange}, {100, Colour::vermilion}};
  for (auto [loss, colour] : kLosses) {
    plot.line(law(loss), colour, std::to_string(static_cast<int>(loss)) + " dB HL");
    plot.dots(measured(flat_loss(loss), 10.0), colour, loss == 100 ? "whole renderer" : "");
  }
  return {plot};
}

std::vector<Plot> conductive() {
  Plot plot = growth("Growth of a 1 kHz tone, three losses of 50 dB");
  const auto draw = [&](const hearing::HearingProfile& listener, Colour colour,
                        const std::string& label) {
    const Points points = measured(listener, 5.0);
    plot.line(points, colour, label);
    plot.dots(points, colour);
  };
  draw(flat_loss(0.0), Colour::black, "typical hearing");
  draw(flat_loss(50.0, 0.0), Colour::blue, "conductive");
  draw(flat_loss(50.0, 25.0), Colour::green, "mixed, 25 + 25");
  draw(flat_loss(50.0), Colour::vermilion, "sensorineural");
  return {plot};
}

}  // namespace otoscape::figures
