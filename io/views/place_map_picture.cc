// SPDX-License-Identifier: Apache-2.0
#include "io/views/place_map_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "io/printable.h"
#include "io/views/axis.h"
#include "io/views/place_map.h"
#include "io/views/svg.h"
#include "otoscape/implant/tables/places.h"

namespace otoscape::io::views {
namespace {

using implant::tables::greenwood_hz;
using implant::tables::greenwood_mm;
using implant::tables::kCochleaMm;

constexpr double kWidth = 1090.0, kHeight = 424.0, kLeft = 116.0, kRightEnd = 1066.0;
constexpr double kAxis = 70.0, kContacts = 112.0, kPlaces = 186.0, kBands = 260.0;  // rows, y
constexpr double kZero = 386.0, kOctave = 26.0, kMostOctaves = 3.2;  // of the mismatch
constexpr std::string_view kOn = "#1d4f91", kOff = "#aeb6c0", kWords = "#5b6673";

double x_of_mm(double mm) { return Axis{0.0, kCochleaMm, kLeft, kRightEnd}.held_px(mm); }
double x_of_hz(double hz) { return x_of_mm(greenwood_mm(std::max(hz, 20.0))); }

const std::string kLabel = fmt::format("font-size=\"11\" text-anchor=\"end\" fill=\"{}\"", kWords);

std::string label(double y, std::string_view text) {
  return svg::text_at(kLeft - 12.0, y, kLabel, text);
}

std::string axis() {
  std::string out = svg::box(kLeft, kAxis, kRightEnd - kLeft, 5.0, "fill=\"#e8d9c5\" rx=\"2\"");
  const TickLook look{kAxis + 5.0, kBands + 14.0, "stroke=\"#eceff3\"", kAxis - 6.0,
                      "font-size=\"11\" text-anchor=\"middle\""};
  for (double hz : {50.0, 125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0}) {
    out += x_tick(x_of_hz(hz), look, hertz_words(hz));
  }
  out += label(kAxis + 6.0, "apex, 0 mm");
  return out + svg::text_at(kRightEnd, kAxis - 22.0, kLabel, "Hz, Greenwood 1990; base, 35 mm");
}

std::string dead_regions(const hearing::Implant& implant) {
  std::string out;
  for (const hearing::DeadRegion& region : implant.dead) {
    const double from = x_of_hz(region.from.value()), to = x_of_hz(region.to.value());
    out += svg::box(from, kPlaces - 14.0, to - from, 28.0, "fill=\"#d9dde3\"");
  }
  return out;
}

// Those outside of the cochlea are left out.
std::string contacts(const PlaceMapFacts& facts) {
  std::string out;
  for (const auto& contact : facts.contacts) {
    if (!contact.inside) continue;
    const std::string_view colour = contact.active ? kOn : kOff;
    const double x = x_of_mm(contact.mm), heard = x_of_hz(contact.place_hz);
    out += svg::line(x, kContacts + 9.0, heard, kPlaces - 5.0,
                     fmt::format("stroke=\"{}\" stroke-opacity=\"0.35\"", colour));
    out += fmt::format("<circle cx=\"{:.1f}\" cy=\"{}\" r=\"4\" fill=\"{}\"/>\n", heard, kPlaces,
                       colour);
    out +=
        svg::box(x - 4.0, kContacts - 7.0, 8.0, 14.0, fmt::format("fill=\"{}\" rx=\"2\"", colour));
    out += svg::text_at(x, kContacts - 11.0,
                        fmt::format("font-size=\"9\" text-anchor=\"middle\" fill=\"{}\"", kWords),
                        fmt::format("{}", contact.number));
  }
  return out;
}

std::string bands(const PlaceMapFacts& facts) {
  std::string out;
  for (const auto& band : facts.bands) {
    const std::string_view colour = band.active ? kOn : kOff;
    const double from = x_of_hz(band.low_hz), to = x_of_hz(band.high_hz);
    if (band.active) {
      out += svg::line(x_of_hz(band.place_hz), kPlaces + 5.0, x_of_hz(band.centre_hz), kBands - 8.0,
                       fmt::format("stroke=\"{}\" stroke-opacity=\"0.35\"", colour));
    }
    out += svg::box(from + 0.5, kBands - 8.0, std::max(to - from - 1.0, 0.5), 16.0,
                    fmt::format("fill=\"{}\" fill-opacity=\"0.75\"", colour));
  }
  return out;
}

std::string mismatch(const PlaceMapFacts& facts) {
  std::string out;
  for (int octave = 0; octave <= 3; ++octave) {
    const std::string_view line = octave == 0 ? "stroke=\"#5b6673\"" : "stroke=\"#eceff3\"";
    out += y_tick(kZero - kOctave * octave, {kLeft, kRightEnd, line, kLeft - 12.0, kLabel},
                  octave == 0 ? "0 octaves" : fmt::format("+{}", octave));
  }
  for (const auto& band : facts.bands) {
    const double octaves = std::clamp(band.mismatch_octaves(), -1.0, kMostOctaves);
    const double from = x_of_hz(band.low_hz), to = x_of_hz(band.high_hz);
    const double top = kZero - kOctave * std::max(octaves, 0.0);
    out += svg::box(from + 0.5, top, std::max(to - from - 1.0, 0.5), kOctave * std::abs(octaves),
                    fmt::format("fill=\"{}\"", band.active ? "#c0632a" : kOff));
  }
  return out;
}

}  // namespace

std::string place_map_picture(const hearing::Implant& implant) {
  const PlaceMapFacts facts = place_map_facts(implant);
  const std::string title =
      svg::escaped(fmt::format("Places: {}, {:.1f} mm deep, map {}", facts.array,
                               facts.insertion_mm, printable(implant.map.name, 60)));
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
      "viewBox=\"0 0 {0:.0f} {1:.0f}\" font-family=\"sans-serif\" role=\"img\">\n"
      "<title>{2}</title>\n",
      kWidth, kHeight, title);
  out += svg::box(0, 0, kWidth, kHeight, "fill=\"#fff\"");
  out += svg::text_at(kLeft, 24.0, "font-size=\"15\"", title);
  out += axis() + dead_regions(implant);
  out += label(kContacts + 4.0, "contacts lie") + label(kPlaces + 4.0, "heard as") +
         label(kBands + 4.0, "bands given");
  out += contacts(facts) + bands(facts);
  out += svg::text_at(kLeft, kZero - kOctave * 3.0 - 12.0,
                      fmt::format("font-size=\"11\" fill=\"{}\"", kWords),
                      "how much higher the place is than the band, before any adaptation");
  return out + mismatch(facts) + "</svg>\n";
}

}  // namespace otoscape::io::views
