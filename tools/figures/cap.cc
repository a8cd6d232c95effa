// SPDX-License-Identifier: Apache-2.0
// How the return cap lets a rise through: return_cap.svg.

#include <string>

#include "otoscape/render/programme/return_cap.h"
#include "tools/figures/figures.h"

namespace otoscape::figures {
namespace {

constexpr double kCap = 20.0, kFrom = -100.0, kTo = 1100.0;  // LU, ms

// Loudness after a rise at 0 s, re before it.
Points let_through(double lu, double over_s) {
  const render::programme::ReturnCap cap({{Seconds(0.0), Seconds(over_s), lu}}, kCap);
  Points points;
  for (double ms = kFrom; ms <= kTo; ms += 1.0) {
    const double t = ms / 1000.0;
    const double part = t < 0.0 ? 0.0 : t >= over_s ? 1.0 : t / over_s;
    points.push_back({ms, lu * part + cap.gain_db(Seconds(t))});
  }
  return points;
}

Plot panel(const std::string& title) {
  Plot plot(title, linear_axis("time in ms", kFrom, kTo, 100.0),
            linear_axis("loudness re before, in LU", 0.0, 70.0, 10.0), 340.0);
  plot.level(kCap, "cap: 20 LU");
  return plot;
}

}  // namespace

std::vector<Plot> return_cap() {
  Plot cuts = panel("A cut at 0 ms to something louder");
  for (auto [lu, colour] : {std::pair{15.0, Colour::black},
                            {30.0, Colour::sky},
                            {40.0, Colour::blue},
                            {50.0, Colour::green},
                            {60.0, Colour::vermilion}})
    cuts.line(let_through(lu, 0.0), colour, std::to_string(static_cast<int>(lu)) + " LU");
  Plot ramps = panel("A rise of 60 LU over some time");
  for (auto [ms, colour] :
       {std::pair{100.0, Colour::vermilion}, {400.0, Colour::orange}, {800.0, Colour::green}}) {
    ramps.line(let_through(60.0, ms / 1000.0), colour,
               "over " + std::to_string(static_cast<int>(ms)) + " ms");
    Points free;
    free.push_back({kFrom, 0.0});
    free.insert(free.end(), {{0.0, 0.0}, {ms, 60.0}, {kTo, 60.0}});
    ramps.dashes(free, colour, ms == 800.0 ? "without the cap" : "");
  }
  return {cuts, ramps};
}

}  // namespace otoscape::figures
