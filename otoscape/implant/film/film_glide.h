// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/film/film_params.h"
#include "otoscape/implant/film/line_bank.h"

namespace otoscape::implant::film {

// The values of a film percept along a glide between two FilmParams: levels in dB, limits in
// octaves, shares linearly.
class FilmGlide {
 public:
  struct Values {
    double sines_db = 0.0, transients_db = 0.0, noise_db = 0.0, gain_db = 0.0;
    double snapped = 0.0, roughness = 0.0, noise_bands = 0.0;
    double low_hz = 0.0, high_hz = 0.0;
    bool operator==(const Values&) const = default;
  };

  explicit FilmGlide(const FilmParams& first) : from_(of(first)), to_(from_) {}

  void adopt(const FilmParams& params, std::int64_t start, int frames) noexcept OTOSCAPE_RT;
  Values at(std::int64_t frame) const noexcept OTOSCAPE_RT;
  std::int64_t end() const noexcept { return end_; }

 private:
  static Values of(const FilmParams& params) noexcept;

  Values from_, to_;
  std::int64_t start_ = 0, end_ = 0;
};

// A grid of fixed size, for the audio side.
struct FilmGrid {
  std::array<double, LineBank::kMostLines> hz{};
  std::size_t count = 0;

  FilmGrid() = default;
  explicit FilmGrid(std::span<const double> grid_hz) noexcept OTOSCAPE_RT;
  std::span<const double> lines() const noexcept { return {hz.data(), count}; }
  bool operator==(const FilmGrid&) const = default;
};

// Grids do not glide: they are crossfaded at constant power. A new grid waits until a crossfade has
// ended.
class GridBlend {
 public:
  explicit GridBlend(const FilmGrid& first) : now_(first), wanted_(first) {}

  void adopt(const FilmGrid& grid, int frames) noexcept OTOSCAPE_RT {
    wanted_ = grid;
    wanted_frames_ = frames;
  }
  // At the start of each control step. True where a crossfade begins and next() must be prepared.
  bool begins(std::int64_t frame) noexcept OTOSCAPE_RT;
  // True where the crossfade to next() has ended.
  bool ends(std::int64_t frame) noexcept OTOSCAPE_RT;
  double share_of_next(std::int64_t frame) const noexcept OTOSCAPE_RT;
  const FilmGrid& next() const noexcept { return next_; }
  bool blends() const noexcept { return blends_; }
  bool settled() const noexcept { return !blends_ && now_ == wanted_; }

 private:
  FilmGrid now_, next_, wanted_;
  int wanted_frames_ = 0;
  std::int64_t start_ = 0, end_ = 0;
  bool blends_ = false;
};

}  // namespace otoscape::implant::film
