// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/film_clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/files/timecode.h"
#include "io/printable.h"

namespace otoscape::io::timelines {
namespace {

using scene::TimeNotation;

constexpr double kNear = 2.5e-4;  // ours: 23.98 is 23.976, and 24 is 0.1 % away
constexpr int kHighest = 240;     // pictures a second

// Drop-frame as Premiere writes it, 01;00;00;00.
std::string with_colons(std::string_view text) {
  std::string usual(text);
  if (std::ranges::count(text, ';') != 3) return usual;
  std::replace(usual.begin(), usual.begin() + static_cast<std::ptrdiff_t>(text.rfind(';')), ';',
               ':');
  return usual;
}

}  // namespace

Result<FilmClock> film_clock(const scene::FrameRate& rate, const std::string& start) {
  FilmClock clock;
  clock.rate = rate;
  if (start.empty()) return clock;
  files::TimeReader reader(rate);
  const auto time = reader.set_start(start);
  if (!time) return time.error();
  clock.start = files::frame_of(*time, rate);
  if (files::has_drop_frame(rate)) {
    clock.drops = files::notation_of(start) == TimeNotation::drop_frame;
  }
  return clock;
}

FilmClock clock_of(const scene::Scene& scene) {
  FilmClock clock;
  clock.rate = scene.frame_rate;
  if (!scene.frame_rate) return clock;
  clock.start = files::frame_of(scene.timecode_start, *scene.frame_rate);
  clock.drops = scene.notation == TimeNotation::drop_frame;
  return clock;
}

scene::Scene counting_as(const FilmClock& clock) {
  scene::Scene scene;
  scene.frame_rate = clock.rate;
  if (!clock.rate) return scene;
  scene.timecode_start = files::time_of(clock.start.value_or(0), *clock.rate);
  scene.notation = clock.drops.value_or(false) ? TimeNotation::drop_frame : TimeNotation::timecode;
  return scene;
}

std::string rate_text(const scene::FrameRate& rate) {
  if (rate.denominator == 1) return fmt::format("{}", rate.numerator);
  return fmt::format("{}/{} ({:.5g})", rate.numerator, rate.denominator,
                     static_cast<double>(rate.numerator) / rate.denominator);
}

std::optional<scene::FrameRate> rate_near(double per_second) {
  if (!(per_second > 0.5) || per_second > kHighest + 0.5) return {};
  const auto error = [&](double rate) { return std::abs(per_second / rate - 1.0); };
  const double whole = std::round(per_second), less = std::round(per_second * 1.001);
  const bool is_whole = error(whole) <= error(less / 1.001);
  if (error(is_whole ? whole : less / 1.001) > kNear) return {};
  return is_whole ? scene::FrameRate{static_cast<int>(whole), 1}
                  : scene::FrameRate{static_cast<int>(less) * 1000, 1001};
}

bool same_rate(const scene::FrameRate& a, const scene::FrameRate& b) {
  return std::int64_t{a.numerator} * b.denominator == std::int64_t{b.numerator} * a.denominator;
}

Result<Seconds> read_time(std::string_view written_text, FilmClock& clock) {
  const std::string text = with_colons(written_text);
  const TimeNotation notation = files::notation_of(text);
  if (notation == TimeNotation::seconds) return files::TimeReader({}).parse(text);
  if (!clock.rate) {
    return failed(
        fmt::format("{} has frames; say how many a second has, with --film FILM or --rate, as "
                    "--rate 24000/1001",
                    in_quotes(text)));
  }
  const auto time = files::TimeReader(clock.rate).parse(text);
  if (!time) return time.error();
  if (files::has_drop_frame(*clock.rate)) {
    const bool drops = notation == TimeNotation::drop_frame;
    if (clock.drops.value_or(drops) != drops) {
      return failed(
          fmt::format("{} counts {} drop-frame, and what comes before it, or the film, {}",
                      in_quotes(text), drops ? "with" : "without", drops ? "without" : "with"));
    }
    clock.drops = drops;
  }
  return files::time_of(files::frame_of(*time, *clock.rate) - clock.start.value_or(0), *clock.rate);
}

std::string written(Seconds time, const FilmClock& clock) {
  return files::written(time, counting_as(clock));
}

std::int64_t frame_in(Seconds time, const FilmClock& clock) {
  return files::frame_of(time, *clock.rate);
}

}  // namespace otoscape::io::timelines
