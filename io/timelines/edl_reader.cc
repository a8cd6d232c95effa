// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/edl_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "io/files/timecode.h"
#include "io/printable.h"
#include "io/timelines/text_lines.h"

namespace otoscape::io::timelines {
namespace {

constexpr std::size_t kMostReels = 1000, kEventWords = 8;

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (!(line = trimmed(line)).empty()) {
    const auto end = std::min(line.find_first_of(" \t"), line.size());
    words.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
  return words;
}

bool is_number(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

// "01:00:00:00", with any of : ; . between two of its numbers.
bool is_timecode(std::string_view word) {
  return word.size() >= 7 && word.front() >= '0' && word.front() <= '9' &&
         word.find_first_not_of("0123456789:;.") == std::string_view::npos &&
         std::ranges::count_if(word, [](char c) { return c < '0' || c > '9'; }) == 3;
}

// What follows a key, as "* LOC:", with or without the star; nothing where the line has another.
std::optional<std::string_view> after(std::string_view line, std::string_view key) {
  line = trimmed(line);
  if (line.starts_with('*')) line = trimmed(line.substr(1));
  if (!line.starts_with(key)) return {};
  return trimmed(line.substr(key.size()));
}

// The text of "|M:text |".
std::optional<std::string_view> field(std::string_view line, std::string_view key) {
  const auto at = line.find(key);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = line.substr(at + key.size());
  return trimmed(rest.substr(0, rest.find('|')));
}

struct Event {
  std::string reel;
  Marker cut;  // at its record-in
  std::vector<Marker> locators, markers;
  bool taken = true;  // of the reel that is asked for
};

class EdlReader {
 public:
  EdlReader(FilmClock clock, const std::string& reel) : reel_(reel) {
    markers_.clock = std::move(clock);
  }

  // Errors are about the line alone.
  Status read(std::string_view text, int line) {
    line_ = line;
    // Its note may be any text, also one that begins as another line does.
    const auto name = events_.empty() ? std::nullopt : field(text, "|M:");
    if (name) return read_marker(text, *name);
    if (const auto title = after(text, "TITLE:")) return read_title(*title);
    if (const auto fcm = after(text, "FCM:")) return read_fcm(*fcm);
    if (const auto locator = after(text, "LOC:")) return read_locator(*locator);
    if (const auto clip = after(text, "FROM CLIP NAME:")) return name_event(*clip);
    const auto words = words_of(text);
    return !words.empty() && is_number(words[0]) ? read_event(words) : ok();
  }

  Result<Markers> take() {
    if (events_.empty()) return failed("has no events; an EDL has lines as 001 AX V C, timecodes");
    const auto marked = [](const Event& e) { return !e.locators.empty() || !e.markers.empty(); };
    const bool cuts = std::ranges::none_of(events_, marked);
    for (Event& e : events_) {
      if (!e.taken) continue;
      auto& own = e.locators.empty() ? e.markers : e.locators;
      if (cuts) own = {e.cut};
      std::ranges::move(own, std::back_inserter(markers_.all));
    }
    if (markers_.all.size() > kMostMarkers) {
      return failed(fmt::format("has more than {} markers", kMostMarkers));
    }
    if (!reel_.empty() && !reels_.contains(reel_)) {
      return failed(fmt::format("has no reel {}; its first is {}", in_quotes(reel_),
                                in_quotes(events_.front().reel)));
    }
    if (cuts) markers_.notes.push_back("the list has no markers, so each of its events is a point");
    if (reel_.empty() && reels_.size() > 1) {
      markers_.notes.push_back(fmt::format(
          "the list has {} reels, {} and others; times are those of the record side; --reel takes "
          "the events of one",
          reels_.size(), in_quotes(events_.front().reel)));
    }
    return std::move(markers_);
  }

 private:
  Status read_title(std::string_view title) {
    if (titled_) return failed("a second list begins here; import one list at a time");
    titled_ = true;
    markers_.title = printable(title, kLongestName);
    return ok();
  }

  Status read_fcm(std::string_view mode) {
    const std::string word = lower(mode);
    drops_ = !word.starts_with("non");
    const scene::FrameRate& rate = *markers_.clock.rate;
    if (*drops_ && !files::has_drop_frame(rate)) {
      return failed(
          fmt::format("the list is drop-frame, which exists at 29.97 and 59.94 pictures a "
                      "second alone; the film has {}",
                      rate_text(rate)));
    }
    return ok();
  }

  // With the separators that FCM asks for.
  Result<Seconds> time_of(std::string_view word) {
    std::string text(word);
    const bool marked = text.find(';') != std::string::npos;
    if (marked && drops_ && !*drops_) {
      return failed(
          fmt::format("{} is drop-frame, but the list says NON-DROP FRAME", in_quotes(word)));
    }
    for (char& c : text) c = c >= '0' && c <= '9' ? c : ':';
    const bool drops = drops_.value_or(marked);
    if (drops) text[text.rfind(':')] = ';';
    const FilmClock& clock = markers_.clock;
    if (!drops_ && files::has_drop_frame(*clock.rate) && clock.drops.value_or(drops) != drops) {
      return failed(
          fmt::format("{} counts {} drop-frame, and what comes before it, or the film, {}; "
                      "a line FCM: DROP FRAME or FCM: NON-DROP FRAME above says which",
                      in_quotes(word), drops ? "with" : "without", drops ? "without" : "with"));
    }
    return read_time(text, markers_.clock);
  }

  Status read_event(const std::vector<std::string_view>& words) {
    const std::size_t count = words.size();
    const bool good =
        count >= kEventWords && std::all_of(words.end() - 4, words.end(), is_timecode);
    if (!good) {
      return failed("an event ends with four timecodes: source in and out, record in and out");
    }
    if (events_.size() == 10 * kMostMarkers) return failed("the list is too long");
    const auto time = time_of(words[count - 2]);
    if (!time) return time.error();
    Event event;
    event.reel = printable(words[1], kLongestName);
    if (reels_.size() < kMostReels) reels_.insert(event.reel);
    event.taken = reel_.empty() || event.reel == reel_;
    event.cut = {*time, event.reel, "", Colour::blue, line_};
    events_.push_back(std::move(event));
    return ok();
  }

  Status read_locator(std::string_view text) {
    const auto words = words_of(text);
    if (words.empty() || !is_timecode(words[0])) {
      return failed("a locator is * LOC: timecode, colour, name");
    }
    if (events_.empty()) return failed("a locator stands before the first event");
    const auto time = time_of(words[0]);
    if (!time) return time.error();
    std::string_view name = trimmed(text.substr(words[0].size()));
    if (words.size() > 1) name = trimmed(name.substr(words[1].size()));
    return add(events_.back().locators, {*time, printable(name, kLongestName), "", {}, line_});
  }

  Status read_marker(std::string_view text, std::string_view name) {
    const std::string_view note = trimmed(text.substr(0, text.find('|')));
    return add(events_.back().markers, {events_.back().cut.time, printable(name, kLongestName),
                                        printable(note, kLongestComment), Colour::blue, line_});
  }

  Status add(std::vector<Marker>& list, Marker marker) {
    if (++found_ > kMostMarkers) return failed(fmt::format("more than {} markers", kMostMarkers));
    list.push_back(std::move(marker));
    return ok();
  }

  Status name_event(std::string_view clip) {
    if (!events_.empty()) events_.back().cut.name = printable(clip, kLongestName);
    return ok();
  }

  const std::string& reel_;
  Markers markers_;
  std::vector<Event> events_;
  std::set<std::string> reels_;
  std::optional<bool> drops_;
  bool titled_ = false;
  int line_ = 0;
  std::size_t found_ = 0;
};

}  // namespace

Result<Markers> read_edl(std::string_view bytes, const std::string& file, FilmClock clock,
                         const std::string& reel) {
  const std::string text = as_utf8(bytes);
  if (trimmed(text).empty()) return failed(fmt::format("{}: is empty", file));
  if (!clock.rate) {
    return wrong_usage(
        fmt::format("{}: an EDL has no frame rate; give --rate, as --rate 24000/1001, or --film "
                    "with a film whose pictures have a steady rate",
                    file));
  }
  EdlReader reader(std::move(clock), reel);
  Lines lines(text);
  for (std::string_view line; lines.next(line);) {
    if (auto status = reader.read(line, lines.number()); !status) {
      return failed(fmt::format("{}:{}: {}", file, lines.number(), status.error().sentence));
    }
  }
  auto markers = reader.take();
  if (!markers) return failed(fmt::format("{}: {}", file, markers.error().sentence));
  return markers;
}

}  // namespace otoscape::io::timelines
