// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/start_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/files/timecode.h"
#include "io/input_path.h"
#include "io/media/read/picture_clock.h"
#include "io/media/read/recording_clock.h"

namespace otoscape::jobs::measure {
namespace {

std::uint64_t frames_of(double seconds, Hertz rate) {
  return static_cast<std::uint64_t>(std::llround(std::max(seconds, 0.0) * rate.value()));
}

// By a film's first picture; its time in seconds.
Seconds by_picture(const std::string& path, StartTime& start) {
  const auto clock = io::media::picture_clock(path);
  if (!clock || !*clock) return Seconds(0.0);
  const auto& [numerator, denominator, timecode] = **clock;
  start.timecode =
      io::wave::TimecodeRate{numerator, denominator, timecode.find(';') != std::string::npos};
  if (timecode.empty()) return Seconds(0.0);
  io::files::TimeReader reader(scene::FrameRate{numerator, denominator});
  const auto first = reader.set_start(timecode);
  if (first) return *first;
  start.note = fmt::format("the timecode of {} was left aside: {}", path, first.error().sentence);
  start.timecode->drop_frame = false;
  return Seconds(0.0);
}

}  // namespace

StartTime start_time(const std::string& path, Hertz rate, Seconds first) {
  StartTime start;
  if (!io::can_be_read_twice(path)) {
    start.frames = frames_of(first.value(), rate);
    return start;
  }
  const Seconds picture = by_picture(path, start);
  const auto recording = io::media::recording_clock(path);
  if (!recording || !*recording) {
    start.frames = frames_of(picture.value() + first.value(), rate);
    return start;
  }
  const auto& [since_midnight, own_rate] = **recording;
  const double seconds = to_seconds(since_midnight, own_rate).value();
  start.frames =
      own_rate.value() == rate.value()
          ? static_cast<std::uint64_t>(since_midnight.value()) + frames_of(first.value(), rate)
          : frames_of(seconds + first.value(), rate);
  start.note.clear();  // the picture's timecode is not what counts
  return start;
}

}  // namespace otoscape::jobs::measure
