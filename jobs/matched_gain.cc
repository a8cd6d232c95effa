// SPDX-License-Identifier: Apache-2.0
#include "jobs/matched_gain.h"

#include <fmt/format.h>

#include <algorithm>

namespace otoscape::jobs {
namespace {

constexpr double kMostGainDb = 20.0, kLeastGainDb = -40.0;

}  // namespace

Decibels matched_gain(const models::RenderedTrack& track, Decibels gain,
                      std::vector<std::string>& notes) {
  const auto before = track.level_in().loudness_lufs(), after = track.level_out().loudness_lufs();
  if (!before || !after) {
    notes.push_back("too little is left to match the loudness; no gain was applied");
    return gain;
  }
  const double wanted = gain.value() + *before - *after;
  if (wanted > kMostGainDb) {
    notes.push_back(fmt::format("the loudness would need {:.1f} dB; {:.0f} dB are the most", wanted,
                                kMostGainDb));
  }
  return Decibels(std::clamp(wanted, kLeastGainDb, kMostGainDb));
}

}  // namespace otoscape::jobs
