// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/film_times.h"

#include <fmt/format.h>

#include "io/input_path.h"
#include "io/media/read/picture_clock.h"

namespace otoscape::jobs::measure {

Result<io::files::TimeReader> film_times(const std::string& path) {
  if (!io::can_be_read_twice(path)) {
    return failed(fmt::format("{} cannot be asked for its frame rate first; write seconds",
                              path == "-" ? "standard input" : path));
  }
  const auto clock = io::media::picture_clock(path);
  if (!clock) return failed(clock.error().sentence + "; write seconds");
  if (!*clock) {
    return failed(
        fmt::format("{} has no picture that frames could be counted by; write seconds", path));
  }
  const auto& [numerator, denominator, timecode] = **clock;
  io::files::TimeReader reader(scene::FrameRate{numerator, denominator});
  if (timecode.empty()) return reader;
  const auto start = reader.set_start(timecode, "the film's first frame, " + timecode);
  if (!start) {
    return failed(fmt::format("the timecode of {}: {}", path, start.error().sentence));
  }
  return reader;
}

}  // namespace otoscape::jobs::measure
