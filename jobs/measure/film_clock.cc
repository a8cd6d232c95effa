// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/film_clock.h"

#include <fmt/format.h>

#include "io/files/timecode.h"
#include "io/input_path.h"
#include "io/media/read/picture_clock.h"
#include "jobs/measure/sound_outline.h"

namespace otoscape::jobs::measure {
namespace {

using io::timelines::FilmClock;
using io::timelines::rate_text;

struct Film {
  std::optional<scene::FrameRate> rate;
  std::string timecode;
  std::optional<Seconds> length;
};

Result<Film> look_at(const FilmAsked& asked) {
  Film film;
  if (asked.film.empty()) return film;
  if (auto status = io::must_be_read_twice(asked.film); !status) return status.error();
  const auto picture = io::media::picture_clock(asked.film);
  if (picture && *picture) {
    film.rate = scene::FrameRate{(*picture)->numerator, (*picture)->denominator};
    film.timecode = (*picture)->timecode;
  }
  const auto length = film_length(asked.film);
  if (!length) return length.error();
  film.length = *length;
  return film;
}

}  // namespace

Result<FilmClock> film_clock(const FilmAsked& asked) {
  auto film = look_at(asked);
  if (!film) return film.error();
  auto rate = film->rate ? film->rate : asked.otherwise;
  if (!asked.rate.empty()) {
    const auto said = io::files::parse_frame_rate(asked.rate);
    if (!said) return wrong_usage("--rate: " + said.error().sentence);
    if (film->rate && !io::timelines::same_rate(*said, *film->rate)) {
      return wrong_usage(fmt::format("--rate {}: {} has {} pictures a second", asked.rate,
                                     asked.film, rate_text(*film->rate)));
    }
    rate = *said;
  }
  if (!rate && !asked.start.empty()) {
    return wrong_usage(
        fmt::format("--start {}: say how many frames a second has, with --rate", asked.start));
  }
  FilmClock clock;
  if (rate) {
    auto own = io::timelines::film_clock(*rate, asked.start.empty() ? film->timecode : asked.start);
    if (!own && !asked.start.empty()) return wrong_usage("--start: " + own.error().sentence);
    if (!own)
      return failed(fmt::format("the timecode of {}: {}", asked.film, own.error().sentence));
    clock = *own;
  }
  clock.length = film->length;
  return clock;
}

}  // namespace otoscape::jobs::measure
