// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/table_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>

#include "io/files/timecode.h"
#include "io/printable.h"
#include "io/timelines/csv_rows.h"
#include "io/timelines/text_lines.h"

namespace otoscape::io::timelines {
namespace {

using Cells = std::vector<std::string>;
using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 8> kTimes = {"timecode", "time",   "start",   "in",
                                                    "position", "time_s", "seconds", "frame"};
constexpr std::array<std::string_view, 4> kNames = {"name", "marker name", "label", "marker"};
constexpr std::array<std::string_view, 4> kComments = {"comment", "description", "notes", "note"};
constexpr std::array<std::string_view, 1> kRate = {"frame_rate"}, kStart = {"timecode_start"};
constexpr double kSame = 1e-3;              // s: times are written to milliseconds and finer
constexpr double kMostFrames = 86'400'000;  // 100 hours at 240

std::vector<std::size_t> columns(const Cells& head, Names names) {
  std::vector<std::size_t> found;
  for (std::string_view name : names) {
    const auto at = std::ranges::find(head, name);
    if (at != head.end()) found.push_back(static_cast<std::size_t>(at - head.begin()));
  }
  return found;
}

std::string_view cell(const Cells& row, const std::vector<std::size_t>& columns) {
  if (columns.empty() || columns[0] >= row.size()) return {};
  return trimmed(row[columns[0]]);
}

class TableReader {
 public:
  TableReader(const Cells& head, FilmClock clock)
      : head_(head),
        times_(columns(head, kTimes)),
        names_(columns(head, kNames)),
        comments_(columns(head, kComments)) {
    markers_.clock = std::move(clock);
  }

  bool has_times() const { return !times_.empty(); }
  Markers take() { return std::move(markers_); }

  // Errors are about the row alone.
  Status read(const Cells& row, int line) {
    if (auto status = read_clock(row); !status) return status;
    const auto time = read_times(row);
    if (!time) return time.error();
    markers_.all.push_back({*time, printable(cell(row, names_), kLongestName),
                            printable(cell(row, comments_), kLongestComment), Colour::blue, line});
    return ok();
  }

 private:
  // The rate of the first row is everyone's where nothing else says one.
  Status read_clock(const Cells& row) {
    FilmClock& clock = markers_.clock;
    const std::string_view text = cell(row, columns(head_, kRate));
    if (!text.empty()) {
      const auto rate = files::parse_frame_rate(text);
      if (!rate) return rate.error();
      if (!clock.rate) clock.rate = *rate;
      if (!same_rate(*rate, *clock.rate)) {
        return failed(
            fmt::format("counts {} pictures a second, but the film, or what comes "
                        "before, {}",
                        rate_text(*rate), rate_text(*clock.rate)));
      }
    }
    const std::string_view start = cell(row, columns(head_, kStart));
    if (start.empty() || !clock.rate) return ok();
    const auto own = film_clock(*clock.rate, std::string(start));
    if (!own) return own.error();
    if (!clock.drops) clock.drops = own->drops;
    if (!clock.start) clock.start = own->start;
    later_ = files::time_of(*own->start - *clock.start, *clock.rate).value();
    return ok();
  }

  Result<Seconds> read_one(std::size_t column, std::string_view text) {
    if (head_[column] == "frame") return read_frame(text);
    if (std::ranges::count(text, '.') > 1) {
      return failed(
          fmt::format("{} seems to be bars and beats; let the workstation write minutes "
                      "and seconds, or timecode",
                      in_quotes(text)));
    }
    const auto time = read_time(text, markers_.clock);
    const bool seconds = files::notation_of(text) == scene::TimeNotation::seconds;
    return time && seconds ? Seconds(time->value() + later_) : time;
  }

  Result<Seconds> read_frame(std::string_view text) {
    double frame = -1.0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), frame);
    const bool whole = error == std::errc() && rest == text.data() + text.size() &&
                       frame == std::floor(frame) && frame >= 0.0 && frame <= kMostFrames;
    if (!whole) return failed(fmt::format("{} is no number of a frame", in_quotes(text)));
    const auto& rate = markers_.clock.rate;
    if (!rate) return failed("frames need a rate; give --film FILM or --rate");
    const Seconds time = files::time_of(static_cast<std::int64_t>(frame), *rate);
    return Seconds(time.value() + later_);
  }

  Result<Seconds> read_times(const Cells& row) {
    std::optional<Seconds> first;
    std::string_view written;
    for (std::size_t column : times_) {
      const std::string_view text = column < row.size() ? trimmed(row[column]) : "";
      if (text.empty()) continue;
      const auto time = read_one(column, text);
      if (!time) return time;
      const double apart = first ? std::abs(time->value() - first->value()) : 0.0;
      const auto& rate = markers_.clock.rate;
      const double half = rate ? 0.5 * rate->denominator / rate->numerator : 0.0;
      if (apart > std::max(half, kSame)) {
        return failed(fmt::format("{} and {} are two times; empty the one that is wrong",
                                  in_quotes(written), in_quotes(text)));
      }
      if (!first) written = text;
      if (!first) first = *time;
    }
    if (!first) return failed("the row has no time");
    return *first;
  }

  const Cells& head_;
  std::vector<std::size_t> times_, names_, comments_;
  Markers markers_;
  double later_ = 0.0;  // s from the film's first frame to the table's, timecode_start
};

}  // namespace

Result<Markers> read_table(std::string_view bytes, const std::string& file, FilmClock clock) {
  const std::string text = as_utf8(bytes);
  if (trimmed(text).empty()) return failed(fmt::format("{}: is empty", file));
  CsvRows rows(text);
  const auto at = [&](const Error& error) {
    return failed(fmt::format("{}:{}: {}", file, rows.line(), error.sentence));
  };
  Cells head, row;
  if (const auto any = rows.next(head); !any) return at(any.error());
  for (std::string& name : head) name = lower(trimmed(name));
  TableReader reader(head, std::move(clock));
  if (!reader.has_times()) {
    return at(failed("no column of the first row has times; name one timecode, time or time_s"));
  }
  for (std::size_t count = 0;; ++count) {
    const auto more = rows.next(row);
    if (!more) return at(more.error());
    if (!*more) return reader.take();
    if (count == kMostMarkers) {
      return at(failed(fmt::format("more than {} markers", kMostMarkers)));
    }
    if (auto status = reader.read(row, rows.line()); !status) return at(status.error());
  }
}

}  // namespace otoscape::io::timelines
