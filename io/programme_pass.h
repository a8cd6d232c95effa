// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "io/render_job.h"
#include "otoscape/render/programme_track.h"

namespace otoscape::io {

Result<render::ProgrammeTrack> know_programme(const std::string& path, int stream,
                                              const std::function<void(Progress)>& progress);

}  // namespace otoscape::io
