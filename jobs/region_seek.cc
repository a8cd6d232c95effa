// SPDX-License-Identifier: Apache-2.0
#include "jobs/region_seek.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/files/timecode.h"

namespace otoscape::jobs {

Status seek_region(io::media::MediaReader& reader, Pipeline::Tracks& tracks,
                   const std::string& path, measure::ProgrammeCache& cache,
                   std::optional<Seconds> copied_from) {
  std::map<int, io::media::SeekPoint> points;
  for (const auto& [stream, track] : tracks) {
    const auto known = cache.find(path, stream);
    if (!known) return ok();
    const auto point = known->index.before(track->first_heard(known->start));
    if (!point) return ok();
    points[stream] = *point;
    if (copied_from) {
      copied_from = Seconds(known->index.others_begin(copied_from->value()));
    }
  }
  auto sought = reader.seek(points, copied_from);
  if (!sought) return sought.error();
  for (const auto& [stream, track] : tracks) {
    if (*sought) track->begin_at(points.at(stream).start);
  }
  return ok();
}

Status begin_region(const RenderJob& job, const io::media::MediaInfo& info, Region& region,
                    std::vector<std::string>& notes) {
  if (!region.is_part() || !job.picture || !info.is_film) return ok();
  auto reader = io::media::MediaReader::open(job.in);
  if (!reader) return reader.error();
  const double start = region.first().value(), key = (*reader)->key_frame_before(start);
  if (key < start - 0.001) {
    const auto* along = std::get_if<models::SceneOptions>(&job.model);
    const std::string said = along != nullptr ? io::files::written(Seconds(key), along->scene)
                                              : fmt::format("{:.3f} s", key);
    notes.push_back(fmt::format("the region begins at {}, where a picture can begin", said));
  }
  region.begin_at(Seconds(key));
  return ok();
}

}  // namespace otoscape::jobs
