// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/film/film_setting.h"

#include <algorithm>
#include <cmath>

#include "otoscape/dsp/spline_noise.h"

namespace otoscape::implant::film {
namespace {

// All ours. Half the way to a neighbour, so that over many events a line sounds everywhere between.
constexpr double kShift = 0.5, kScatter = 0.2;
constexpr double kMovedFully = 0.5;  // variety from which on lines move so far
constexpr double kTiltDb = 3.0, kHitsDb = 2.0;
constexpr double kLessSnapped = 0.4, kLessNoiseBands = 0.6, kRougher = 0.9;
constexpr double kVoiceHz = 100.0;  // about the lowest of a voice

enum Draw : std::uint64_t { shift, tilt, hits, snapped, roughness, noise_bands, lines };

// 0…1
double uniform(std::uint64_t hash) { return std::ldexp(static_cast<double>(hash >> 11), -53); }
double both_ways(std::uint64_t hash) { return 2.0 * uniform(hash) - 1.0; }

// What a line sounds in place of.
double carried_by(double hz, double lowest_hz) {
  const double bend_hz = 2.0 * lowest_hz;
  if (lowest_hz <= kVoiceHz || hz >= bend_hz) return hz;
  return bend_hz * std::pow(hz / bend_hz, std::log2(bend_hz / kVoiceHz));
}

}  // namespace

FilmGrid::FilmGrid(std::span<const double> grid_hz) noexcept
    : count(std::min(grid_hz.size(), hz.size())) {
  std::copy_n(grid_hz.begin(), count, hz.begin());
  for (std::size_t i = 0; i < count; ++i) carried_hz[i] = carried_by(hz[i], hz[0]);
}

FilmSetting::FilmSetting(std::uint64_t seed, std::int64_t event, double variety) noexcept {
  if (variety <= 0.0) return;
  key = dsp::hash(seed, static_cast<std::uint64_t>(event));
  const auto some = [&](Draw draw) { return variety * uniform(dsp::hash(key, draw)); };
  const auto more_or_less = [&](Draw draw) { return variety * both_ways(dsp::hash(key, draw)); };
  const double moves = std::min(variety / kMovedFully, 1.0);
  shift = moves * kShift * both_ways(dsp::hash(key, Draw::shift));
  scatter = moves * kScatter;
  sines_db = kTiltDb * more_or_less(Draw::tilt);
  noise_db = -sines_db;
  transients_db = kHitsDb * more_or_less(Draw::hits);
  snapped = 1.0 - kLessSnapped * some(Draw::snapped);
  roughness = 1.0 + kRougher * more_or_less(Draw::roughness);
  noise_bands = 1.0 - kLessNoiseBands * some(Draw::noise_bands);
}

FilmSetting FilmSetting::between(const FilmSetting& to, double way) const noexcept {
  FilmSetting mid = *this;
  for (double FilmSetting::*part :
       {&FilmSetting::sines_db, &FilmSetting::transients_db, &FilmSetting::noise_db,
        &FilmSetting::snapped, &FilmSetting::roughness, &FilmSetting::noise_bands}) {
    mid.*part = std::lerp(this->*part, to.*part, way);
  }
  return mid;
}

FilmGrid FilmSetting::moved(const FilmGrid& grid) const noexcept {
  FilmGrid now = grid;
  if (grid.count < 2) return now;
  for (std::size_t i = 0; i < grid.count; ++i) {
    const double by = shift + scatter * both_ways(dsp::hash(key, Draw::lines + i));
    const std::size_t below =
        by < 0.0 ? std::max<std::size_t>(i, 1) - 1 : std::min(i, grid.count - 2);
    now.hz[i] = grid.hz[i] * std::pow(grid.hz[below + 1] / grid.hz[below], by);
    now.carried_hz[i] = carried_by(now.hz[i], grid.hz[0]);
  }
  return now;
}

void SettingBlend::adopt(const FilmGrid& grid, int frames) noexcept {
  if (grid == base_) return;
  base_ = grid;
  adopts_ = true;
  adopted_next_ = false;
  waits_ = true;
  wanted_frames_ = frames;
}

void SettingBlend::draw(const FilmSetting& setting, int frames) noexcept {
  if (setting == drawn_) return;
  drawn_ = setting;
  if (!waits_ || !adopts_) wanted_frames_ = frames;
  waits_ = true;
}

bool SettingBlend::begins(std::int64_t frame) noexcept {
  if (blends_ || !waits_) return false;
  next_ = {drawn_.moved(base_), drawn_};
  start_ = frame;
  end_ = frame + std::max(wanted_frames_, dsp::Row::kFrames);
  waits_ = false, blends_ = true;
  adopted_next_ = adopts_;
  return true;
}

bool SettingBlend::ends(std::int64_t frame) noexcept {
  if (!blends_ || frame < end_) return false;
  now_ = next_;
  blends_ = false;
  if (adopted_next_) adopts_ = false;
  return true;
}

double SettingBlend::share_of_next(std::int64_t frame) const noexcept {
  if (!blends_) return 0.0;
  const double way = static_cast<double>(frame - start_) / static_cast<double>(end_ - start_);
  return std::clamp(way, 0.0, 1.0);
}

FilmSetting SettingBlend::setting(std::int64_t frame) const noexcept {
  return blends_ ? now_.setting.between(next_.setting, share_of_next(frame)) : now_.setting;
}

}  // namespace otoscape::implant::film
