// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "otoscape/base/result.h"
#include "otoscape/scene/keyframe.h"
#include "otoscape/units/time.h"

namespace otoscape::io::timelines {

// How a film counts its pictures, as far as it is known. Times are in seconds from its first frame.
struct FilmClock {
  std::optional<scene::FrameRate> rate;  // none: times are seconds alone
  std::optional<std::int64_t> start;     // the first frame's timecode, in frames from 00:00:00:00
  std::optional<bool> drops;             // whether timecodes are drop-frame
  std::optional<Seconds> length;         // of the film
};

// start: the first frame's timecode; empty: none is said.
Result<FilmClock> film_clock(const scene::FrameRate& rate, const std::string& start);
// As the scene counts; without a rate where it has none.
FilmClock clock_of(const scene::Scene& scene);
// A scene without points that counts as the film does, for what writes a scene's times.
scene::Scene counting_as(const FilmClock& clock);

// "25", "24000/1001 (23.976)".
std::string rate_text(const scene::FrameRate& rate);
// The rate of films that a number stands for: a whole number or 1000/1001 of one, as 23.98; nothing
// where there is none within 0.025 %.
std::optional<scene::FrameRate> rate_near(double per_second);
bool same_rate(const scene::FrameRate& a, const scene::FrameRate& b);

// A timecode (less the film's start, so that it may be negative), or seconds, M:S or H:M:S. The
// first timecode decides between drop-frame and not where the film does not. Errors are about
// `text` alone.
Result<Seconds> read_time(std::string_view text, FilmClock& clock);
// The timecode of the nearest frame; without a rate as files::written does it.
std::string written(Seconds time, const FilmClock& clock);
// The number of the nearest frame from the film's first; the clock has a rate.
std::int64_t frame_in(Seconds time, const FilmClock& clock);

}  // namespace otoscape::io::timelines
