// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/return_cap.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "otoscape/render/programme/scene_rises.h"

namespace otoscape::render::programme {
namespace {

constexpr double kMean = 0.4;       // s
constexpr double kRounding = 1e-9;  // LU

// How much of a rise is there at a moment, 0…1, and the integral of that.
double part(const Rise& rise, double time) {
  const double a = rise.start.value(), b = rise.end.value();
  if (time < a) return 0.0;
  return time >= b ? 1.0 : (time - a) / (b - a);
}
double integral(const Rise& rise, double time) {
  const double a = rise.start.value(), b = rise.end.value();
  if (time <= a) return 0.0;
  return time >= b ? time - 0.5 * (a + b) : 0.5 * (time - a) * (time - a) / (b - a);
}

}  // namespace

ReturnCap::ReturnCap(std::vector<Rise> rises, double cap_lu)
    : rises_(std::move(rises)), cap_lu_(cap_lu) {
  double latest = -1e300;
  for (const Rise& rise : rises_)
    latest_end_.push_back(latest = std::max(latest, rise.end.value()));
  find_actions();
}

ReturnCap ReturnCap::of(const scene::Arc& arc, const SceneLoudness& loudness,
                        const SceneParams& params, Seconds begin, Seconds end) {
  return {scene_rises(arc, loudness, params, begin, end),
          std::clamp(params.return_cap_lu, kLowestReturnCap, kHighestReturnCap)};
}

// S − mean of S over the last 400 ms − cap, from the first `count` rises. What was complete before
// these 400 ms is the same in both.
double ReturnCap::excess(double time, std::size_t count) const {
  const auto first = std::ranges::upper_bound(latest_end_, time - kMean);
  double above_mean = 0.0;
  for (auto i = static_cast<std::size_t>(first - latest_end_.begin()); i < count; ++i) {
    const Rise& rise = rises_[i];
    if (rise.start.value() > time) break;
    above_mean += rise.lu * (part(rise, time) -
                             (integral(rise, time) - integral(rise, time - kMean)) / kMean);
  }
  return above_mean - cap_lu_;
}

double ReturnCap::gain_of(double time, std::size_t count) const {
  const double over = excess(time, count);
  return over > kRounding ? -over : 0.0;
}

double ReturnCap::gain_db_before(Seconds time, Seconds change) const {
  const auto later = std::ranges::lower_bound(rises_, change, {}, &Rise::start);
  return gain_of(time.value(), static_cast<std::size_t>(later - rises_.begin()));
}

// The most that S rose up to a moment within 400 ms.
double ReturnCap::rise_until(double time) const {
  const auto first = std::ranges::upper_bound(latest_end_, time - kMean);
  double most = 0.0, rise = 0.0;
  const auto begin = first - latest_end_.begin();
  auto i = std::ranges::upper_bound(rises_, Seconds(time), {}, &Rise::start) - rises_.begin();
  while (i-- > begin) {
    rise +=
        rises_[static_cast<std::size_t>(i)].lu * part(rises_[static_cast<std::size_t>(i)], time);
    most = std::max(most, rise);
  }
  return most;
}

// The excess bends only where a rise begins or ends or leaves the 400 ms; between, it is looked at
// once more.
void ReturnCap::find_actions() {
  std::vector<double> times;
  for (const Rise& rise : rises_) {
    for (double t : {rise.start.value(), rise.end.value()})
      times.insert(times.end(), {t, t + kMean});
  }
  std::ranges::sort(times);
  bool acting = false;
  const auto look = [&](double time) {
    const double over = excess(time, rises_.size());
    if (over <= kRounding) {
      acting = false;
      return;
    }
    if (!acting) actions_.push_back({Seconds(time), 0.0, 0.0});
    acting = true;
    Action& action = actions_.back();
    if (over > action.excess_lu) action = {action.time, rise_until(time), over};
  };
  for (std::size_t i = 0; i < times.size(); ++i) {
    look(times[i]);
    if (i + 1 < times.size() && times[i + 1] > times[i]) look(0.5 * (times[i] + times[i + 1]));
  }
}

}  // namespace otoscape::render::programme
