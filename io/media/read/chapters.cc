// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/chapters.h"

#include "io/media/ffmpeg.h"
#include "io/media/read/open_input.h"

namespace otoscape::io::media {

Result<std::vector<Chapter>> chapters(const std::string& path) {
  const auto film = open_input(path);
  if (!film) return film.error();
  std::vector<Chapter> all;
  for (unsigned i = 0; i < (*film)->nb_chapters; ++i) {
    const AVChapter& chapter = *(*film)->chapters[i];
    const auto* title = av_dict_get(chapter.metadata, "title", nullptr, 0);
    all.push_back({Seconds(static_cast<double>(chapter.start) * av_q2d(chapter.time_base)),
                   title != nullptr ? title->value : ""});
  }
  return all;
}

}  // namespace otoscape::io::media
