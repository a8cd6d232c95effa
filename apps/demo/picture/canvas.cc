// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/canvas.h"

#include <cairo.h>

#include <string>

#include "apps/demo/sound/random.h"

namespace otoscape::demo::picture {
namespace {

void use(cairo_t* cairo, Ink ink) {
  cairo_set_source_rgba(cairo, ink.red, ink.green, ink.blue, ink.alpha);
}

void use(cairo_t* cairo, const Shade& shade) {
  cairo_pattern_t* pattern =
      shade.radius > 0.0
          ? cairo_pattern_create_radial(shade.from.x, shade.from.y, 0.0, shade.to.x, shade.to.y,
                                        shade.radius)
          : cairo_pattern_create_linear(shade.from.x, shade.from.y, shade.to.x, shade.to.y);
  for (const auto& [at, ink] : shade.stops)
    cairo_pattern_add_color_stop_rgba(pattern, at, ink.red, ink.green, ink.blue, ink.alpha);
  cairo_set_source(cairo, pattern);
  cairo_pattern_destroy(pattern);
}

// A Catmull–Rom curve's piece from p[1] to p[2].
void piece(cairo_t* cairo, const Point (&p)[4]) {
  const Point a = p[1] + (p[2] - p[0]) * (1.0 / 6.0), b = p[2] - (p[3] - p[1]) * (1.0 / 6.0);
  cairo_curve_to(cairo, a.x, a.y, b.x, b.y, p[2].x, p[2].y);
}

}  // namespace

Canvas::Canvas(int width, int height, double scale)
    : width_(width),
      height_(height),
      surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)),
      cairo_(cairo_create(surface_)) {
  cairo_scale(cairo_, scale, scale);
  cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
}

Canvas::~Canvas() {
  cairo_destroy(cairo_);
  cairo_surface_destroy(surface_);
}

// A row is width × 4 bytes long: this format's rows need no padding.
std::span<const std::uint8_t> Canvas::pixels() const {
  cairo_surface_flush(surface_);
  return {cairo_image_surface_get_data(surface_),
          4 * static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_)};
}

Canvas::Scope::Scope(_cairo* cairo) : cairo_(cairo) { cairo_save(cairo_); }
Canvas::Scope::~Scope() { cairo_restore(cairo_); }

void Canvas::shift(Point by) { cairo_translate(cairo_, by.x, by.y); }
void Canvas::scale(double x, double y) { cairo_scale(cairo_, x, y); }
void Canvas::turn(double radians) { cairo_rotate(cairo_, radians); }

Canvas& Canvas::begin(Point at) {
  cairo_move_to(cairo_, at.x, at.y);
  return *this;
}

Canvas& Canvas::to(Point at) {
  cairo_line_to(cairo_, at.x, at.y);
  return *this;
}

Canvas& Canvas::curve(Point near_last, Point near_next, Point at) {
  cairo_curve_to(cairo_, near_last.x, near_last.y, near_next.x, near_next.y, at.x, at.y);
  return *this;
}

Canvas& Canvas::close() {
  cairo_close_path(cairo_);
  return *this;
}

Canvas& Canvas::polygon(std::initializer_list<Point> corners) {
  cairo_new_sub_path(cairo_);
  for (const Point& corner : corners) to(corner);
  return close();
}

Canvas& Canvas::blob(std::span<const Point> points) {
  const std::size_t count = points.size();
  begin(points[0]);
  for (std::size_t i = 0; i < count; ++i)
    piece(cairo_, {points[(i + count - 1) % count], points[i], points[(i + 1) % count],
                   points[(i + 2) % count]});
  return close();
}

Canvas& Canvas::string(std::initializer_list<Point> points) {
  const Point* p = points.begin();
  const std::size_t last = points.size() - 1;
  begin(p[0]);
  for (std::size_t i = 0; i < last; ++i)
    piece(cairo_, {p[i > 0 ? i - 1 : 0], p[i], p[i + 1], p[std::min(i + 2, last)]});
  return *this;
}

Canvas& Canvas::ellipse(Point centre, double across, double down, double turned) {
  cairo_save(cairo_);
  cairo_translate(cairo_, centre.x, centre.y);
  cairo_rotate(cairo_, turned);
  cairo_scale(cairo_, across, down);
  cairo_new_sub_path(cairo_);
  cairo_arc(cairo_, 0.0, 0.0, 1.0, 0.0, kTurn);
  cairo_restore(cairo_);
  return *this;
}

Canvas& Canvas::box(Box box, double corner) {
  if (corner <= 0.0) {
    cairo_rectangle(cairo_, box.left, box.top, box.width, box.height);
    return *this;
  }
  const double right = box.left + box.width, bottom = box.top + box.height;
  cairo_new_sub_path(cairo_);
  cairo_arc(cairo_, right - corner, box.top + corner, corner, -kTurn / 4, 0.0);
  cairo_arc(cairo_, right - corner, bottom - corner, corner, 0.0, kTurn / 4);
  cairo_arc(cairo_, box.left + corner, bottom - corner, corner, kTurn / 4, kTurn / 2);
  cairo_arc(cairo_, box.left + corner, box.top + corner, corner, kTurn / 2, 3 * kTurn / 4);
  return close();
}

