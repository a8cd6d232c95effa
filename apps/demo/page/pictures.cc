// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/pictures.h"

#include "apps/demo/sound/levels.h"

namespace otoscape::demo::page {

jobs::report::SoundPictures pictures_of(const sound::Stereo& sound, Seconds hop) {
  jobs::report::SoundView view({Hertz(sound::kRate), sound::kCalibration, Decibels(0.0), hop});
  view.add(sound.left, sound.right);
  return view.finish();
}

}  // namespace otoscape::demo::page
