// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/time_argument.h"

#include <fmt/format.h>

#include <charconv>

namespace otoscape::cli {
namespace {

Error about(const std::string& option, const Error& error) {
  return wrong_usage(fmt::format("{}: {}", option, error.sentence));
}

}  // namespace

Result<Seconds> parse_time(const std::string& option, const std::string& text) {
  const auto wrong = [&] {
    return wrong_usage(fmt::format(
        "{} {}: say seconds, M:S or H:M:S, such as 90, 1:30 or 1:02:03.5", option, text));
  };
  double total = 0.0;
  int parts = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (true) {
    double part = 0.0;
    const auto [rest, error] = std::from_chars(at, end, part, std::chars_format::fixed);
    const bool in_range = part >= 0.0 && part < 1e7 && (parts == 0 || part < 60.0);
    if (error != std::errc() || !in_range || ++parts > 3) return wrong();
    total = total * 60.0 + part;
    if (rest == end) return Seconds(total);
    if (*rest != ':') return wrong();
    at = rest + 1;
  }
}

Result<Seconds> parse_point(const std::string& option, const std::string& text,
                            const FindClock& clock) {
  if (io::files::notation_of(text) == scene::TimeNotation::seconds) return parse_time(option, text);
  const auto reader = clock();
  if (!reader) return about(option, reader.error());
  const auto time = reader->parse(text);
  return time ? time : about(option, time.error());
}

Result<Seconds> parse_length(const std::string& option, const std::string& text,
                             const FindClock& clock) {
  return parse_point(option, text, [&]() -> Result<io::files::TimeReader> {
    const auto reader = clock();
    if (!reader) return reader.error();
    return reader->from_zero();
  });
}

Result<RegionTimes> parse_region(const RegionArguments& asked, const FindClock& clock) {
  RegionTimes times;
  if (!asked.start.empty()) {
    const auto start = parse_point("--start", asked.start, clock);
    if (!start) return start.error();
    times.start = *start;
  }
  if (!asked.duration.empty()) {
    const auto duration = parse_length("--duration", asked.duration, clock);
    if (!duration) return duration.error();
    times.duration = *duration;
  }
  return times;
}

}  // namespace otoscape::cli
