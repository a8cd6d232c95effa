// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/otio_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "io/files/timecode.h"
#include "io/json_text.h"
#include "io/printable.h"
#include "io/timelines/text_lines.h"

namespace otoscape::io::timelines {
namespace {

using nlohmann::json;

constexpr int kDeepest = 32;          // compositions within compositions
constexpr double kLongest = 360'000;  // s
constexpr double kJust = 1e-6;        // s
constexpr double kSameRate = 2.5e-4;  // as rate_near

const json* member(const json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string text_of(const json& object, const char* key, std::size_t longest) {
  const json* text = member(object, key);
  const auto* string = text != nullptr ? text->get_ptr<const std::string*>() : nullptr;
  return string != nullptr ? printable(*string, longest) : "";
}

bool is(const json& object, const char* schema) {
  return text_of(object, "OTIO_SCHEMA", 60).starts_with(std::string(schema) + ".");
}

std::optional<double> number(const json& object, const char* key) {
  const json* value = member(object, key);
  if (value == nullptr || !value->is_number()) return {};
  return value->get<double>();
}

struct Moment {
  double seconds, rate;
};

// Of a RationalTime.
std::optional<Moment> moment(const json* time) {
  if (time == nullptr) return {};
  const auto value = number(*time, "value"), rate = number(*time, "rate");
  if (!value || !rate || !(*rate > 0.0) || !(std::abs(*value / *rate) <= kLongest)) return {};
  return Moment{*value / *rate, *rate};
}

struct Span {
  double start = 0.0, length = 0.0;
};

// Of a TimeRange.
std::optional<Span> span(const json* range) {
  if (range == nullptr) return {};
  const auto start = moment(member(*range, "start_time"));
  const auto length = moment(member(*range, "duration"));
  if (!start || !length) return {};
  return Span{start->seconds, length->seconds};
}

// What a clip has of its source where it is not cut.
std::optional<Span> available(const json& clip) {
  const json* media = member(clip, "media_reference");
  if (const json* several = member(clip, "media_references")) {
    const std::string key = text_of(clip, "active_media_reference_key", 200);
    media = member(*several, key.empty() ? "DEFAULT_MEDIA" : key.c_str());
  }
  return media != nullptr ? span(member(*media, "available_range")) : std::nullopt;
}

const json::array_t& list(const json& object, const char* key) {
  static const json::array_t kNone;
  const json* found = member(object, key);
  const auto* array = found != nullptr ? found->get_ptr<const json::array_t*>() : nullptr;
  return array != nullptr ? *array : kNone;
}

// The part of its own time that an item shows; nothing where the file does not say.
std::optional<Span> shown(const json& item, int depth) {
  if (const auto range = span(member(item, "source_range"))) return range;
  if (is(item, "Clip")) return available(item);
  if (depth > kDeepest) return {};
  Span whole;
  for (const json& child : list(item, "children")) {
    if (is(child, "Transition")) continue;
    const auto one = shown(child, depth + 1);
    if (!one) return {};
    whole.length =
        is(item, "Stack") ? std::max(whole.length, one->length) : whole.length + one->length;
  }
  return whole;
}

// Where an item lies on the timeline, and which part of the timeline is seen of it, in seconds.
struct Place {
  std::optional<double> start;
  double from, to;
};

class OtioReader {
 public:
  explicit OtioReader(FilmClock clock) { markers_.clock = std::move(clock); }

  Result<Markers> read(const json& timeline) {
    markers_.title = text_of(timeline, "name", kLongestName);
    if (auto status = read_start(timeline); !status) return status.error();
    const json* tracks = member(timeline, "tracks");
    if (tracks == nullptr) return failed("the timeline has no tracks, where markers would be");
    constexpr double kEver = std::numeric_limits<double>::infinity();
    if (auto status = read_item(*tracks, {0.0, -kEver, kEver}, 0); !status) return status.error();
    if (cut_off_ > 0) {
      markers_.notes.push_back(
          fmt::format("{} marker{} in parts of clips that the cut leaves out {} left out", cut_off_,
                      cut_off_ == 1 ? "" : "s", cut_off_ == 1 ? "is" : "are"));
    }
    return std::move(markers_);
  }

 private:
  // The clock as a scene or an earlier export wrote it, then global_start_time.
  Status read_start(const json& timeline) {
    FilmClock& clock = markers_.clock;
    const json* metadata = member(timeline, "metadata");
    const json* own = metadata != nullptr ? member(*metadata, "otoscape") : nullptr;
    const json& said = own != nullptr ? *own : timeline;
    const auto rate = files::parse_frame_rate(text_of(said, "frame_rate", 60));
    if (rate && !clock.rate) clock.rate = *rate;
    const auto start = moment(member(timeline, "global_start_time"));
    if (start) {
      if (auto status = check_rate(start->rate, "the timeline's start"); !status) return status;
      start_ = start->seconds;
    }
    if (clock.start || !clock.rate) return ok();
    if (start) clock.start = files::frame_of(Seconds(std::max(start_, 0.0)), *clock.rate);
    if (!rate || !same_rate(*rate, *clock.rate)) return ok();
    const auto written = film_clock(*rate, text_of(said, "timecode_start", 60));
    if (written && written->start == clock.start && !clock.drops) clock.drops = written->drops;
    return ok();
  }

  Status check_rate(double rate, const std::string& of) {
    FilmClock& clock = markers_.clock;
    if (!clock.rate) clock.rate = rate_near(rate);
    if (!clock.rate) {
      return failed(
          fmt::format("{} counts {:.6g} a second, which no film does; give --film FILM or "
                      "--rate",
                      of, rate));
    }
    const double film = static_cast<double>(clock.rate->numerator) / clock.rate->denominator;
    if (std::abs(rate / film - 1.0) <= kSameRate) return ok();
    return failed(
        fmt::format("{} counts {:.6g} a second, the film {}; conform the timeline to the "
                    "film's rate first",
                    of, rate, rate_text(*clock.rate)));
  }

  // In frames from the film's first. Where the timeline is named from 0, or the film's start is not
  // known, both begin together.
  Seconds in_film(double on_timeline) const {
    const FilmClock& clock = markers_.clock;
    const double before = start_ > 0.0 && clock.start
                              ? start_ - files::time_of(*clock.start, *clock.rate).value()
                              : 0.0;
    return files::time_of(frame_in(Seconds(on_timeline + before), clock), *clock.rate);
  }

  Status read_marker(const json& marker, const Place& place, double shown_from) {
    const std::string name = text_of(marker, "name", kLongestName);
    const json* range = member(marker, "marked_range");
    const auto start = range != nullptr ? moment(member(*range, "start_time")) : std::nullopt;
    const std::string whose = "the marker " + in_quotes(name);
    if (!start) return failed(whose + " has no time (marked_range)");
    if (auto status = check_rate(start->rate, whose); !status) return status;
    if (!place.start)
      return failed(whose +
                    " is on a clip whose place is not known: a clip before "
                    "it has no length");
    const double time = *place.start + start->seconds - shown_from;
    if (time < place.from - kJust || time > place.to - kJust) {
      ++cut_off_;
      return ok();
    }
    if (markers_.all.size() == kMostMarkers) {
      return failed(fmt::format("has more than {} markers", kMostMarkers));
    }
    markers_.all.push_back(
        {in_film(time), name, text_of(marker, "comment", kLongestComment), Colour::blue, 0});
    return ok();
  }

  Status read_item(const json& item, Place place, int depth) {
    if (depth > kDeepest) return failed(fmt::format("has more than {} levels", kDeepest));
    const auto range = span(member(item, "source_range"));
    const auto clip = is(item, "Clip") && !range ? available(item) : range;
    const double shown_from = clip ? clip->start : 0.0;
    if (range && place.start) {
      place.from = std::max(place.from, *place.start);
      place.to = std::min(place.to, *place.start + range->length);
    }
    for (const json& marker : list(item, "markers")) {
      if (auto status = read_marker(marker, place, shown_from); !status) return status;
    }
    Place at = place;
    if (at.start) *at.start -= shown_from;
    for (const json& child : list(item, "children")) {
      if (is(child, "Transition")) continue;
      if (auto status = read_item(child, at, depth + 1); !status) return status;
      if (!is(item, "Track")) continue;
      const auto length = shown(child, depth + 1);
      at.start = at.start && length ? std::optional(*at.start + length->length) : std::nullopt;
    }
    return ok();
  }

  Markers markers_;
  double start_ = 0.0;  // global_start_time, s
  int cut_off_ = 0;
};

}  // namespace

Result<Markers> read_otio(std::string_view bytes, const std::string& file, FilmClock clock) {
  const std::string text = as_utf8(bytes);
  if (trimmed(text).empty()) return failed(fmt::format("{}: is empty", file));
  const auto document = parse_json(text, file);
  if (!document) return document.error();
  if (!is(*document, "Timeline")) {
    return failed(fmt::format("{}: is no OpenTimelineIO timeline (OTIO_SCHEMA is {})", file,
                              in_quotes(text_of(*document, "OTIO_SCHEMA", 60))));
  }
  auto markers = OtioReader(std::move(clock)).read(*document);
  if (!markers) return failed(fmt::format("{}: {}", file, markers.error().sentence));
  return markers;
}

}  // namespace otoscape::io::timelines
