// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/body_sounds.h"

#include <algorithm>
#include <cmath>

#include "otoscape/body/sounds.h"
#include "otoscape/render/inside/beats.h"
#include "otoscape/render/quantum/random_key.h"

namespace otoscape::render::inside {
namespace {

// When the cycles pass each number, with jitter: the inverse of a rising function, by bisection.
template <class CyclesAt>
std::vector<double> passing_times(CyclesAt&& cycles_at, double begin, double end, std::uint64_t key,
                                  double share) {
  std::vector<double> times;
  double at = begin;
  const auto first = static_cast<std::int64_t>(std::ceil(cycles_at(begin)));
  const auto last = static_cast<std::int64_t>(std::floor(cycles_at(end)));
  for (std::int64_t n = first; n <= last; ++n) {
    const double wanted = static_cast<double>(n) + share * jitter(key, n);
    double low = at, high = at + 1.0;
    while (high < end && cycles_at(high) < wanted) high += 1.0;
    for (int i = 0; i < 40; ++i) {
      const double middle = 0.5 * (low + high);
      (cycles_at(middle) < wanted ? low : high) = middle;
    }
    times.push_back(high);
    at = std::max(begin, high - 0.5 / std::max(1e-3, cycles_at(high + 1.0) - cycles_at(high)));
  }
  return times;
}

}  // namespace

BodySounds::BodySounds(const scene::Arc& arc, const quantum::QuantumClock& clock,
                       std::uint64_t seed, Seconds begin, Seconds end)
    : clock_(clock) {
  // A scene that never sounds a source pays nothing for it.
  bool heart = false, breath = false, thuds = false;
  for (const Seconds moment : arc.moments()) {
    for (const double aside : {-1e-4, 0.02}) {
      const auto levels = arc.mix(Seconds(moment.value() + aside)).body;
      heart = heart || levels.heart_lin > 0.0;
      breath = breath || levels.breath_lin > 0.0;
      thuds = thuds || levels.thuds_lin > 0.0;
    }
  }
  silent_ = !heart && !breath && !thuds;
  const double from = begin.value() - 10.0, to = end.value() + 1.0;
  const auto frame = [&](double s) { return std::llround(s * clock.rate.value()); };
  if (heart) {
    const auto beats = passing_times([&](double t) { return arc.heart_cycles(Seconds(t)); }, from,
                                     to, quantum::named_key(seed, "heart"), kHeartJitter);
    std::vector<body::Shot> first, second;
    for (std::size_t i = 0; i + 1 < beats.size(); ++i) {
      first.push_back({frame(beats[i])});
      const double after = body::kSecondSoundAfter * std::sqrt(beats[i + 1] - beats[i]);
      second.push_back({frame(beats[i] + after)});
    }
    auto sounds = body::heart_sounds(clock.rate, arc.film_heart());
    first_ = body::Shots(std::move(sounds.first), std::move(first));
    second_ = body::Shots(std::move(sounds.second), std::move(second));
  }
  if (breath) {
    const auto starts = passing_times([&](double t) { return arc.breath_cycles(Seconds(t)); }, from,
                                      to, quantum::named_key(seed, "breath"), kBreathJitter);
    std::vector<body::BreathCycle> cycles;
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
      cycles.push_back({frame(starts[i]), frame(starts[i + 1]) - frame(starts[i])});
    }
    breath_.emplace_back(clock.rate, quantum::named_key(seed, "breath noise"), std::move(cycles));
  }
  if (thuds) {
    std::vector<body::Shot> steps;
    for (double t : passing_times([&](double s) { return arc.thud_cycles(Seconds(s)); }, from, to,
                                  quantum::named_key(seed, "thuds"), kThudJitter)) {
      steps.push_back({frame(t)});
    }
    thuds_ = body::Shots(body::thud_sound(clock.rate), std::move(steps));
  }
}

void BodySounds::add(std::int64_t quantum, const scene::BodyLevels& from,
                     const scene::BodyLevels& to, std::span<float> out) const noexcept {
  const std::int64_t first = clock_.frame_of(quantum);
  const auto play = [&](const auto& source, double scene::BodyLevels::*level) {
    const auto a = static_cast<float>(from.*level), b = static_cast<float>(to.*level);
    if (a != 0.0f || b != 0.0f) source.add(first, a, b, out);
  };
  play(first_, &scene::BodyLevels::heart_lin);
  play(second_, &scene::BodyLevels::heart_lin);
  play(thuds_, &scene::BodyLevels::thuds_lin);
  for (const body::Breath& breath : breath_) play(breath, &scene::BodyLevels::breath_lin);
}

}  // namespace otoscape::render::inside
