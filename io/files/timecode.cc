// SPDX-License-Identifier: Apache-2.0
#include "io/files/timecode.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "io/printable.h"

namespace otoscape::io::files {
namespace {

constexpr double kLongest = 100.0 * 3600.0;  // s
constexpr int kHighestNumber = 1'000'000;    // of a frame rate's fraction
constexpr std::array<std::int64_t, 16> kRoundSteps = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 36000};
constexpr double kJust = 1e-6;  // s

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

// Frames before number 0 of a timecode's whole second.
std::int64_t frames_before(std::int64_t second, const scene::FrameRate& rate, bool drops) {
  const std::int64_t left_out = drops ? dropped(rate) : 0, minutes = second / 60;
  return second * nominal(rate) - left_out * (minutes - minutes / 10);
}

// The number of the first frame of a whole second.
std::int64_t first_number(std::int64_t second, const scene::FrameRate& rate, bool drops) {
  return drops && second % 60 == 0 && second / 60 % 10 != 0 ? dropped(rate) : 0;
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
  if (drops && dropped(*rate_) == 0) {
    return failed(
        fmt::format("{}: drop-frame times, with \";\", exist at 30000/1001 and "
                    "60000/1001 only",
                    in_quotes(text)));
  }
  const std::int64_t second = (h * 60 + m) * 60 + s;
  if (f < first_number(second, *rate_, drops)) {
    return failed(
        fmt::format("{} does not exist in drop-frame time; the minute begins with frame {}",
                    in_quotes(text), dropped(*rate_)));
  }
  return time_of(frames_before(second, *rate_, drops) + f, *rate_);
}

TimeReader TimeReader::of(const scene::Scene& scene) {
  TimeReader reader(scene.frame_rate);
  reader.start_ = scene.timecode_start;
  if (reader.start_ > Seconds(0.0)) {
    reader.start_drops_ = scene.notation == scene::TimeNotation::drop_frame;
  }
  return reader;
}

Result<Seconds> TimeReader::set_start(std::string_view text, std::string name) {
  if (!has_frames(text)) {
    return failed(
        fmt::format("{} is no timecode; write H:M:S:F, as \"01:00:00:00\"", in_quotes(text)));
  }
  const auto start = parse_frames(text);
  if (!start) return start.error();
  start_ = *start;
  start_name_ = std::move(name);
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
          fmt::format("{} and {} are written differently; use \"{}\" before the frames in both",
                      in_quotes(text), start_name_, *start_drops_ ? ';' : ':'));
    }
    if (*time < start_) {
      return failed(fmt::format("{} lies before {}", in_quotes(text), start_name_));
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

scene::TimeNotation notation_of(std::string_view text) {
  if (!has_frames(text)) return scene::TimeNotation::seconds;
  return text.find(';') != std::string_view::npos ? scene::TimeNotation::drop_frame
                                                  : scene::TimeNotation::timecode;
}

std::int64_t frame_of(Seconds time, const scene::FrameRate& rate) {
  return std::llround(time.value() * rate.numerator / rate.denominator);
}

Seconds time_of(std::int64_t frame, const scene::FrameRate& rate) {
  return Seconds(static_cast<double>(frame) * rate.denominator / rate.numerator);
}

bool has_drop_frame(const scene::FrameRate& rate) { return dropped(rate) > 0; }

std::string timecode(std::int64_t frame, const scene::FrameRate& rate, bool drops) {
  const int a_second = nominal(rate), left_out = drops ? dropped(rate) : 0;
  if (left_out > 0) {
    // Every minute but each tenth is shorter by the numbers that it leaves out.
    const std::int64_t minute = std::int64_t{60} * a_second - left_out;
    const std::int64_t ten = 10 * minute + left_out, rest = frame % ten;
    frame += 9 * left_out * (frame / ten);
    if (rest > left_out) frame += left_out * ((rest - left_out) / minute);
  }
  const std::int64_t s = frame / a_second;
  return fmt::format("{:02}:{:02}:{:02}{}{:0{}}", s / 3600, s / 60 % 60, s % 60,
                     left_out > 0 ? ';' : ':', frame % a_second, a_second > 100 ? 3 : 2);
}

std::string written(Seconds time, const scene::Scene& scene) {
  const double seconds = time.value() + scene.timecode_start.value();
  if (scene.notation == scene::TimeNotation::seconds || !scene.frame_rate || seconds < 0.0) {
    return written(time);
  }
  return timecode(frame_of(Seconds(seconds), *scene.frame_rate), *scene.frame_rate,
                  scene.notation == scene::TimeNotation::drop_frame);
}

std::vector<Seconds> round_timecodes(const scene::Scene& scene, Seconds length, int most) {
  const scene::FrameRate rate = *scene.frame_rate;
  const bool drops = scene.notation == scene::TimeNotation::drop_frame;
  const auto step = std::ranges::find_if(kRoundSteps, [&](std::int64_t one) {
    return length.value() / static_cast<double>(one) < most - 1;
  });
  const std::int64_t every = step == kRoundSteps.end() ? kRoundSteps.back() : *step;
  const double start = scene.timecode_start.value();
  std::vector<Seconds> times;
  for (auto second = static_cast<std::int64_t>(start) / every * every;; second += every) {
    const std::int64_t frame =
        frames_before(second, rate, drops) + first_number(second, rate, drops);
    const double time = time_of(frame, rate).value() - start;
    if (time > length.value() + kJust) return times;
    if (time >= -kJust) times.push_back(Seconds(std::max(time, 0.0)));
  }
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
