// SPDX-License-Identifier: Apache-2.0
#include "jobs/report/hearing_course.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/views/arc_curves.h"
#include "io/views/scene_words.h"
#include "otoscape/scene/arc.h"

namespace otoscape::jobs::report {
namespace {

using io::pages::HearingCourse;
using io::pages::Moment;

constexpr double kStep = 0.25;           // s between looks at the scene
constexpr std::size_t kMostRows = 3000;  // in a page
constexpr double kCut = 0.011;           // s: after it a cut is complete

HearingCourse::Ear ear_of(const hearing::EarProfile& ear, double ringing_db_spl) {
  HearingCourse::Ear out;
  for (std::size_t i = 0; i < HearingCourse::kHertz.size(); ++i) {
    const DbHl level = io::views::hearing_level(ear, Hertz(HearingCourse::kHertz[i]));
    out.db_hl[i] = level >= hearing::kNoResponse ? HearingCourse::kNothing
                                                 : static_cast<int>(std::lround(level.value()));
  }
  out.implant = ear.implant.has_value();
  out.ringing_db_spl = ringing_db_spl < 0.0 ? -1 : static_cast<int>(std::lround(ringing_db_spl));
  return out;
}

bool differs(const HearingCourse::Row& a, const HearingCourse::Row& b) {
  return a.ears != b.ears || std::abs(a.perspective - b.perspective) > 0.04;
}

// "inside", "the room", or how far between them.
std::string perspective_words(double perspective) {
  if (perspective >= 0.95) return "inside";
  if (perspective <= 0.05) return "the room";
  return "between the room and inside";
}

// Whose hearing the ears take on: "hears as “after”", "left ear as “after”".
std::string who_words(const scene::Keyframe& keyframe) {
  const bool alike = keyframe.left && keyframe.right && keyframe.left_name == keyframe.right_name;
  if (alike) return fmt::format("hears as “{}”", keyframe.left_name);
  std::string words;
  if (keyframe.left) words = fmt::format("left ear as “{}”", keyframe.left_name);
  if (keyframe.right)
    words += fmt::format("{}right ear as “{}”", words.empty() ? "" : ", ", keyframe.right_name);
  return words;
}

std::string words_of(const scene::Keyframe& keyframe) {
  if (!keyframe.name.empty()) return keyframe.name;
  std::string words;
  const auto add = [&](const std::string& more) {
    if (!more.empty()) words += (words.empty() ? "" : "; ") + more;
  };
  if (keyframe.event) add(io::views::event_words(*keyframe.event));
  add(who_words(keyframe));
  if (keyframe.perspective) add(perspective_words(*keyframe.perspective));
  if (keyframe.body) add("body: " + io::views::body_words(*keyframe.body));
  if (keyframe.felt) add(io::views::felt_words(*keyframe.felt));
  return words;
}

// Where the way to a point begins.
double start_of(const scene::Keyframe& keyframe) {
  return keyframe.time.value() - std::max(keyframe.ramp.over.value(), 0.0);
}

}  // namespace

HearingCourse hearing_course(const hearing::HearingProfile& listener) {
  const auto ear = [](const hearing::EarProfile& profile) {
    double ringing = -1.0;
    for (const auto& layer : profile.tinnitus) {
      if (const auto* spl = std::get_if<DbSpl>(&layer.level))
        ringing = std::max(ringing, spl->value());
    }
    return ear_of(profile, ringing);
  };
  return {{{0.0, {ear(listener.left), ear(listener.right)}, 1.0}}};
}

HearingCourse hearing_course(const scene::Scene& scene, Seconds begin, Seconds length) {
  const scene::Arc arc(scene.keyframes);
  std::vector<double> times;
  const double step = std::max(kStep, length.value() / static_cast<double>(kMostRows));
  for (int i = 0; i * step <= length.value(); ++i) times.push_back(i * step);
  for (const Seconds moment : arc.moments()) {
    const double t = moment.value() + kCut - begin.value();
    if (t > 0.0 && t < length.value() && times.size() < 2 * kMostRows) times.push_back(t);
  }
  std::ranges::sort(times);
  HearingCourse course;
  for (const double t : times) {
    const Seconds at(begin.value() + t);
    const auto ringing = io::views::loudest_ringing(arc, at.value());
    const HearingCourse::Row row{t,
                                 {ear_of(arc.ear(scene::Side::left, at), ringing[0]),
                                  ear_of(arc.ear(scene::Side::right, at), ringing[1])},
                                 arc.mix(at).perspective};
    if (course.rows.empty() || differs(course.rows.back(), row)) course.rows.push_back(row);
  }
  return course;
}

std::vector<Moment> moments(const scene::Scene& scene, Seconds begin, Seconds length) {
  std::vector<Moment> all;
  for (const scene::Keyframe& keyframe : scene.keyframes) {
    const double t = start_of(keyframe) - begin.value();
    std::string words = words_of(keyframe);
    if (words.empty() || keyframe.time < begin || t > length.value()) continue;
    if (keyframe.ramp.over > Seconds(0.0))
      words += fmt::format(" (comes within {})", io::views::ramp_words(keyframe.ramp));
    all.push_back({std::max(t, 0.0), words});
  }
  std::ranges::stable_sort(all, {}, &Moment::time_s);
  return all;
}

}  // namespace otoscape::jobs::report
