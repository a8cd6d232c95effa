// SPDX-License-Identifier: Apache-2.0
#include "io/captions/clock_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "io/printable.h"

namespace otoscape::io::captions {
namespace {

constexpr double kLongestFilm = 100.0 * 3600.0;  // s

}  // namespace

std::optional<double> finite_number(std::string_view text) {
  double value = 0.0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || rest != text.data() + text.size()) return {};
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<Seconds> parse_clock(std::string_view text) {
  std::string clock(trimmed(text));
  const bool negative = clock.starts_with('-');
  if (negative) clock.erase(0, 1);
  std::ranges::replace(clock, ',', '.');
  if (clock.ends_with('s')) clock.pop_back();
  double seconds = 0.0;
  int fields = 0;
  for (std::string_view rest = clock;; ++fields) {
    const auto colon = rest.find(':');
    const auto field = rest.substr(0, colon);
    const auto value = fields > 2 ? std::nullopt : finite_number(field);
    if (!value || *value < 0.0 || (fields > 0 && *value >= 60.0)) return {};
    seconds = seconds * 60.0 + *value;
    if (colon == std::string_view::npos) break;
    rest.remove_prefix(colon + 1);
  }
  if (!(seconds <= kLongestFilm)) return {};
  return Seconds(negative ? -seconds : seconds);
}

std::string clock_text(Seconds time, char point) {
  const auto ms = std::llround(std::max(time.value(), 0.0) * 1000.0);
  return fmt::format("{:02}:{:02}:{:02}{}{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60,
                     point, ms % 1000);
}

Result<std::string> caption_text(std::string_view bytes, const std::string& name) {
  if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) {
    return failed(fmt::format("{}: is written in UTF-16; save it as UTF-8", name));
  }
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  std::string text;
  int line = 1;
  while (!bytes.empty()) {
    const std::size_t length = character_length(bytes);
    if (length == 0 || bytes.front() == '\0') {
      return failed(fmt::format(
          "{}:{}: a character is not UTF-8; save the file as UTF-8, as iconv -f WINDOWS-1252 -t "
          "UTF-8 does where it is a Western European one",
          name, line));
    }
    const auto first = static_cast<unsigned char>(bytes.front());
    if (first == '\r') {
      if (!bytes.substr(1).starts_with('\n')) text += '\n';
    } else if (first >= 0x20 || first == '\n' || first == '\t') {
      text += bytes.substr(0, length);  // XML has no other control characters
    }
    if (bytes.front() == '\n') ++line;
    bytes.remove_prefix(length);
  }
  return text;
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (int number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back({number, text.substr(0, end)});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

namespace {

// "00:00:01,000 --> 00:00:02,000", whatever follows.
bool is_times(const Line& line) {
  constexpr std::string_view kArrow = "-->";
  const auto arrow = line.text.find(kArrow);
  if (arrow == std::string_view::npos) return false;
  const auto after = trimmed(line.text.substr(arrow + kArrow.size()));
  return parse_clock(line.text.substr(0, arrow)) &&
         parse_clock(after.substr(0, after.find_first_of(" \t")));
}

bool is_number(const Line& line) {
  return trimmed(line.text).find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::vector<std::vector<Line>> blocks_of(std::string_view text) {
  std::vector<std::vector<Line>> blocks(1);
  for (const Line& line : lines_of(text)) {
    if (!trimmed(line.text).empty()) {
      if (is_times(line) && std::ranges::any_of(blocks.back(), is_times)) {
        std::vector<Line> next;
        if (is_number(blocks.back().back())) {
          next.push_back(blocks.back().back());
          blocks.back().pop_back();
        }
        blocks.push_back(std::move(next));
      }
      blocks.back().push_back(line);
    } else if (!blocks.back().empty()) {
      blocks.emplace_back();
    }
  }
  if (blocks.back().empty()) blocks.pop_back();
  return blocks;
}

Status check_times(Seconds begin, Seconds end, const std::string& name, int line) {
  if (begin < Seconds(0.0)) {
    return failed(fmt::format("{}:{}: a caption begins at {:.3f} s, before the film does", name,
                              line, begin.value()));
  }
  if (!(end.value() <= kLongestFilm)) {
    return failed(fmt::format("{}:{}: a caption lies beyond 100 hours", name, line));
  }
  if (end > begin) return ok();
  return failed(
      fmt::format("{}:{}: a caption that begins at {} ends at {}; an end lies after its "
                  "begin",
                  name, line, clock_text(begin, '.'), clock_text(end, '.')));
}

}  // namespace otoscape::io::captions
