// SPDX-License-Identifier: Apache-2.0
#include "io/views/arc_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/printable.h"
#include "io/views/arc_chart.h"
#include "io/views/arc_film.h"
#include "io/views/audiogram_symbols.h"
#include "io/views/scene_words.h"
#include "io/views/svg.h"

namespace otoscape::io::views {
namespace {

using scene::Arc;
using scene::Scene;

constexpr double kWidth = 1090.0, kLeft = 132.0, kRight = 1060.0, kTitle = 58.0, kGap = 12.0;
constexpr double kFilm = 56.0, kPerspective = 40.0, kHearing = 230.0, kRinging = 84.0, kBody = 84.0,
                 kLoudness = 150.0;
constexpr int kNameRows = 3;
constexpr std::size_t kMostMarks = 60, kMostLines = 120;  // symbols and lines for single points
constexpr std::size_t kMostRinging = 10;                  // curves
constexpr double kLoudestRinging = 75.0, kSoftestBody = -40.0, kLoudestBody = 20.0;  // dB

struct Frame {
  const Scene& scene;
  const Arc& arc;
  Axis axis;  // time in seconds
  std::vector<double> times;
  double bottom = kTitle;  // of what is drawn so far

  Panel panel(double height, double at_top, double at_bottom) {
    const Panel made{bottom + kGap, bottom + kGap + height, at_top, at_bottom};
    bottom = made.bottom;
    return made;
  }
};

std::string perspective_panel(Frame& frame) {
  const Panel panel = frame.panel(kPerspective, 1.0, 0.0);
  Curve perspective = {{0.0, 0.0}}, leak;
  std::string out;
  for (double t : frame.times) {
    const auto mix = frame.arc.mix(Seconds(t));
    perspective.push_back({t, mix.perspective});
    leak.push_back({t, mix.leak_lin > 1e-4 ? 1.0 : 0.0});
  }
  perspective.push_back({frame.axis.to, 0.0});
  out += path_of(frame.axis, panel, perspective, "stroke=\"#5b6f8c\"", "#cdd9ea");
  for (std::size_t i = 1; i < leak.size(); ++i) {
    if (leak[i].value <= 0.0 || leak[i - 1].value <= 0.0) continue;
    const double x = frame.axis.px(leak[i - 1].time_s);
    out += svg::box(x, panel.bottom - 7.0, frame.axis.px(leak[i].time_s) - x + 0.3, 7.0,
                    "fill=\"#d98a1f\"");
  }
  const auto end = [&](double y, std::string_view text) {
    return svg::text_at(frame.axis.from_px - 8.0, y, "text-anchor=\"end\" font-size=\"11\"", text);
  };
  return out + panel_frame(frame.axis, panel, "Who hears", "", {}) +
         end(panel.top + 9.0, "inside") + end(panel.bottom, "room");
}

std::string marks_of(const Frame& frame, const Panel& panel, scene::Side side) {
  std::string out;
  std::size_t count = 0;
  const bool left = side == scene::Side::left;
  double last_x = -1e9;
  for (const auto& k : frame.scene.keyframes) {
    const double t = k.time.value(), x = frame.axis.px(t);
    if (!(left ? k.left : k.right) || t > frame.axis.to || x - last_x < 5.0) continue;
    if (++count > kMostMarks) break;
    last_x = x;
    const auto ear = frame.arc.ear(side, Seconds(t + 0.011));  // a cut is through
    const bool silent = hearing_level(ear, Hertz(1000)) >= hearing::kNoResponse;
    out += symbol(left ? Side::left : Side::right, Conduction::air, !silent, x,
                  panel.y(mean_hearing_level(ear).value()));
  }
  return out;
}

// Where an ear hears by its implant: a bar at the panel's foot, above where its thresholds lie.
std::string implant_bars(const Frame& frame, const Panel& panel, scene::Side side) {
  constexpr double kLevel = 104.0, kApart = 8.0, kHigh = 5.0;  // dB HL, pixels
  const bool left = side == scene::Side::left;
  const double y = panel.y(kLevel) - (left ? kApart : 0.0);
  std::string out;
  double from = -1.0;
  const auto end_at = [&](double to) {
    if (from < 0.0 || to <= from) return;
    const double x = frame.axis.px(from);
    out += svg::box(
        x, y, frame.axis.px(to) - x, kHigh,
        fmt::format("fill=\"{}\" opacity=\"0.45\"", colour(left ? Side::left : Side::right)));
    out += svg::text_at(x + 4.0, panel.y(kLevel) - kApart - 5.0, "font-size=\"11\"", "implant");
    from = -1.0;
  };
  for (double t : frame.times) {
    const bool electric = frame.arc.ear(side, Seconds(t)).implant.has_value();
    if (electric && from < 0.0) from = t;
    if (!electric) end_at(t);
  }
  end_at(frame.axis.to);
  return out;
}

std::string hearing_panel(Frame& frame) {
  const Panel panel = frame.panel(kHearing, -8.0, 128.0);
  std::string out = svg::box(frame.axis.from_px, panel.top, frame.axis.to_px - frame.axis.from_px,
                             panel.y(20.0) - panel.top, "fill=\"#eef3ea\"");
  out += panel_frame(frame.axis, panel, "Hearing level", "dB HL", {0, 20, 40, 60, 80, 100, 120});
  out += svg::text_at(frame.axis.to_px - 8.0, panel.y(14.0) + 4.0,
                      "text-anchor=\"end\" font-size=\"11\" fill=\"#5f6d58\"", "typical hearing");
  for (scene::Side side : {scene::Side::right, scene::Side::left}) {
    const Side drawn = side == scene::Side::left ? Side::left : Side::right;
    const EarCurves curves = ear_curves(frame.arc, side, frame.times);
    const auto style = [&](double width, std::string_view dash, double opacity) {
      return fmt::format("stroke=\"{}\" stroke-width=\"{}\" stroke-dasharray=\"{}\" opacity=\"{}\"",
                         colour(drawn), width, dash, opacity);
    };
    out += path_of(frame.axis, panel, curves.at_250, style(1.1, "1.5 3", 0.7));
    out += path_of(frame.axis, panel, curves.at_4000, style(1.1, "9 3 2 3", 0.7));
    out += path_of(frame.axis, panel, curves.mean, style(2.4, dashes(drawn), 1.0));
    out += implant_bars(frame, panel, side);
    out += marks_of(frame, panel, side);
  }
  return out;
}

std::string ringing_panel(Frame& frame) {
  auto curves = ringing_curves(frame.arc, frame.axis.to);
  if (curves.empty()) return {};
  if (curves.size() > kMostRinging) curves.resize(kMostRinging);
  const Panel panel = frame.panel(kRinging, kLoudestRinging, 0.0);
  std::string out = panel_frame(frame.axis, panel, "Ringing", "dB SPL", {0, 25, 50, 75});
  std::ranges::reverse(curves);  // the dashed left ear on top
  for (const RingingCurve& curve : curves) {
    const Side side = curve.side == scene::Side::left ? Side::left : Side::right;
    out += path_of(frame.axis, panel, curve.level_db_spl,
                   fmt::format("stroke=\"{}\" stroke-width=\"1.8\" stroke-dasharray=\"{}\"",
                               colour(side), dashes(side)));
  }
  return out;
}

using Mix = scene::MixState;
struct BodyLine {
  std::string_view name, colour, dashes;
  double (*lin)(const Mix& mix);
};
// "heart", or "heart (takes)" where it is recorded.
std::string name_in(const Scene& scene, std::string_view line) {
  const bool recorded = std::ranges::any_of(
      scene.recordings, [&](const auto& one) { return name_of(one.what) == line; });
  return std::string(line) + (recorded ? " (takes)" : "");
}

constexpr BodyLine kBodyLines[] = {
    {"heart", "#a3401a", "none", [](const Mix& mix) { return mix.body.heart_lin; }},
    {"breath", "#1d6f6f", "8 3", [](const Mix& mix) { return mix.body.breath_lin; }},
    {"steps", "#5b3f8c", "2 3", [](const Mix& mix) { return mix.body.thuds_lin; }},
    {"file", "#444444", "9 3 2 3", [](const Mix& mix) { return mix.body.track_lin; }},
    {"felt", "#1c5fa8", "14 3", [](const Mix& mix) { return mix.felt.body_lin; }},
    {"felt, water", "#1c5fa8", "2 2", [](const Mix& mix) { return mix.felt.water_lin; }}};

std::string body_panel(Frame& frame) {
  const Panel panel{frame.bottom + kGap, frame.bottom + kGap + kBody, kLoudestBody, kSoftestBody};
  std::string lines;
  double key_x = frame.axis.from_px + 8.0;
  const auto draw = [&](std::string_view name, std::string_view style, auto value) {
    Curve curve;
    for (double t : frame.times) curve.push_back({t, value(frame.arc.mix(Seconds(t)))});
    const auto on = [](const CurvePoint& p) { return p.value > kSoftestBody; };
    if (std::ranges::none_of(curve, on)) return;
    lines += path_of(frame.axis, panel, curve, style) +
             svg::line(key_x, panel.top + 10.0, key_x + 26.0, panel.top + 10.0, style) +
             svg::text_at(key_x + 31.0, panel.top + 14.0, "font-size=\"11\"", name);
    key_x += name.ends_with(")") ? 130.0 : 90.0;
  };
  for (const BodyLine& line : kBodyLines) {
    const std::string style = fmt::format(
        "stroke=\"{}\" stroke-width=\"1.8\" stroke-dasharray=\"{}\"", line.colour, line.dashes);
    draw(name_in(frame.scene, line.name), style, [&](const Mix& mix) {
      const double lin = line.lin(mix);
      return lin > 0.0 ? from_amplitude(lin).value() : kSoftestBody;
    });
  }
  draw("stress 0…1", "stroke=\"#8a8a8a\" stroke-width=\"1.2\" stroke-dasharray=\"1 2\"",
       [](const scene::MixState& mix) {
         return kSoftestBody + mix.stress * (kLoudestBody - kSoftestBody);
       });
  if (lines.empty()) return {};
  frame.bottom = panel.bottom;
  return panel_frame(frame.axis, panel, "Body", "dB", {-40, -20, 0, 20}) + lines;
}

std::string names_and_events(Frame& frame) {
  std::vector<Label> names, events;
  std::string out;
  for (const auto& k : frame.scene.keyframes) {
    const double t = k.time.value();
    if (t > frame.axis.to) continue;
    if (k.left || k.right) names.push_back({frame.axis.px(t), listener_words(k)});
    if (k.event) events.push_back({frame.axis.px(t), event_words(*k.event)});
  }
  const double top = frame.bottom + kGap;
  out += labels(names, top, kNameRows, frame.axis.to_px) +
         svg::text_at(12.0, top + 12.0, "font-size=\"13\"", "Listener");
  frame.bottom = top + kNameRows * kLabelRow;
  if (events.empty()) return out;
  out += labels(events, frame.bottom, 2, frame.axis.to_px) +
         svg::text_at(12.0, frame.bottom + 12.0, "font-size=\"13\"", "Events");
  frame.bottom += 2.0 * kLabelRow;
  return out;
}

// Where points lie, and more strongly where something happens.
std::string point_lines(const Frame& frame, double top) {
  std::string out;
  std::size_t count = 0;
  for (const auto& k : frame.scene.keyframes) {
    if (k.time.value() > frame.axis.to || ++count > kMostLines) break;
    const double x = frame.axis.px(k.time.value());
    out += svg::line(x, top, x, frame.bottom,
                     k.event ? "stroke=\"#222222\" stroke-dasharray=\"4 3\""
                             : "stroke=\"#c3cad2\" stroke-dasharray=\"1 4\"");
  }
  return out;
}

std::string legend(const Frame& frame) {
  const double y = frame.bottom + 42.0;
  std::string out;
  const auto entry = [&](double x, std::string_view style, std::string_view text) {
    out += svg::line(x, y, x + 34.0, y, style) +
           svg::text_at(x + 42.0, y + 4.0, "font-size=\"12\"", text);
  };
  const auto ear = [&](Side side) {
    return fmt::format("stroke=\"{}\" stroke-width=\"2.4\" stroke-dasharray=\"{}\"", colour(side),
                       dashes(side));
  };
  entry(132.0, ear(Side::right), "right ear, mean of .5, 1, 2, 4 kHz");
  out += symbol(Side::right, Conduction::air, true, 149.0, y);
  entry(402.0, ear(Side::left), "left ear");
  out += symbol(Side::left, Conduction::air, true, 419.0, y);
  entry(512.0, "stroke=\"#555\" stroke-width=\"1.1\" stroke-dasharray=\"1.5 3\"", "250 Hz");
  entry(612.0, "stroke=\"#555\" stroke-width=\"1.1\" stroke-dasharray=\"9 3 2 3\"", "4 kHz");
  out += svg::box(712.0, y - 4.0, 34.0, 7.0, "fill=\"#d98a1f\"") +
         svg::text_at(754.0, y + 4.0, "font-size=\"12\"", "the room leaks in");
  return out;
}

}  // namespace

std::string arc_svg(const Scene& scene, Seconds length, const SoundOutline* film) {
  const Arc arc(scene.keyframes);
  const double seconds = std::max(length.value(), 0.1);
  Frame frame{scene, arc, time_axis(seconds).on(kLeft, kRight), drawing_times(arc, seconds)};
  const std::string title = svg::escaped(printable(scene.title, 80));
  std::string panels;
  if (film != nullptr) panels += film_panel(frame.axis, frame.panel(kFilm, 1.0, -1.0), *film);
  panels += perspective_panel(frame);
  panels += names_and_events(frame);
  panels += hearing_panel(frame);
  panels += ringing_panel(frame);
  panels += body_panel(frame);
  if (film != nullptr && film->loudness) {
    const Panel panel = frame.panel(kLoudness, kLoudestDrawn, kSoftestDrawn);
    panels += loudness_panel(frame.axis, panel, *film->loudness);
  }
  std::string notices;
  for (const std::string& notice : scene.notices) notices += notice + ' ';
  const double height = frame.bottom + 64.0;
  return fmt::format(
             "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{0:.0f}\" "
             "height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" data-time-left=\"{4:.0f}\" "
             "data-time-right=\"{5:.0f}\" data-seconds=\"{6:.3f}\" font-family=\"Helvetica, Arial, "
             "'Liberation Sans', 'DejaVu Sans', sans-serif\" fill=\"#1c2128\">\n"
             "<title>Scene: {2}</title>\n<desc>{3}</desc>\n"
             "<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"#ffffff\"/>\n",
             kWidth, height, title, svg::escaped(printable(notices, 600)), frame.axis.from_px,
             frame.axis.to_px, seconds) +
         svg::text_at(12.0, 30.0, "font-size=\"19\" font-weight=\"bold\"", title) +
         svg::text_at(12.0, 50.0, "font-size=\"12\" fill=\"#4a525c\"",
                      "one possible story of one listener; time to the right") +
         time_lines(frame.axis, scene, kTitle + kGap, frame.bottom) +
         point_lines(frame, kTitle + kGap) + panels + legend(frame) + "</svg>\n";
}

}  // namespace otoscape::io::views
