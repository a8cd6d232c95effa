// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/programme_level.h"

#include <array>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "jobs/measure/row_meter.h"
#include "otoscape/base/magnitude.h"

namespace otoscape::jobs::measure {
namespace {

// Weights of the channels that are heard together; one channel is heard with both ears.
std::vector<double> together(int ears) {
  return ears == 1 ? std::vector{2.0} : std::vector<double>(static_cast<std::size_t>(ears), 1.0);
}

// Of every eighth frame: the compiler keeps them in vectors, and none waits for another.
using Sums = std::array<double, 8>;

void add_squares(std::span<const float> x, std::int64_t first_frame, Sums& sums) {
  const auto add = [&](std::size_t i, float value) {
    sums[i] += static_cast<double>(value) * static_cast<double>(value);
  };
  std::size_t n = 0, i = static_cast<std::size_t>(first_frame) % sums.size();
  for (; n < x.size() && i % sums.size() != 0; ++n, ++i) add(i, x[n]);
  for (; n + sums.size() <= x.size(); n += sums.size()) {
    for (i = 0; i < sums.size(); ++i) add(i, x[n + i]);
  }
  for (i = 0; n < x.size(); ++n, ++i) add(i, x[n]);
}

}  // namespace

struct ProgrammeLevel::Impl {
  std::optional<RowMeter> all;
  std::vector<RowMeter> each;              // of the channels
  std::vector<std::vector<float>> mended;  // channels that were not finite
  std::vector<std::span<const float>> finite;
  std::vector<Sums> energies;  // of each channel
  std::int64_t frames = 0;
};

ProgrammeLevel::ProgrammeLevel(const StreamSpec& spec, Measure what)
    : impl_(std::make_unique<Impl>()) {
  if (what == Measure::loudness) impl_->all.emplace(spec.rate, together(spec.ears));
  for (int c = 0; what == Measure::louder_ear && c < spec.ears; ++c) {
    impl_->each.emplace_back(spec.rate, std::array{1.0});
  }
}

ProgrammeLevel::~ProgrammeLevel() = default;

void ProgrammeLevel::add(ConstBlock<FullScaleUnit> sound) {
  Impl& p = *impl_;
  const auto channels = static_cast<std::size_t>(sound.channels());
  p.mended.resize(channels);
  p.energies.resize(channels);
  p.finite.clear();
  for (std::size_t c = 0; c < channels; ++c) {
    p.finite.push_back(base::finite(sound.channel(static_cast<int>(c)), p.mended[c]));
    add_squares(p.finite[c], p.frames, p.energies[c]);
  }
  p.frames += sound.frames();
  const auto frames = static_cast<std::size_t>(sound.frames());
  if (p.all) p.all->add(p.finite, frames);
  for (std::size_t c = 0; c < p.each.size(); ++c) {
    p.each[c].add(std::span(p.finite).subspan(c, 1), frames);
  }
}

std::optional<DbFs> ProgrammeLevel::rms() const {
  double energy = 0.0;
  for (const Sums& sums : impl_->energies) {
    energy = std::accumulate(sums.begin(), sums.end(), energy);
  }
  if (energy <= 0.0) return std::nullopt;
  const auto samples = std::ssize(impl_->energies) * impl_->frames;
  return DbFs(10.0 * std::log10(energy / static_cast<double>(samples)));
}

std::optional<double> ProgrammeLevel::loudness_lufs() const {
  return impl_->all ? impl_->all->rows().integrated_lufs() : std::nullopt;
}

std::optional<double> ProgrammeLevel::louder_ear_lufs() const {
  std::optional<double> louder;
  for (const RowMeter& ear : impl_->each) {
    louder = std::max(louder, ear.rows().integrated_lufs());
  }
  return louder;
}

}  // namespace otoscape::jobs::measure
