// SPDX-License-Identifier: Apache-2.0
#include "jobs/audibility/heard_share.h"

#include <algorithm>

namespace otoscape::jobs::audibility {
namespace {

using metrics::SpeechGains;

constexpr double kSilentLin = 1e-4;  // −80 dB: nothing of this side is heard

SpeechGains at_level(double lin, const SpeechGains& raised) {
  const Decibels side = from_amplitude(lin);
  return {side + raised.speech, side + raised.noise};
}

}  // namespace

double heard_share(const Where& where, const HeardNow& now, const SpeechGains& raised) {
  static const metrics::EarNow typical;
  const metrics::EarNow& own = now.ears[where.ear];
  const auto at = [&](const metrics::EarNow& of, double lin, const SpeechGains& gains) {
    return lin < kSilentLin
               ? 0.0
               : where.sii.index(where.levels, where.row, where.ear, of, at_level(lin, gains));
  };
  // Two sides of one sound add up in amplitude.
  const bool unchanged = own.threshold_db_hl == typical.threshold_db_hl &&
                         own.gain_db == typical.gain_db && own.noise_db == typical.noise_db;
  if (unchanged) return at(own, std::min(1.0, now.character_lin + now.room_lin), {});
  const SpeechGains own_gains = now.electric[where.ear] ? SpeechGains{} : raised;
  return std::max(at(own, now.character_lin, own_gains), at(typical, now.room_lin, {}));
}

}  // namespace otoscape::jobs::audibility
