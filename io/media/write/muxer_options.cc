// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/muxer_options.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "io/media/ffmpeg.h"
#include "io/media/write/container.h"
#include "io/media/write/output_metadata.h"

namespace otoscape::io::media {

MuxerOptions::~MuxerOptions() { av_dict_free(&list_); }

bool MuxerOptions::offers(const char* option) const {
  return out_.oformat->priv_class != nullptr &&
         av_opt_find(out_.priv_data, option, nullptr, 0, 0) != nullptr;
}

void MuxerOptions::set(bool streamed, int rate_hz) {
  const std::string_view name = out_.oformat->name;
  if (name == "wav") {
    av_dict_set(&list_, "rf64", streamed ? "never" : "auto", 0);
    if (has_broadcast_tags(source_)) av_dict_set(&list_, "write_bext", "1", 0);
  }
  // When a track begins late is said in this tick; its own default is a millisecond.
  if (rate_hz > 0 && offers("movie_timescale"))
    av_dict_set_int(&list_, "movie_timescale", rate_hz, 0);
  if (plan_.all_tags) av_dict_set(&list_, "movflags", "use_metadata_tags", 0);
  if (name == "aiff") av_dict_set(&list_, "write_id3v2", "1", 0);  // for tags and covers
  if (name == "mpegts") set_transport_stream();
}

// The tables of programmes lie where the source has them, and not on a stream.
void MuxerOptions::set_transport_stream() {
  if (is_blu_ray(plan_.extension)) av_dict_set(&list_, "mpegts_m2ts_mode", "1", 0);
  if (is_blu_ray(plan_.extension) || out_.nb_programs == 0) return;
  const auto programmes = static_cast<int>(out_.nb_programs);
  int first = source_.programs[0]->pmt_pid;
  const std::span streams(out_.streams, out_.nb_streams);
  const auto is_taken = [&](const AVStream* s) {
    return s->id >= first && s->id < first + programmes;
  };
  while (std::ranges::any_of(streams, is_taken)) ++first;
  if (first >= 0x20 && first + programmes < 0x1fff)
    av_dict_set_int(&list_, "mpegts_pmt_start_pid", first, 0);
}

}  // namespace otoscape::io::media
