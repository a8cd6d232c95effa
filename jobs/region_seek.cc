// SPDX-License-Identifier: Apache-2.0
#include "jobs/region_seek.h"

#include <algorithm>

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

}  // namespace otoscape::jobs
