// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/sound.h"
#include "jobs/report/sound_view.h"

namespace otoscape::demo::page {

// What the page shows of a sound, in the scene's calibration. hop: between slices.
jobs::report::SoundPictures pictures_of(const sound::Stereo& sound, Seconds hop = Seconds(0.05));

}  // namespace otoscape::demo::page
