// SPDX-License-Identifier: Apache-2.0
#include "io/views/audiogram_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "io/printable.h"
#include "io/views/audiogram_symbols.h"
#include "io/views/svg.h"
#include "otoscape/hearing/describe.h"

namespace otoscape::io::views {
namespace {

using hearing::Audiogram;
using hearing::EarProfile;
using hearing::HearingProfile;
using hearing::Threshold;
using svg::line;
using svg::text_at;

constexpr double kOctavePx = 80.0, kDecibelPx = kOctavePx / 20.0;  // ASHA: 20 dB = one octave
constexpr double kTopDb = -10.0, kBottomDb = 120.0;                // dB HL
constexpr double kLeft = 84.0, kTop = 108.0, kRight = 28.0;        // margins around the frame
constexpr double kSide = 32.0, kAbove = 10.0, kBelow = 26.0;       // frame around the scales
constexpr double kLegendRow = 26.0;
constexpr Hertz kUsualLowest{125.0}, kUsualHighest{8000.0};
constexpr int kMostExtraOctaves = 1;  // to 62.5 Hz and 16 kHz

// Where things are, in pixels.
struct Layout {
  Hertz lowest, highest;

  double width() const { return frame_right() + kRight; }
  double frame_right() const { return kLeft + 2.0 * kSide + octaves(lowest, highest) * kOctavePx; }
  double frame_bottom() const { return y(kBottomDb) + kBelow; }
  double x(Hertz frequency) const { return kLeft + kSide + octaves(lowest, frequency) * kOctavePx; }
  double y(double db_hl) const {
    return kTop + kAbove + (std::clamp(db_hl, kTopDb, kBottomDb) - kTopDb) * kDecibelPx;
  }
  bool shows(Hertz frequency) const { return frequency >= lowest && frequency <= highest; }
};

struct Curve {
  Audiogram audiogram;
  Side side;
  Conduction conduction;
};

// Typical hearing is held as one point; it is drawn as a clinic would have measured it.
Audiogram drawn(const Audiogram& audiogram) {
  if (audiogram != Audiogram()) return audiogram;
  std::vector<Threshold> points;
  for (Hertz f = kUsualLowest; f <= kUsualHighest; f = f * 2.0) points.push_back({f, DbHl(0)});
  return *Audiogram::make(std::move(points));
}

std::vector<Curve> curves(const HearingProfile& profile) {
  std::vector<Curve> all = {{drawn(profile.right.air), Side::right, Conduction::air},
                            {drawn(profile.left.air), Side::left, Conduction::air}};
  if (profile.right.bone) all.push_back({*profile.right.bone, Side::right, Conduction::bone});
  if (profile.left.bone) all.push_back({*profile.left.bone, Side::left, Conduction::bone});
  return all;
}

Layout layout(const std::vector<Curve>& all) {
  Layout place{kUsualLowest, kUsualHighest};
  for (const Curve& curve : all) {
    const auto& points = curve.audiogram.points();
    if (points.front().frequency < kUsualLowest) {
      place.lowest = kUsualLowest * std::exp2(-kMostExtraOctaves);
    }
    if (points.back().frequency > kUsualHighest) {
      place.highest = kUsualHighest * std::exp2(kMostExtraOctaves);
    }
  }
  return place;
}

std::string frequency_lines(const Layout& place) {
  std::string out;
  for (Hertz octave = place.lowest; octave <= place.highest; octave = octave * 2.0) {
    const double x = place.x(octave);
    out += line(x, kTop, x, place.frame_bottom(), "stroke=\"#aab2bd\"");
    out += text_at(x, kTop - 10.0, "text-anchor=\"middle\" font-size=\"14\"",
                   fmt::format("{}", octave.value()));
    const Hertz between = octave * 1.5;  // 750, 1500, 3000, 6000 Hz
    if (between < Hertz(700) || !place.shows(between)) continue;
    out += line(place.x(between), kTop, place.x(between), place.frame_bottom(),
                "stroke=\"#d3d8de\" stroke-dasharray=\"3 4\"");
    if (between > Hertz(10000)) continue;  // no room beside "16000"
    out += text_at(place.x(between), kTop - 10.0,
                   "text-anchor=\"middle\" font-size=\"10\" fill=\"#7a838f\"",
                   fmt::format("{}", between.value()));
  }
  return out;
}

std::string level_lines(const Layout& place) {
  std::string out;
  for (double db = kTopDb; db <= kBottomDb; db += 10.0) {
    const double y = place.y(db);
    const bool zero = db == 0.0;
    out += line(kLeft, y, place.frame_right(), y,
                zero ? "stroke=\"#6b7480\" stroke-width=\"1.5\"" : "stroke=\"#d3d8de\"");
    out += text_at(kLeft - 10.0, y + 5.0, "text-anchor=\"end\" font-size=\"14\"",
                   fmt::format("{}{}", db < 0.0 ? "−" : "", std::abs(db)));
  }
  return out;
}

// World report on hearing, WHO 2021: below 20 dB HL.
constexpr double kTypicalBelow = 20.0;
constexpr std::string_view kTypicalColour = "#eef3ea";

std::string typical_area(const Layout& place) {
  return fmt::format(
      "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"/>\n", kLeft,
      kTop, place.frame_right() - kLeft, place.y(kTypicalBelow) - kTop, kTypicalColour);
}

// Above the lines, with a rim of the area's colour that keeps them off the letters.
std::string typical_label(const Layout& place) {
  return text_at(place.frame_right() - 8.0, place.y(-5.0) + 4.0,
                 fmt::format("text-anchor=\"end\" font-size=\"11\" fill=\"#5f6d58\" stroke=\"{}\" "
                             "stroke-width=\"4\" paint-order=\"stroke\"",
                             kTypicalColour),
                 "typical hearing");
}

std::string axes(const Layout& place) {
  const double middle_x = (kLeft + place.frame_right()) / 2.0;
  const double middle_y = (kTop + place.frame_bottom()) / 2.0;
  return typical_area(place) + level_lines(place) + frequency_lines(place) + typical_label(place) +
         fmt::format(
             "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" "
             "fill=\"none\" stroke=\"#6b7480\" stroke-width=\"1.5\"/>\n",
             kLeft, kTop, place.frame_right() - kLeft, place.frame_bottom() - kTop) +
         text_at(middle_x, kTop - 32.0, "text-anchor=\"middle\" font-size=\"13\"",
                 "Frequency in Hz") +
         text_at(0, 0,
                 fmt::format("text-anchor=\"middle\" font-size=\"13\" "
                             "transform=\"translate(30 {:.1f}) rotate(-90)\"",
                             middle_y),
                 "Hearing level in dB HL");
}

// Joins neighbours that were both heard.
std::string joining_line(const Layout& place, const Curve& curve) {
  std::string d;
  bool joined = false;
  for (const Threshold& t : curve.audiogram.points()) {
    if (!place.shows(t.frequency)) continue;
    if (t.response) {
      d += fmt::format("{}{:.1f} {:.1f}", joined ? "L" : "M", place.x(t.frequency),
                       place.y(t.level.value()));
    }
    joined = t.response;
  }
  if (d.empty()) return d;
  return fmt::format(
      "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.8\" stroke-dasharray=\"{}\"/>\n",
      d, colour(curve.side), dashes(curve.side));
}

std::string symbols(const Layout& place, const Curve& curve) {
  std::string out;
  for (const Threshold& t : curve.audiogram.points()) {
    if (!place.shows(t.frequency)) continue;
    out += symbol(curve.side, curve.conduction, t.response, place.x(t.frequency),
                  place.y(t.level.value()));
  }
  return out;
}

struct Legend {
  std::string svg;
  double bottom;
};

Legend legend(const Layout& place, const std::vector<Curve>& all) {
  const double columns[] = {kLeft + 10.0, (kLeft + place.frame_right()) / 2.0};
  double y = place.frame_bottom() + kLegendRow;
  std::string out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool left = all[i].side == Side::left, bone = all[i].conduction == Conduction::bone;
    const double x = columns[i % 2];
    if (i > 0 && i % 2 == 0) y += kLegendRow;
    out += symbol(all[i].side, all[i].conduction, true, x + (bone ? (left ? -9.0 : 9.0) : 0.0), y);
    out += text_at(
        x + 16.0, y + 5.0, "font-size=\"13\"",
        fmt::format("{} ear, {} conduction", left ? "left" : "right", bone ? "bone" : "air"));
  }
  const auto silent = std::ranges::find_if(all, [](const Curve& curve) {
    return std::ranges::any_of(curve.audiogram.points(), std::logical_not<>(),
                               &Threshold::response);
  });
  if (silent != all.end()) {
    y += kLegendRow;
    out += symbol(silent->side, Conduction::air, false, columns[0], y - 2.0);
    out += text_at(columns[0] + (silent->side == Side::left ? 26.0 : 16.0), y + 5.0,
                   "font-size=\"13\"", "no response at the highest level");
  }
  return {out, y + kLegendRow};
}

std::string heading(const HearingProfile& profile, std::string_view title) {
  const auto average = [](const EarProfile& ear) {
    return std::lround(hearing::four_tone_average(ear.air).value());
  };
  const int size = title.size() > 36 ? 15 : 19;  // the longest title still fits the frame
  return text_at(kLeft, 30.0, fmt::format("font-size=\"{}\" font-weight=\"bold\"", size), title) +
         text_at(kLeft, 52.0, "font-size=\"13\" fill=\"#4a525c\"",
                 fmt::format("average of 0.5, 1, 2 and 4 kHz: right {} dB HL, left {} dB HL",
                             average(profile.right), average(profile.left)));
}

}  // namespace

std::string audiogram_svg(const HearingProfile& profile) {
  const std::vector<Curve> all = curves(profile);
  const Layout place = layout(all);
  const std::string title =
      svg::escaped(profile.name.empty() ? "Audiogram" : printable(profile.name, 54));
  const Legend key = legend(place, all);
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{0:.0f}\" "
      "height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" font-family=\"Helvetica, Arial, "
      "'Liberation Sans', 'DejaVu Sans', sans-serif\" fill=\"#1c2128\">\n"
      "<title>Audiogram: {2}</title>\n<desc>{3}</desc>\n"
      "<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"#ffffff\"/>\n",
      place.width(), key.bottom, title, svg::escaped(hearing::describe(profile)));
  out += heading(profile, title) + axes(place);
  for (const Curve& curve : all) {
    if (curve.conduction == Conduction::air) out += joining_line(place, curve);
  }
  for (const Curve& curve : all) out += symbols(place, curve);
  return out + key.svg + "</svg>\n";
}

}  // namespace otoscape::io::views
