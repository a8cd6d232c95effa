// SPDX-License-Identifier: Apache-2.0
#include "io/views/audiogram_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "io/printable.h"
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

// The octaves that hold all points, as far as they are drawn.
Axis hertz_axis(const std::vector<Curve>& all) {
  Hertz lowest = kUsualLowest, highest = kUsualHighest;
  for (const Curve& curve : all) {
    const auto& points = curve.audiogram.points();
    if (points.front().frequency < kUsualLowest)
      lowest = kUsualLowest * std::exp2(-kMostExtraOctaves);
    if (points.back().frequency > kUsualHighest)
      highest = kUsualHighest * std::exp2(kMostExtraOctaves);
  }
  const double first = kLeft + kSide;
  return octave_axis(lowest.value(), highest.value())
      .on(first, first + octaves(lowest, highest) * kOctavePx);
}

bool shows(const Axis& hertz, double hz) { return hz >= hertz.from && hz <= hertz.to; }

double frame_right(const Axis& hertz) { return hertz.to_px + kSide; }
double frame_bottom(const Axis& db_hl) { return db_hl.to_px + kBelow; }

std::string frequency_lines(const AudiogramPicture& picture) {
  const Axis& hertz = picture.hertz;
  const double bottom = frame_bottom(picture.db_hl), words = kTop - 10.0;
  const TickLook octave{kTop, bottom, "stroke=\"#aab2bd\"", words,
                        "text-anchor=\"middle\" font-size=\"14\""};
  constexpr std::string_view kDashed = "stroke=\"#d3d8de\" stroke-dasharray=\"3 4\"";
  const TickLook between{kTop, bottom, kDashed, words,
                         "text-anchor=\"middle\" font-size=\"10\" fill=\"#7a838f\""};
  std::string out;
  for (double hz : hertz.ticks) {
    out += x_tick(hertz.px(hz), octave, number_words(hz));
    const double inter = hz * 1.5;  // 750, 1500, 3000, 6000 Hz
    if (inter < 700.0 || !shows(hertz, inter)) continue;
    const double x = hertz.px(inter);
    // No room for words beside "16000".
    out += inter > 10000.0 ? line(x, kTop, x, bottom, kDashed)
                           : x_tick(x, between, number_words(inter));
  }
  return out;
}

std::string level_lines(const AudiogramPicture& picture) {
  TickLook look{
      kLeft, frame_right(picture.hertz), "", kLeft - 10.0, "text-anchor=\"end\" font-size=\"14\"",
      5.0};
  std::string out;
  for (double db : picture.db_hl.ticks) {
    look.line = db == 0.0 ? "stroke=\"#6b7480\" stroke-width=\"1.5\"" : "stroke=\"#d3d8de\"";
    out += y_tick(picture.db_hl.px(db), look, number_words(db));
  }
  return out;
}

// World report on hearing, WHO 2021: below 20 dB HL.
constexpr double kTypicalBelow = 20.0;
constexpr std::string_view kTypicalColour = "#eef3ea";

std::string typical_area(const AudiogramPicture& picture) {
  return svg::box(kLeft, kTop, frame_right(picture.hertz) - kLeft,
                  picture.db_hl.px(kTypicalBelow) - kTop,
                  fmt::format("fill=\"{}\"", kTypicalColour));
}

// Above the lines, with a rim of the area's colour that keeps them off the letters.
std::string typical_label(const AudiogramPicture& picture) {
  return text_at(frame_right(picture.hertz) - 8.0, picture.db_hl.px(-5.0) + 4.0,
                 fmt::format("text-anchor=\"end\" font-size=\"11\" fill=\"#5f6d58\" stroke=\"{}\" "
                             "stroke-width=\"4\" paint-order=\"stroke\"",
                             kTypicalColour),
                 "typical hearing");
}

std::string axes(const AudiogramPicture& picture) {
  const double right = frame_right(picture.hertz), bottom = frame_bottom(picture.db_hl);
  return typical_area(picture) + level_lines(picture) + frequency_lines(picture) +
         typical_label(picture) +
         svg::box(kLeft, kTop, right - kLeft, bottom - kTop,
                  "fill=\"none\" stroke=\"#6b7480\" stroke-width=\"1.5\"") +
         text_at((kLeft + right) / 2.0, kTop - 32.0, "text-anchor=\"middle\" font-size=\"13\"",
                 "Frequency in Hz") +
         text_at(0, 0,
                 fmt::format("text-anchor=\"middle\" font-size=\"13\" "
                             "transform=\"translate(30 {:.1f}) rotate(-90)\"",
                             (kTop + bottom) / 2.0),
                 "Hearing level in dB HL");
}

