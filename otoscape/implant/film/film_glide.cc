// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/film/film_glide.h"

#include <algorithm>
#include <cmath>

namespace otoscape::implant::film {
namespace {

double in_octaves(double from, double to, double way) {
  return from == to ? from : from * std::exp2(way * std::log2(to / from));
}

double share(double x) { return std::clamp(x, 0.0, 1.0); }

}  // namespace

FilmGlide::Values FilmGlide::of(const FilmParams& p) noexcept {
  return {p.sines_db,
          p.transients_db,
          p.noise_db,
          p.gain_db,
          share(p.snapped),
          share(p.roughness),
          share(p.noise_bands),
          share(p.variety),
          share(p.clarity),
          std::max(1.0, p.low_hz),
          std::max(1.0, p.high_hz)};
}

void FilmGlide::adopt(const FilmParams& params, std::int64_t start, int frames) noexcept {
  from_ = at(start);
  to_ = of(params);
  start_ = start;
  end_ = from_ == to_ ? start : start + std::max(frames, 1);
}

FilmGlide::Values FilmGlide::at(std::int64_t frame) const noexcept {
  if (frame >= end_) return to_;
  const double way =
      std::max(0.0, static_cast<double>(frame - start_) / static_cast<double>(end_ - start_));
  const auto straight = [&](double Values::*value) {
    return std::lerp(from_.*value, to_.*value, way);
  };
  return {straight(&Values::sines_db),
          straight(&Values::transients_db),
          straight(&Values::noise_db),
          straight(&Values::gain_db),
          straight(&Values::snapped),
          straight(&Values::roughness),
          straight(&Values::noise_bands),
          straight(&Values::variety),
          straight(&Values::clarity),
          in_octaves(from_.low_hz, to_.low_hz, way),
          in_octaves(from_.high_hz, to_.high_hz, way)};
}

}  // namespace otoscape::implant::film
