// SPDX-License-Identifier: Apache-2.0
#include "jobs/report/sound_view.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::jobs::report {
namespace {

using io::pages::LevelTrack;
using io::pages::Spectrogram;

constexpr Seconds kStep{0.1};                // of outline and loudness
constexpr std::size_t kSlicesPerLevel = 2;   // a level each 0.1 s
constexpr std::size_t kMostLevels = 12'000;  // columns: 20 minutes of 0.1 s
constexpr std::size_t kMostColumns = 1'000;  // of the picture
constexpr std::size_t kCurvePoints = 600;    // of the loudness, at most
constexpr double kShortTerm = 3.0;           // s, EBU Tech 3341
constexpr int kEars = 2;

double pa2_of(const Calibration& calibration, Decibels gain) {
  const double pascals = calibration.pascals_per_unit();
  return pascals * pascals * std::pow(10.0, -gain.value() / 10.0);
}

dsp::Biquads k_weighting(Hertz rate) {
  const auto filters = render::programme::k_filters(rate);
  return dsp::Biquads({filters.begin(), filters.end()});
}

// The mean of 3 s around points of the curve.
io::pages::LoudnessCurve short_term(const std::vector<double>& energies) {
  const std::size_t count = energies.size();
  const std::size_t per = std::max<std::size_t>(5, (count + kCurvePoints - 1) / kCurvePoints);
  const auto half = static_cast<std::size_t>(kShortTerm / kStep.value() / 2.0);
  std::vector<double> sums(count + 1, 0.0);
  for (std::size_t i = 0; i < count; ++i) sums[i + 1] = sums[i] + energies[i];
  io::pages::LoudnessCurve curve{static_cast<double>(per) * kStep.value(), {}};
  for (std::size_t middle = per / 2; middle < count; middle += per) {
    const std::size_t from = middle > half ? middle - half : 0;
    const std::size_t to = std::min(count, middle + half);
    const double mean = (sums[to] - sums[from]) / static_cast<double>(to - from);
    curve.lufs.push_back(mean > 0.0 ? render::programme::to_lufs(mean)
                                    : -std::numeric_limits<double>::infinity());
  }
  return curve;
}

}  // namespace

SoundView::SoundView(const Setup& setup)
    : rate_(setup.rate),
      hop_(setup.hop),
      pa2_(pa2_of(setup.calibration, setup.gain)),
      levels_(kEars * LevelTrack::kBands, kMostLevels, kSlicesPerLevel),
      picture_(Spectrogram::kRows, kMostColumns),
      level_column_(kEars * LevelTrack::kBands),
      picture_column_(Spectrogram::kRows),
      k_weighting_(k_weighting(setup.rate)),
      spectra_(setup.rate, setup.hop, [this](const Slice& slice) { take(slice); }) {}

void SoundView::take(const Slice& slice) {
  const double third = std::pow(10.0, 0.05), sixth = std::exp2(1.0 / 6.0);
  for (int ear = 0; ear < kEars; ++ear) {
    for (int band = 0; band < LevelTrack::kBands; ++band) {
      const double hz = io::pages::third_hz(band);
      level_column_[static_cast<std::size_t>(ear * LevelTrack::kBands + band)] =
          static_cast<float>(pa2_ * slice.power(ear, Hertz(hz / third), Hertz(hz * third)));
    }
  }
  for (int row = 0; row < Spectrogram::kRows; ++row) {
    const double hz = io::pages::row_hz(row);
    const Hertz low(hz / sixth), high(hz * sixth);
    picture_column_[static_cast<std::size_t>(row)] =
        static_cast<float>(0.5 * pa2_ * (slice.power(0, low, high) + slice.power(1, low, high)));
  }
  levels_.add(level_column_);
  picture_.add(picture_column_);
}

void SoundView::add(std::span<const float> left, std::span<const float> right) {
  spectra_.add(left, right);
  add_steps(left, right);
}

void SoundView::add_steps(std::span<const float> left, std::span<const float> right) {
  const auto sane = [](float x) { return std::isfinite(x) ? x : 0.0f; };
  k_left_.resize(left.size());
  k_right_.resize(right.size());
  std::ranges::transform(left, k_left_.begin(), sane);
  std::ranges::transform(right, k_right_.begin(), sane);
  const double per_step = rate_.value() * kStep.value();
  const auto step_of = [&](std::size_t n) {
    return static_cast<std::size_t>(static_cast<double>(frames_ + static_cast<std::int64_t>(n)) /
                                    per_step);
  };
  if (left.empty()) return;
  energies_.resize(step_of(left.size() - 1) + 1);
  peaks_.resize(energies_.size());
  for (std::size_t n = 0; n < left.size(); ++n) {
    float& peak = peaks_[step_of(n)];
    peak = std::max({peak, std::abs(k_left_[n]), std::abs(k_right_[n])});
  }
  k_weighting_.process(0, k_left_);
  k_weighting_.process(1, k_right_);
  for (std::size_t n = 0; n < left.size(); ++n) {
    const double l = k_left_[n], r = k_right_[n];
    energies_[step_of(n)] += (l * l + r * r) / per_step;
  }
  frames_ += static_cast<std::int64_t>(left.size());
}

std::vector<std::uint8_t> SoundView::levels() const {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(levels_.values().size());
  for (const float pa2 : levels_.values()) {
    const double db = pa2 > 0.0f ? kOnePascal.value() + 10.0 * std::log10(pa2) : -1000.0;
    bytes.push_back(
        static_cast<std::uint8_t>(std::clamp(std::lround(db) - LevelTrack::kLowest, 0L, 255L)));
  }
  return bytes;
}

SoundPictures SoundView::finish() {
  spectra_.finish();
  levels_.finish();
  picture_.finish();
  SoundPictures made;
  made.seconds = static_cast<double>(frames_) / rate_.value();
  made.levels = {hop_.value() * static_cast<double>(levels_.merged()), kEars, levels()};
  made.spectrogram = {made.seconds, picture_.values()};
  made.loudness = short_term(energies_);
  made.outline = {kStep, peaks_, Seconds(made.seconds), {}};
  return made;
}

}  // namespace otoscape::jobs::report
