// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/recordings.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/body/levels.h"
#include "otoscape/body/own_voice.h"
#include "otoscape/dsp/spline_noise.h"
#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::render::programme {
namespace {

using body::StereoSound;
using scene::Recorded;

static_assert(scene::kMostTakes <= body::kMostTakes);

constexpr double kLoudestShot = 0.4, kLoudestSeconds = 3.0;
constexpr std::uint64_t kPlaces = 0x74616b6573;  // a take's place is the same in every scene

// The time of a cycle at which a source's level is given; none: it comes once.
std::optional<double> cycle_s(Recorded what) {
  switch (what) {
    case Recorded::heart:
      return 60.0 / 70.0;
    case Recorded::breath:
      return 60.0 / 15.0;
    case Recorded::steps:
      return 60.0 / 100.0;
    default:
      return std::nullopt;
  }
}

body::TakeShape shape_of(Recorded what) {
  body::TakeShape shape;
  if (what == Recorded::heart) shape.lean_db = 1.6;  // as its model
  if (what == Recorded::breath) {
    shape.fade_in_s = 0.030;
    shape.fade_out_s = 0.060;
  }
  return shape;
}

// Sums of squares over the part of a take that counts, both ears: plain, K-weighted, K-weighted
// with both ears shut.
struct Energies {
  double plain = 0.0, weighted = 0.0, occluded = 0.0;

  void add(const Energies& other, double gain) {
    plain += gain * other.plain;
    weighted += gain * other.weighted;
    occluded += gain * other.occluded;
  }
};

double energy(std::span<const float> sound) {
  double sum = 0.0;
  for (const float x : sound) sum += static_cast<double>(x) * static_cast<double>(x);
  return sum;
}

StereoSound k_weighted(StereoSound sound, Hertz rate) {
  const auto filters = k_filters(rate);
  dsp::Biquads k({filters[0], filters[1]});
  for (int ear = 0; ear < 2; ++ear) k.process(ear, sound[static_cast<std::size_t>(ear)]);
  return sound;
}

StereoSound occluded(StereoSound sound, Hertz rate) {
  Arena arena;
  body::Occlusion occlusion;
  const auto frames = static_cast<int>(sound[0].size());
  occlusion.prepare({rate, 2}, frames, arena);
  const float shut[2] = {1.0f, 1.0f};
  occlusion.process(PascalBlock({sound[0].data(), sound[1].data()}, 2, frames), shut, shut);
  return sound;
}

// Over the first `seconds` of the take.
Energies energies(const StereoSound& take, Hertz rate, double seconds) {
  const auto frames =
      std::min(take[0].size(), static_cast<std::size_t>(std::ceil(seconds * rate.value())));
  const auto both = [&](const StereoSound& sound) {
    return energy(std::span(sound[0]).first(frames)) + energy(std::span(sound[1]).first(frames));
  };
  return {both(take), both(k_weighted(take, rate)), both(k_weighted(occluded(take, rate), rate))};
}

// Of a sound that comes once: K-weighted, its loudest 0.4 s.
Energies loudest_part(const StereoSound& take, Hertz rate) {
  const StereoSound weighted = k_weighted(take, rate);
  const auto window = static_cast<std::size_t>(std::llround(kLoudestShot * rate.value()));
  double sum = 0.0, most = 0.0;
  const auto square = [&](std::size_t n) {
    const auto left = static_cast<double>(weighted[0][n]),
               right = static_cast<double>(weighted[1][n]);
    return left * left + right * right;
  };
  for (std::size_t n = 0; n < weighted[0].size(); ++n) {
    sum += square(n);
    if (n >= window) sum -= square(n - window);
    most = std::max(most, sum);
  }
  return {most, most, most};
}

// What each take is multiplied by so that none lies farther from the middle one than it may: power.
std::vector<double> brought_near(const std::vector<Energies>& of) {
  std::vector<double> levels, sorted;
  for (const Energies& one : of) levels.push_back(10.0 * std::log10(one.weighted + 1e-30));
  sorted = levels;
  std::ranges::sort(sorted);
  const double middle = sorted[sorted.size() / 2];
  for (double& level : levels) {
    const double wanted = std::clamp(level, middle - kTakesApartDb, middle + kTakesApartDb);
    level = std::pow(10.0, (wanted - level) / 10.0);
  }
  return levels;
}

// In dB above the mean: 3 s of cycles, all of them the loudest that may follow each other.
double loudest_3s_db(const std::vector<Energies>& of, const std::vector<double>& gains,
                     double cycle_seconds) {
  std::vector<double> each;
  double mean = 0.0;
  for (std::size_t i = 0; i < of.size(); ++i) {
    each.push_back(gains[i] * of[i].weighted);
    mean += each.back() / static_cast<double>(of.size());
  }
  std::ranges::sort(each, std::greater());
  const double cycles = kLoudestSeconds / cycle_seconds;
  const auto events = static_cast<std::size_t>(std::ceil(cycles));
  double sum = 0.0;
  for (std::size_t i = 0; i < events; ++i) sum += each[i % each.size()];
  return 10.0 * std::log10(std::max(1.0, sum / (mean * cycles)));
}

}  // namespace

RecordedTakes recorded_takes(Recorded what, const std::vector<body::RawTake>& takes, Hertz rate) {
  const std::optional<double> cycle = cycle_s(what);
  auto made = std::make_shared<std::vector<StereoSound>>();
  std::vector<Energies> of;
  for (std::size_t i = 0; i < takes.size(); ++i) {
    made->push_back(body::made_ready(takes[i], rate, shape_of(what), dsp::hash(kPlaces, i)));
    // A breath ends where the next begins; beats and steps sound on.
    const double counts = what == Recorded::breath ? *cycle : longest_take(what).value();
    of.push_back(cycle ? energies(made->back(), rate, counts) : loudest_part(made->back(), rate));
  }
  const std::vector<double> gains = brought_near(of);
  Energies mean;
  const auto count = static_cast<double>(takes.size());
  for (std::size_t i = 0; i < of.size(); ++i) mean.add(of[i], gains[i] / count);
  // In both ears; a source's RMS is the mean of both.
  const double is = mean.plain / (rate.value() * cycle.value_or(kLoudestShot));
  double wanted = 2.0;
  if (!cycle) {
    const auto once =
        static_cast<body::OneShot>(static_cast<int>(what) - static_cast<int>(Recorded::swallow));
    wanted = std::pow(10.0, (body::one_shot_level(once).lufs - kLufsOffset) / 10.0);
  }
  for (std::size_t i = 0; i < of.size(); ++i) {
    const auto gain = static_cast<float>(std::sqrt(gains[i] * wanted / is));
    for (auto& ear : (*made)[i]) {
      for (float& x : ear) x *= gain;
    }
  }
  RecordedTakes result{std::move(made), {}};
  if (!cycle) return result;
  result.level.k_db = 10.0 * std::log10(mean.weighted / mean.plain);
  result.level.occluded_db = 10.0 * std::log10(mean.occluded / mean.weighted);
  result.level.loudest_3s_db = loudest_3s_db(of, gains, *cycle);
  return result;
}

void Recordings::add(Recorded what, const RecordedTakes& made) {
  takes[static_cast<std::size_t>(what)] = made.takes;
  if (what == Recorded::heart) levels.heart = made.level;
  if (what == Recorded::breath) levels.breath = made.level;
  if (what == Recorded::steps) levels.steps = made.level;
}

}  // namespace otoscape::render::programme
