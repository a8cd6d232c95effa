// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/film/line_bank.h"

namespace otoscape::implant::film {

// Lines of a grid, ascending, for the audio side: where they sound, and the frequencies whose power
// they carry. A voice's lowest octaves lie below the places of an electrode array, so 100 Hz … an
// octave above the lowest line are carried by that octave; above it every line carries its own.
struct FilmGrid {
  std::array<double, LineBank::kMostLines> hz{}, carried_hz{};
  std::size_t count = 0;

  FilmGrid() = default;
  explicit FilmGrid(std::span<const double> grid_hz) noexcept OTOSCAPE_RT;
  std::span<const double> lines() const noexcept { return {hz.data(), count}; }
  std::span<const double> carried() const noexcept { return {carried_hz.data(), count}; }
  bool operator==(const FilmGrid&) const = default;
};

// How the treatment of one event differs from the percept's own: one of a family, drawn from a key
// and the event's frame. `variety` 0…1 scales all differences; at 0 there is none.
struct FilmSetting {
  double sines_db = 0.0, transients_db = 0.0, noise_db = 0.0;
  double snapped = 1.0, roughness = 1.0, noise_bands = 1.0;  // factors
  double shift = 0.0, scatter = 0.0;  // of the grid's lines, of the way to their neighbours
  std::uint64_t key = 0;              // of their scatter

  FilmSetting() = default;
  bool operator==(const FilmSetting&) const = default;
  FilmSetting(std::uint64_t seed, std::int64_t event, double variety) noexcept OTOSCAPE_RT;
  FilmSetting between(const FilmSetting& to, double way) const noexcept OTOSCAPE_RT;
  // The lines of a grid, each moved by at most 0.7 of the way to its neighbour.
  FilmGrid moved(const FilmGrid& grid) const noexcept OTOSCAPE_RT;
};

// Settings and grids do not glide: what sounds under one is crossfaded at constant power into what
// sounds under the next. The next waits until a crossfade has ended.
class SettingBlend {
 public:
  explicit SettingBlend(const FilmGrid& grid) : base_(grid) { now_.grid = grid; }

  void adopt(const FilmGrid& grid, int frames) noexcept OTOSCAPE_RT;
  void draw(const FilmSetting& setting, int frames) noexcept OTOSCAPE_RT;
  // At the start of each control step. True where a crossfade begins and next_grid() must be
  // prepared.
  bool begins(std::int64_t frame) noexcept OTOSCAPE_RT;
  // True where the crossfade has ended.
  bool ends(std::int64_t frame) noexcept OTOSCAPE_RT;
  double share_of_next(std::int64_t frame) const noexcept OTOSCAPE_RT;
  FilmSetting setting(std::int64_t frame) const noexcept OTOSCAPE_RT;
  const FilmGrid& next_grid() const noexcept { return next_.grid; }
  bool blends() const noexcept { return blends_; }
  bool settled() const noexcept { return !adopts_; }  // what was adopted is there

 private:
  struct Treatment {
    FilmGrid grid;
    FilmSetting setting;
  };

  FilmGrid base_;
  FilmSetting drawn_;
  Treatment now_, next_;
  bool waits_ = false, blends_ = false, adopts_ = false, adopted_next_ = false;
  int wanted_frames_ = 0;
  std::int64_t start_ = 0, end_ = 0;
};

}  // namespace otoscape::implant::film