Canvas& Canvas::limb(Point a, Point b, double radius_a, double radius_b) {
  const double away = length(b - a);
  if (away <= std::abs(radius_a - radius_b))
    return radius_a > radius_b ? circle(a, radius_a) : circle(b, radius_b);
  const double angle = std::atan2(b.y - a.y, b.x - a.x);
  const double open = std::acos((radius_a - radius_b) / away);
  cairo_new_sub_path(cairo_);
  cairo_arc(cairo_, a.x, a.y, radius_a, angle + open, angle - open + kTurn);
  cairo_arc(cairo_, b.x, b.y, radius_b, angle - open, angle + open);
  return close();
}

void Canvas::fill(Ink ink) {
  use(cairo_, ink);
  cairo_fill(cairo_);
}

void Canvas::fill(const Shade& shade) {
  use(cairo_, shade);
  cairo_fill(cairo_);
}

void Canvas::stroke(Ink ink, double width) {
  use(cairo_, ink);
  cairo_set_line_width(cairo_, width);
  cairo_stroke(cairo_);
}

void Canvas::clip() { cairo_clip(cairo_); }

void Canvas::cover(const Shade& shade) {
  use(cairo_, shade);
  cairo_paint(cairo_);
}

void Canvas::cover(Ink ink) {
  use(cairo_, ink);
  cairo_paint(cairo_);
}

void Canvas::add_light(const Shade& shade) {
  use(cairo_, shade);
  cairo_set_operator(cairo_, CAIRO_OPERATOR_ADD);
  cairo_fill(cairo_);
  cairo_set_operator(cairo_, CAIRO_OPERATOR_OVER);
}

void Canvas::glow(Point centre, double across, double down, Ink ink) {
  const auto kept = scope();
  shift(centre);
  scale(across, down);
  circle({0.0, 0.0}, 1.0);
  // Half-way out a quarter is left: no edge is seen.
  fill(Shade::around(
      {0.0, 0.0}, 1.0,
      {{0.0, ink}, {0.5, ink.faint(0.36)}, {0.8, ink.faint(0.08)}, {1.0, ink.faint(0.0)}}));
}

void Canvas::glow_light(Point centre, double across, double down, Ink ink) {
  cairo_set_operator(cairo_, CAIRO_OPERATOR_ADD);
  glow(centre, across, down, ink);
  cairo_set_operator(cairo_, CAIRO_OPERATOR_OVER);
}

void Canvas::begin_group(Box within) {
  cairo_save(cairo_);
  box(within);
  cairo_clip(cairo_);
  cairo_push_group(cairo_);
}

void Canvas::tint(const Shade& shade) {
  use(cairo_, shade);
  cairo_set_operator(cairo_, CAIRO_OPERATOR_ATOP);
  cairo_paint(cairo_);
  cairo_set_operator(cairo_, CAIRO_OPERATOR_OVER);
}

void Canvas::end_group(double alpha) {
  cairo_pop_group_to_source(cairo_);
  cairo_paint_with_alpha(cairo_, alpha);
  cairo_restore(cairo_);
}

void Canvas::paste(const Canvas& picture, Point at, double units) {
  const auto kept = scope();
  cairo_translate(cairo_, at.x, at.y);
  cairo_scale(cairo_, units / picture.width_, units / picture.width_);
  cairo_set_source_surface(cairo_, picture.surface_, 0.0, 0.0);
  cairo_pattern_set_filter(cairo_get_source(cairo_), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend(cairo_get_source(cairo_), CAIRO_EXTEND_PAD);
  cairo_paint(cairo_);
}

void Canvas::write(const Words& words) {
  cairo_select_font_face(cairo_, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
                         words.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(cairo_, words.size);
  cairo_move_to(cairo_, words.at.x, words.at.y);
  use(cairo_, words.ink);
  cairo_show_text(cairo_, std::string(words.text).c_str());
}

void Canvas::roughen() {
  cairo_surface_flush(surface_);
  unsigned char* bytes = cairo_image_surface_get_data(surface_);
  sound::Random random(1);
  for (std::size_t i = 0, count = pixels().size(); i < count; i += 4) {
    const int step = static_cast<int>(std::lround(1.4 * random.next()));
    for (std::size_t c = i; c < i + 3; ++c)
      bytes[c] = static_cast<unsigned char>(std::clamp(bytes[c] + step, 0, 255));
  }
  cairo_surface_mark_dirty(surface_);
}

}  // namespace otoscape::demo::picture
