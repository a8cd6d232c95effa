// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions/film_subtitles.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

#include "io/captions/ass.h"
#include "io/captions/caption_file.h"
#include "io/captions/clock_text.h"
#include "io/captions/lost.h"
#include "io/captions/markup.h"
#include "io/captions/srt.h"
#include "io/captions/vtt.h"
#include "io/input_path.h"
#include "io/media/read/text_tracks.h"
#include "jobs/captions/languages.h"
#include "jobs/captions/mov_text.h"

namespace otoscape::jobs::captions {
namespace {

using io::captions::Cue;
using io::captions::CueList;
using io::media::Subtitles;
using io::media::TextPacket;
using io::media::TextTrack;

// The text and place of one packet.
class PacketReader {
 public:
  PacketReader(const TextTrack& track, std::vector<std::string>& lost)
      : track_(track), script_(io::captions::read_ass_header(track.header)), lost_(lost) {}

  Cue read(const TextPacket& packet) const {
    Cue cue;
    if (track_.codec == "mov_text") {
      cue.runs = mov_text_runs(packet.bytes);
    } else if (track_.codec == "ass" || track_.codec == "ssa") {
      cue = io::captions::ass_packet_cue(script_, packet.bytes, lost_);
    } else if (track_.codec == "webvtt") {
      cue.runs = io::captions::runs_of(packet.bytes, io::captions::Dialect::vtt, lost_);
      cue.placement = io::captions::vtt_placement(packet.settings, lost_);
    } else {
      std::string text = packet.bytes;
      std::erase(text, '\r');
      io::captions::read_srt_cue(text, cue, lost_);
    }
    cue.begin = packet.begin;
    cue.end = Seconds(packet.begin.value() + packet.length.value());
    return cue;
  }

 private:
  const TextTrack& track_;
  io::captions::AssScript script_;
  std::vector<std::string>& lost_;
};

// Whether its text is UTF-8; control characters go.
bool made_clean(Cue& cue) {
  for (io::captions::Run& run : cue.runs) {
    auto text = io::captions::caption_text(run.text, "");
    if (!text) return false;
    run.text = *std::move(text);
  }
  return true;
}

Result<CueList> cues_of(const TextTrack& track, const std::string& name) {
  CueList list;
  if (track.language != "und") list.language = two_letters(track.language);  // MP4 has no empty one
  std::vector<std::string> lost;
  const PacketReader reader(track, lost);
  int without_place = 0, no_text = 0;
  for (const TextPacket& packet : track.packets) {
    if (packet.bytes.empty()) continue;  // of MP4: a pause
    Cue cue = reader.read(packet);
    if (!made_clean(cue)) {
      ++no_text;
      continue;
    }
    if (cue.runs.empty()) continue;
    if (cue.begin < Seconds(0.0) || cue.end <= cue.begin) {
      ++without_place;
      continue;
    }
    list.cues.push_back(std::move(cue));
  }
  if (without_place > 0) {
    list.notes.push_back(
        fmt::format("{} of its captions begin before the film or have no length, "
                    "and are left out",
                    without_place));
  }
  if (no_text > 0) {
    list.notes.push_back(
        fmt::format("{} of its captions are not UTF-8, and are left out", no_text));
  }
  return io::captions::finished(std::move(list), lost, name);
}

std::string about(const Subtitles& one, std::size_t place) {
  return fmt::format("subtitle track {} ({}{}{})", place + 1, one.track.codec,
                     one.track.language.empty() ? "" : ", ", one.track.language);
}

const char* why_not(const Subtitles& one) {
  return one.kind == Subtitles::Kind::bitmap
             ? "is pictures of text: it stays in a film as it is, and no captions are made of it"
             : "is text in a form that is not read: it stays in a film as it is";
}

// The place of the track that is meant; nothing: there is none.
Result<std::optional<std::size_t>> choose(const std::vector<Subtitles>& all, int asked,
                                          const std::string& film,
                                          std::vector<std::string>& notes) {
  if (asked > 0) {
    const auto place = static_cast<std::size_t>(asked) - 1;
    if (place >= all.size()) {
      return failed(fmt::format("--subtitles {}: {} has {} subtitle track{}", asked, film,
                                all.size(), all.size() == 1 ? "" : "s"));
    }
    if (all[place].kind == Subtitles::Kind::text) return std::optional(place);
    return failed(
        fmt::format("--subtitles {}: {} {}", asked, about(all[place], place), why_not(all[place])));
  }
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].kind != Subtitles::Kind::text) {
      notes.push_back(about(all[i], i) + " " + why_not(all[i]));
    } else if (!chosen || (all[i].track.is_default && !all[*chosen].track.is_default)) {
      chosen = i;
    }
  }
  return chosen;
}

Result<CueList> own_subtitles(const std::string& film, int asked, std::vector<std::string>& notes) {
  if (!io::can_be_read_twice(film)) {
    notes.push_back("captions have no words: subtitles are read from a file, not from a pipe");
    return CueList{};
  }
  const auto tracks = io::media::subtitles(film, std::max(asked, 0) - 1);
  if (!tracks) return tracks.error();
  const auto chosen = choose(*tracks, asked, film, notes);
  if (!chosen) return chosen.error();
  if (!*chosen) {
    notes.push_back(
        "captions have no words: the film has no text subtitles; --subtitles names a "
        "file of them");
    return CueList{};
  }
  const Subtitles& track = (*tracks)[**chosen];
  auto list = cues_of(track.track, film + ", " + about(track, **chosen));
  if (!list && asked <= 0) {
    notes.push_back(list.error().sentence);
    return CueList{};
  }
  return list;
}

}  // namespace

Result<CueList> film_subtitles(const std::string& film, const std::string& asked,
                               std::vector<std::string>& notes) {
  if (asked == "none") return CueList{};
  int track = 0;
  const char* end = asked.data() + asked.size();
  const auto [rest, error] = std::from_chars(asked.data(), end, track);
  const bool is_number = !asked.empty() && error == std::errc() && rest == end;
  if (is_number && track < 1) {
    return wrong_usage(fmt::format("--subtitles {}: say 1, 2, …, a file, or none", asked));
  }
  auto list = asked.empty() || is_number ? own_subtitles(film, track, notes)
                                         : io::captions::read_captions(asked);
  if (!list) return list;
  for (const std::string& note : list->notes) {
    notes.push_back(fmt::format("{}: {}", asked.empty() || is_number ? "subtitles" : asked, note));
  }
  list->notes.clear();
  return list;
}

}  // namespace otoscape::jobs::captions
