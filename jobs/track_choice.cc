// SPDX-License-Identifier: Apache-2.0
#include "jobs/track_choice.h"

#include <fmt/format.h>

namespace otoscape::jobs {

Result<std::set<int>> choose_tracks(const io::media::MediaInfo& info, const RenderJob& job) {
  if (info.tracks.empty()) return failed(fmt::format("{}: there is no sound in it", job.in));
  if (job.all_tracks) return std::set<int>(info.tracks.begin(), info.tracks.end());
  const int place = job.track.value_or(info.best_track + 1);
  if (place < 1 || place > static_cast<int>(info.tracks.size())) {
    return wrong_usage(fmt::format("--audio-track {}: {} has {} sound track{}", place, job.in,
                                   info.tracks.size(), info.tracks.size() == 1 ? "" : "s"));
  }
  return std::set<int>{info.tracks[static_cast<std::size_t>(place - 1)]};
}

std::vector<std::string> notes_on_mono(const io::media::MediaInfo& info, const RenderJob& job) {
  for (const io::media::StreamInfo& stream : info.streams) {
    if (!stream.is_joined) continue;
    return {
        "the file's two mono tracks became one: the first its left channel, the second its right; "
        "--audio-track 1 renders the first alone"};
  }
  if (!info.unjoined_mono || job.track || job.all_tracks) return {};
  return {
      fmt::format("the file has {} mono tracks, which may be channels of one sound: only track "
                  "{} was rendered; --audio-track takes another, and all renders each",
                  info.tracks.size(), info.best_track + 1)};
}

}  // namespace otoscape::jobs
