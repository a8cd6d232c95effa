// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/recording_clock.h"

#include <cstdlib>

#include "io/media/ffmpeg.h"
#include "io/media/read/open_input.h"

namespace otoscape::io::media {

Result<std::optional<RecordingClock>> recording_clock(const std::string& path) {
  const auto file = open_input(path);
  if (!file) return file.error();
  const auto* tag = av_dict_get((*file)->metadata, "time_reference", nullptr, 0);
  if (tag == nullptr) return std::optional<RecordingClock>();
  const long long frames = std::atoll(tag->value);
  for (unsigned i = 0; i < (*file)->nb_streams; ++i) {
    const AVCodecParameters& sound = *(*file)->streams[i]->codecpar;
    if (sound.codec_type != AVMEDIA_TYPE_AUDIO || sound.sample_rate <= 0 || frames < 0) continue;
    return std::optional(RecordingClock{Frames(frames), Hertz(sound.sample_rate)});
  }
  return std::optional<RecordingClock>();
}

}  // namespace otoscape::io::media