void add_curve(const Curve& curve, AudiogramPicture& picture) {
  AudiogramPicture::Line line{curve.side, {}};
  bool joined = false;
  for (const Threshold& t : curve.audiogram.points()) {
    if (!shows(picture.hertz, t.frequency.value())) continue;
    const AudiogramPicture::Pixel at{picture.hertz.px(t.frequency.value()),
                                     picture.db_hl.held_px(t.level.value())};
    picture.points.push_back({curve.side, curve.conduction, t.response, at});
    if (t.response && !joined) line.runs.emplace_back();
    if (t.response) line.runs.back().push_back(at);
    joined = t.response;
  }
  if (curve.conduction == Conduction::air) picture.lines.push_back(std::move(line));
}

std::string path_of(const AudiogramPicture::Line& line) {
  std::string d;
  for (const auto& run : line.runs) {
    for (std::size_t i = 0; i < run.size(); ++i)
      d += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", run[i].x, run[i].y);
  }
  if (d.empty()) return d;
  return fmt::format(
      "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.8\" stroke-dasharray=\"{}\"/>\n",
      d, colour(line.side), dashes(line.side));
}

struct Legend {
  std::string svg;
  double bottom;
};

// Two symbols a row; the one of no response has a row of its own.
Legend legend(const AudiogramPicture& picture) {
  const double columns[] = {kLeft + 10.0, (kLeft + frame_right(picture.hertz)) / 2.0};
  double y = frame_bottom(picture.db_hl) + kLegendRow;
  std::string out;
  for (std::size_t i = 0; i < picture.keys.size(); ++i) {
    const auto& [side, conduction, response] = picture.keys[i];
    const bool left = side == Side::left, bone = conduction == Conduction::bone;
    const double x = columns[response ? i % 2 : 0];
    if (i > 0 && (i % 2 == 0 || !response)) y += kLegendRow;
    if (!response) {
      out += symbol(side, conduction, response, x, y - 2.0);
      out += text_at(x + (left ? 26.0 : 16.0), y + 5.0, "font-size=\"13\"",
                     "no response at the highest level");
      continue;
    }
    out += symbol(side, conduction, response, x + (bone ? (left ? -9.0 : 9.0) : 0.0), y);
    out += text_at(
        x + 16.0, y + 5.0, "font-size=\"13\"",
        fmt::format("{} ear, {} conduction", left ? "left" : "right", bone ? "bone" : "air"));
  }
  return {out, y + kLegendRow};
}

std::vector<AudiogramPicture::Key> keys_of(const std::vector<Curve>& all) {
  std::vector<AudiogramPicture::Key> keys;
  for (const Curve& curve : all) keys.push_back({curve.side, curve.conduction, true});
  const auto silent = std::ranges::find_if(all, [](const Curve& curve) {
    return std::ranges::any_of(curve.audiogram.points(), std::logical_not<>(),
                               &Threshold::response);
  });
  if (silent != all.end()) keys.push_back({silent->side, Conduction::air, false});
  return keys;
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

AudiogramPicture audiogram_picture(const HearingProfile& profile) {
  const std::vector<Curve> all = curves(profile);
  AudiogramPicture picture;
  picture.hertz = hertz_axis(all);
  picture.db_hl = linear_axis(kTopDb, kBottomDb, 10.0)
                      .on(kTop + kAbove, kTop + kAbove + (kBottomDb - kTopDb) * kDecibelPx);
  for (const Curve& curve : all) add_curve(curve, picture);
  picture.keys = keys_of(all);
  return picture;
}

std::string audiogram_svg(const HearingProfile& profile) {
  const AudiogramPicture picture = audiogram_picture(profile);
  const std::string title =
      svg::escaped(profile.name.empty() ? "Audiogram" : printable(profile.name, 54));
  const Legend key = legend(picture);
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{0:.0f}\" "
      "height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" font-family=\"Helvetica, Arial, "
      "'Liberation Sans', 'DejaVu Sans', sans-serif\" fill=\"#1c2128\">\n"
      "<title>Audiogram: {2}</title>\n<desc>{3}</desc>\n"
      "<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"#ffffff\"/>\n",
      frame_right(picture.hertz) + kRight, key.bottom, title,
      svg::escaped(hearing::describe(profile)));
  out += heading(profile, title) + axes(picture);
  for (const auto& line : picture.lines) out += path_of(line);
  for (const auto& [side, conduction, response, at] : picture.points)
    out += symbol(side, conduction, response, at.x, at.y);
  return out + key.svg + "</svg>\n";
}

}  // namespace otoscape::io::views
