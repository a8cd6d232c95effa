// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions/caption_tracks.h"

#include <utility>

#include "io/captions/ass.h"
#include "io/captions/vtt.h"
#include "jobs/captions/languages.h"
#include "jobs/captions/mov_text.h"

namespace otoscape::jobs::captions {
namespace {

using io::captions::Cue;
using io::captions::CueList;
using io::media::TextPacket;
using io::media::TextTrack;

std::vector<TextPacket> packets_of(const CueList& list, const std::string& codec) {
  if (codec == "mov_text") return mov_text_packets(list.cues);
  std::vector<TextPacket> packets;
  for (const Cue& cue : list.cues) {
    TextPacket packet{cue.begin, Seconds(cue.end.value() - cue.begin.value()), {}, {}};
    if (codec == "ass") {
      packet.bytes = io::captions::ass_packet(cue, static_cast<int>(packets.size()));
    } else {
      packet.bytes = io::captions::vtt_cue_text(cue);
      packet.settings = io::captions::vtt_settings(cue.placement);
      if (packet.settings.starts_with(' ')) packet.settings.erase(0, 1);
    }
    packets.push_back(std::move(packet));
  }
  return packets;
}

TextTrack track_of(const CueList& list, const std::string& codec, const char* title) {
  TextTrack track;
  track.codec = codec;
  if (codec == "ass") track.header = io::captions::ass_header();
  if (codec == "mov_text") track.header = mov_text_header();
  track.language = three_letters(list.language);
  track.title = title;
  track.describes_sound = true;
  track.packets = packets_of(list, codec);
  return track;
}

}  // namespace

std::vector<TextTrack> caption_tracks(const CaptionSet& set, const std::string& codec) {
  std::vector<TextTrack> tracks = {track_of(set.point_of_hearing, codec, "point of hearing")};
  tracks.front().is_default = true;
  if (set.has_words) tracks.push_back(track_of(set.full, codec, "full captions"));
  return tracks;
}

}  // namespace otoscape::jobs::captions
