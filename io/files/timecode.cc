// SPDX-License-Identifier: Apache-2.0
#include "io/files/timecode.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "io/printable.h"

namespace otoscape::io::files {
namespace {

constexpr double kLongest = 100.0 * 3600.0;  // s
constexpr int kHighestNumber = 1'000'000;    // of a frame rate's fraction

std::optional<double> decimal(std::string_view text) {
  double value = 0.0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  const bool starts_well = !text.empty() && text.front() >= '0' && text.front() <= '9';
  if (!starts_well || error != std::errc() || rest != end) return {};
  return value;
}

std::optional<int> whole(std::string_view text) {
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end || value < 0 || text.front() == '+') return {};
  return value;
}

// Frames that a drop-frame count leaves out each minute but every tenth; 0: the rate has no such
// count.
int dropped(const scene::FrameRate& rate) {
  if (rate.denominator != 1001) return 0;
  return rate.numerator == 30000 ? 2 : rate.numerator == 60000 ? 4 : 0;
}

int nominal(const scene::FrameRate& rate) {
  return (rate.numerator + rate.denominator - 1) / rate.denominator;
}

bool has_frames(std::string_view text) {
  return std::ranges::count(text, ':') == 3 || text.find(';') != std::string_view::npos;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto at = text.find_first_of(":;");
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

Error no_time(std::string_view text) {
  return failed(fmt::format(
      "{} is no time; write seconds, M:S or H:M:S, as \"1:02:03.5\", or H:M:S:F", in_quotes(text)));
}

}  // namespace

Result<scene::FrameRate> parse_frame_rate(std::string_view text) {
  const auto slash = text.find('/');
  const auto above = whole(text.substr(0, slash));
  const auto below =
      slash == std::string_view::npos ? std::optional(1) : whole(text.substr(slash + 1));
  const bool good = above && below && *below > 0 && *above <= kHighestNumber &&
                    *below <= kHighestNumber && *above >= *below && *above / *below <= 240;
  if (good) return scene::FrameRate{*above, *below};
  return failed(
      fmt::format("{} is no frame rate; write 25, or a fraction as \"24000/1001\" (23.976) "
                  "or \"30000/1001\" (29.97)",
                  in_quotes(text)));
}

Result<Seconds> parse_span(std::string_view text) {
  const bool ms = text.ends_with("ms");
  const auto value = text.ends_with('s') ? decimal(text.substr(0, text.size() - (ms ? 2 : 1)))
                                         : std::optional<double>();
  const double seconds = value ? *value * (ms ? 0.001 : 1.0) : -1.0;
  if (seconds >= 0.0 && seconds <= kLongest) return Seconds(seconds);
  return failed(
      fmt::format("{} is no span of time; write seconds or milliseconds, as \"12s\" or "
                  "\"250ms\"",
                  in_quotes(text)));
}

Result<Seconds> TimeReader::parse_frames(std::string_view text) const {
  if (!rate_) {
    return failed(
        fmt::format("{} has frames; say how many a second has, as frame_rate = "
                    "\"24000/1001\" at the top",
                    in_quotes(text)));
  }
  const auto parts = split(text);
  const auto semicolon = text.find(';');
  const bool drops = semicolon != std::string_view::npos;
  std::array<int, 4> hmsf{};
  bool good = parts.size() == 4 && (!drops || semicolon == text.rfind(':') + 1 + parts[2].size());
  for (std::size_t i = 0; good && i < 4; ++i) {
    const auto number = parts[i].empty() ? std::nullopt : whole(parts[i]);
    good = number.has_value();
    hmsf[i] = number.value_or(0);
  }
  const auto [h, m, s, f] = hmsf;
  if (!good || h > 99 || m > 59 || s > 59) return no_time(text);
  if (f >= nominal(*rate_)) {
    return failed(fmt::format("{}: frames go from 0 to {} at this frame rate", in_quotes(text),
                              nominal(*rate_) - 1));
  }
  const int left_out = dropped(*rate_), minutes = h * 60 + m;
  if (drops && left_out == 0) {
    return failed(
        fmt::format("{}: drop-frame times, with \";\", exist at 30000/1001 and "
                    "60000/1001 only",
                    in_quotes(text)));
  }
  if (drops && s == 0 && f < left_out && m % 10 != 0) {
    return failed(
        fmt::format("{} does not exist in drop-frame time; the minute begins with frame {}",
                    in_quotes(text), left_out));
  }
  std::int64_t frames = (std::int64_t{minutes} * 60 + s) * nominal(*rate_) + f;
  if (drops) frames -= std::int64_t{left_out} * (minutes - minutes / 10);
  return Seconds(static_cast<double>(frames) * rate_->denominator / rate_->numerator);
}

Result<Seconds> TimeReader::set_start(std::string_view text) {
  if (!has_frames(text)) {
    return failed(
        fmt::format("{} is no timecode; write H:M:S:F, as \"01:00:00:00\"", in_quotes(text)));
  }
  const auto start = parse_frames(text);
  if (!start) return start.error();
  start_ = *start;
  start_drops_ = text.find(';') != std::string_view::npos;
  return start_;
}

Result<Seconds> TimeReader::parse(std::string_view text) const {
  if (has_frames(text)) {
    const auto time = parse_frames(text);
    if (!time) return time.error();
    const bool drops = text.find(';') != std::string_view::npos;
    if (start_drops_ && *start_drops_ != drops) {
      return failed(
          fmt::format("{} and timecode_start are written differently; use \"{}\" before "
                      "the frames in both",
                      in_quotes(text), *start_drops_ ? ';' : ':'));
    }
    if (*time < start_) {
      return failed(fmt::format("{} lies before timecode_start", in_quotes(text)));
    }
    return Seconds(time->value() - start_.value());
  }
  const auto parts = split(text);
  double total = 0.0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    const auto digits = last ? decimal(parts[i]) : std::optional<double>();
    const auto number = last ? std::optional<int>() : whole(parts[i].empty() ? "x" : parts[i]);
    const double value = digits ? *digits : number ? *number : -1.0;
    if (value < 0.0 || (i > 0 && value >= 60.0) || parts.size() > 3) return no_time(text);
    total = total * 60.0 + value;
  }
  if (total > kLongest) return no_time(text);
  return Seconds(total);
}

std::string written(Seconds time) {
  const auto ms = std::llround(std::abs(time.value()) * 1000.0);
  const auto s = ms / 1000;
  std::string text = s >= 3600 ? fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
                               : fmt::format("{}:{:02}", s / 60, s % 60);
  if (ms % 1000 != 0) {
    text += fmt::format(".{:03}", ms % 1000);
    while (text.back() == '0') text.pop_back();
  }
  return (time.value() < 0.0 && ms > 0 ? "-" : "") + text;
}

}  // namespace otoscape::io::files
