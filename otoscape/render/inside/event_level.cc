// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/event_level.h"

#include <algorithm>
#include <cmath>

namespace otoscape::render::inside {

double event_peak_lin(double event_loudness_lufs_at_peak_1, double before_lufs) {
  constexpr double kHighestPeakDb = -6.0, kAboveBeforeLu = 12.0, kQuietestBefore = -50.0;
  const double before = before_lufs > kQuietestBefore ? before_lufs : kQuietestBefore;
  const double peak_db =
      std::min(kHighestPeakDb, before + kAboveBeforeLu - event_loudness_lufs_at_peak_1);
  return std::pow(10.0, peak_db / 20.0);
}

body::OneShot one_shot_of(scene::OwnSound::Kind kind) {
  using Kind = scene::OwnSound::Kind;
  switch (kind) {
    case Kind::swallow:
      return body::OneShot::swallow;
    case Kind::teeth:
      return body::OneShot::teeth;
    case Kind::blink:
      return body::OneShot::blink;
    case Kind::jaw:
      return body::OneShot::jaw;
    case Kind::cloth:
      return body::OneShot::cloth;
    case Kind::touch:
      return body::OneShot::touch;
    case Kind::own_hum:
      return body::OneShot::own_hum;
  }
  return body::OneShot::swallow;
}

}  // namespace otoscape::render::inside
