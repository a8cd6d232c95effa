// SPDX-License-Identifier: Apache-2.0
#include "io/strip/strip.h"

#include <algorithm>
#include <cmath>

namespace otoscape::io::strip {
namespace {

using Value = metrics::AudibilityTrack::Value;

// The ears' colours are those of the pictures on a dark ground.
constexpr Ink kGround = ink(0x10141a), kWords = ink(0xe8ebef), kFaint = ink(0xa9b2bd),
              kRule = ink(0x5c6672), kPlace = ink(0xffffff), kPoint = ink(0xd9b65c);
constexpr Ink kEars[] = {ink(0x6fa8f0), ink(0xf07f78)};
constexpr const char* kEarNames[] = {"L", "R"};
constexpr double kToCome = 0.5;  // opacity of the ribbon after the present moment

// Parts of the strip's height, and of its width where it is narrow.
constexpr double kMargin = 0.09, kGap = 0.14, kAudiogram = 1.35, kRinging = 2.0, kLetters = 0.17;
constexpr double kMostAudiogram = 0.22, kMostRinging = 0.3;

}  // namespace

double strip_height(double picture_width, double picture_height, double part) {
  return part * std::min(picture_height, 0.75 * picture_width);
}

Strip::Strip(StripLook look, StripFilm film)
    : look_(look), film_(std::move(film)), raster_(look.width, look.height, look.aspect) {
  lay_out();
  constexpr double kWhole = 1.5;
  const double end = std::max(film_.length_s, 1.0);
  page_s_ = end <= kWhole * look_.span_s ? end : look_.span_s;
}

void Strip::lay_out() {
  const double h = look_.height, wide = raster_.units_across();
  const double margin = kMargin * h, inner = h - 2.0 * margin;
  audiogram_ = {margin, margin, std::min(kAudiogram * h, kMostAudiogram * wide), inner};
  const double ringing = std::min(kRinging * h, kMostRinging * wide);
  ringing_ = {wide - margin - ringing, margin, ringing, inner};
  letters_ = std::min(kLetters * h, ringing / 10.0);
  line_ = std::max(1.0, h / 60.0);
  const double label = words_width("speech", 0.8 * letters_) + 0.5 * letters_;
  const double left = audiogram_.x + audiogram_.width + kGap * h + label;
  ribbon_ = {left, margin, std::max(1.0, ringing_.x - kGap * h - left), inner};
}

double Strip::x_of(double time_s) const {
  return ribbon_.x + (time_s - page_begin_) / page_s_ * ribbon_.width;
}

double Strip::time_of(double x) const {
  return page_begin_ + (x - ribbon_.x) / ribbon_.width * page_s_;
}

Strip::Drawn Strip::at(double time_s, const StripMoment& moment) {
  const double end = std::max(film_.length_s, page_s_);
  const double time = std::clamp(time_s, 0.0, end);
  const double page = page_s_ * std::floor(std::min(time, end - 1e-6) / page_s_);
  const double before = x_of(now_);
  const bool anew = !drawn_ || moment != moment_ || page != page_begin_ || time < now_;
  now_ = time;
  moment_ = moment;
  page_begin_ = page;
  if (anew) {
    drawn_ = true;
    draw_ground();
    draw_audiogram();
    draw_ringing();
    draw_ribbon(raster_.column(ribbon_.x), raster_.column(ribbon_.x + ribbon_.width));
    return {raster_, 0, raster_.width()};
  }
  const double reach = 2.0 * line_ + 2.0 * look_.aspect;
  const int from = std::max(raster_.column(ribbon_.x), raster_.column(before - reach));
  const int to =
      std::min(raster_.column(ribbon_.x + ribbon_.width), raster_.column(x_of(now_) + reach) + 1);
  if (!film_.missing.empty()) {
    draw_ribbon(raster_.column(ribbon_.x), raster_.column(ribbon_.x + ribbon_.width));
    return {raster_, raster_.column(ribbon_.x), raster_.column(ribbon_.x + ribbon_.width)};
  }
  draw_ribbon(from, to);
  return {raster_, from, to};
}

void Strip::draw_ground() {
  raster_.clear({0.0, 0.0, raster_.units_across(), static_cast<double>(look_.height)},
                kGround.faint(look_.opacity));
  const double size = 0.8 * letters_;
  const double width = words_width("speech", size);
  raster_.write("speech", {ribbon_.x - 0.5 * letters_ - width, 0.5 * look_.height + 0.35 * size},
                size, kFaint);
}

void Strip::draw_audiogram() {
  const Box& box = audiogram_;
  for (const int level : {0, 40, 80, 120})
    raster_.fill({box.x, box.y + box.height * level / 120.0 - 0.5, box.width, 1.0}, kRule);
  for (int octave = 0; octave <= 6; ++octave)
    raster_.fill({box.x + box.width * octave / 6.0 - 0.5, box.y, 1.0, box.height},
                 kRule.faint(0.6));
  for (std::size_t side : {std::size_t{1}, std::size_t{0}})
    if (film_.ears[side]) draw_ear(side);
}

void Strip::draw_ear(std::size_t side) {
  const StripEar& ear = moment_.ears[side];
  const double shown = 0.3 + 0.7 * std::clamp(moment_.perspective, 0.0, 1.0);
  const Ink colour = kEars[side].faint(shown);
  const double r = std::max(2.0, 0.042 * look_.height);
  std::vector<std::vector<Point>> lines(1);
  std::vector<Point> marks, arrows;
  for (std::size_t i = 0; i < ear.db_hl.size(); ++i) {
    const double octave = std::log2(StripEar::kHertz[i] / 125.0);
    const int level = std::clamp(ear.db_hl[i], -10, StripEar::kNoResponse);
    const Point at{audiogram_.x + audiogram_.width * octave / 6.0,
                   audiogram_.y + audiogram_.height * level / 120.0};
    const bool whole = StripEar::kHertz[i] != 750 && StripEar::kHertz[i] != 1500;
    const bool none = ear.db_hl[i] >= StripEar::kNoResponse;
    if (none) {
      if (!lines.back().empty()) lines.emplace_back();
      if (whole) arrows.push_back(at);
    } else {
      lines.back().push_back(at);
      if (whole) marks.push_back(at);
    }
  }
  raster_.stroke(lines, line_, colour.faint(0.8));
  for (const Point p : marks) {
    if (side == 1) {
      raster_.circle(p, r, line_, colour);
    } else {
      raster_.stroke(std::vector<std::vector<Point>>{{{p.x - r, p.y - r}, {p.x + r, p.y + r}},
                                                     {{p.x - r, p.y + r}, {p.x + r, p.y - r}}},
                     line_, colour);
    }
  }
  if (ear.implant) {
    const double size =
        std::min(letters_, letters_ * 0.9 * audiogram_.width / words_width("implant", letters_));
    const double row = side == 0 ? 0.3 : 0.55;
    raster_.write("implant",
                  {audiogram_.x + 0.05 * audiogram_.width,
                   audiogram_.y + row * audiogram_.height + 0.5 * size},
                  size, colour);
  }
  // No response: an arrow down, to the ear's own side.
  const double way = side == 1 ? -0.8 * r : 0.8 * r;
  for (const Point p : arrows)
    raster_.stroke(std::vector<Point>{{p.x, p.y - 2.0 * r}, {p.x + way, p.y}}, line_, colour);
}

void Strip::draw_ringing() {
  const double half = ringing_.height / 2.0;
  for (std::size_t side = 0; side < 2; ++side) {
    if (!film_.ears[side]) continue;
    const StripEar& ear = moment_.ears[side];
    const double top = ringing_.y + half * static_cast<double>(side);
    const double base = top + 0.42 * half + 0.35 * letters_;
    raster_.write(kEarNames[side], {ringing_.x, base}, letters_, kEars[side]);
    const double left = ringing_.x + 1.15 * letters_;
    if (ear.rings.empty()) {
      raster_.write("-", {left, base}, letters_, kFaint);
      continue;
    }
    const std::string more = ear.more > 0 ? " +" + std::to_string(ear.more) : "";
    const std::string words = ear.rings + more;
    const double room = ringing_.x + ringing_.width - left;
    const double size = letters_ * std::min(1.0, room / words_width(words, letters_));
    raster_.write(words, {left, base}, size, kWords);
    const Box bar{left, base + 0.45 * letters_, room, std::max(2.0, 0.25 * letters_)};
    raster_.fill(bar, kRule);
    raster_.fill({bar.x, bar.y, bar.width * std::clamp(ear.rings_part, 0.0, 1.0), bar.height},
                 kEars[side]);
  }
}

double Strip::share_between(double from_s, double to_s, float Value::*which, bool& speech) const {
  const auto& track = film_.speech;
  const double step = track.step.value(), begin = track.begin.value();
  const auto count = static_cast<double>(track.values.size());
  const auto first =
      static_cast<std::size_t>(std::clamp(std::floor((from_s - begin) / step), 0.0, count));
  const auto last = static_cast<std::size_t>(std::clamp(
      std::max(std::ceil((to_s - begin) / step), static_cast<double>(first + 1)), 0.0, count));
  double sum = 0.0, found = 0.0;
  for (std::size_t i = first; i < last && to_s > begin; ++i) {
    if (!track.values[i].speech) continue;
    sum += static_cast<double>(track.values[i].*which);
    found += 1.0;
  }
  speech = found > 0.0;
  return speech ? sum / found : 0.0;
}

void Strip::draw_column(int column) {
  const double x = column * look_.aspect, wide = look_.aspect;
  const double from = time_of(x), to = time_of(x + wide);
  const bool both = film_.ears[0] && film_.ears[1];
  const double room = both ? ribbon_.height / 2.0 : ribbon_.height;
  const double zero = film_.ears[1] && !both ? ribbon_.y : ribbon_.y + room;  // right hangs down
  const double shown = from < now_ ? 1.0 : kToCome;
  for (std::size_t side = 0; side < 2; ++side) {
    if (!film_.ears[side]) continue;
    bool speech = false;
    const double up = side == 0 ? -1.0 : 1.0;
    const auto box = [&](double share, double thick) {
      const double far = zero + up * share * room, near = far - up * thick;
      return Box{x, std::min(far, near), wide, std::abs(far - near)};
    };
    const double share = share_between(from, to, side == 0 ? &Value::left : &Value::right, speech);
    if (!speech) continue;
    raster_.fill(box(share, share * room), kEars[side].faint(shown));
    const double typical = share_between(from, to, &Value::typical, speech);
    raster_.fill(box(typical, std::max(1.0, 0.7 * line_)), kFaint.faint(0.7 * shown));
  }
  raster_.fill({x, zero - 0.5, wide, 1.0}, kFaint.faint(0.6));
}

void Strip::draw_ribbon(int from, int to) {
  if (to <= from) return;
  const double left = from * look_.aspect, right = to * look_.aspect;
  raster_.clear({left, 0.0, right - left - 0.5 * look_.aspect, static_cast<double>(look_.height)},
                kGround.faint(look_.opacity));
  for (int column = from; column < to; ++column) draw_column(column);
  // Only what lies in these columns: the rest is there already.
  const auto upright = [&](double x, double thick, Ink ink, double top, double height) {
    const double a = std::max(x - 0.5 * thick, left), b = std::min(x + 0.5 * thick, right);
    if (b > a) raster_.fill({a, top, b - a, height}, ink);
  };
  for (const double point : film_.points_s) {
    if (point < page_begin_ || point > page_begin_ + page_s_) continue;
    const double tall = 0.14 * ribbon_.height;
    for (const double top : {ribbon_.y, ribbon_.y + ribbon_.height - tall})
      upright(x_of(point), line_, kPoint, top, tall);
  }
  if (!film_.missing.empty()) {
    const double width = words_width(film_.missing, letters_);
    raster_.write(film_.missing,
                  {ribbon_.x + std::max(0.0, 0.5 * (ribbon_.width - width)),
                   0.5 * look_.height - 0.6 * letters_},
                  letters_, kFaint);
  }
  upright(x_of(now_), 1.6 * line_, kPlace, 0.4 * ribbon_.y, look_.height - 0.8 * ribbon_.y);
}

}  // namespace otoscape::io::strip
