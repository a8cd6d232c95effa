// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions/speech_share.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "jobs/audibility/ear_now.h"
#include "otoscape/metrics/sii.h"

namespace otoscape::jobs::captions {
namespace {

constexpr double kAtActivation = 0.4;     // of what reaches the electrodes; ours
constexpr double kCharacterAlone = 0.75;  // perspective from which the room adds no words; ours
constexpr int kLooks = 5;                 // at the ears between two times
constexpr auto kProcedure = metrics::SiiProcedure::third_octaves;
constexpr double kNoNoiseDb = -50.0;  // ANSI S3.5-1997, 5.1: where there is none

// The SII of normal speech in quiet that reaches the ear with this gain.
double quiet_index(const hearing::EarProfile& ear, double gain_lin) {
  if (gain_lin <= 0.0) return 0.0;
  static const metrics::Sii sii(kProcedure);
  const metrics::EarNow now = audibility::ear_now(ear);
  const auto direct = metrics::direct_speech(kProcedure, metrics::VocalEffort::normal, 1.0);
  std::vector<double> speech, noise, threshold;
  for (std::size_t b = 0; b < sii.bands(); ++b) {
    speech.push_back(direct[b] + now.gain_db[b] + 20.0 * std::log10(gain_lin));
    noise.push_back(kNoNoiseDb);
    threshold.push_back(now.threshold_db_hl[b]);
  }
  return sii.index({speech, noise, threshold});
}

}  // namespace

double SpeechShare::practised(scene::Side side, Seconds time) const {
  if (arc_.mix(time).perspective < kCharacterAlone) return 1.0;
  const hearing::EarProfile ear = arc_.ear(side, time);
  if (!ear.implant) return 1.0;
  return kAtActivation + (1.0 - kAtActivation) * ear.implant->adaptation;
}

double SpeechShare::in_quiet(Seconds time) const {
  const scene::MixState mix = arc_.mix(time);
  const double character = mix.perspective * mix.stillness_lin;
  const double room = 1.0 - mix.perspective + mix.perspective * mix.leak_lin;
  double best = quiet_index({}, room);
  for (const auto side : {scene::Side::left, scene::Side::right}) {
    best = std::max(best, quiet_index(arc_.ear(side, time), character) * practised(side, time));
  }
  return best;
}

std::optional<double> SpeechShare::of_speech(Seconds from, Seconds to) const {
  const double step = track_.step.value(), begin = track_.begin.value();
  const auto count = std::ssize(track_.values);
  if (count == 0 || step <= 0.0) return {};
  const auto first = static_cast<std::ptrdiff_t>(std::floor((from.value() - begin) / step));
  const auto last = static_cast<std::ptrdiff_t>(std::ceil((to.value() - begin) / step));
  double sum = 0.0;
  int spoken = 0;
  for (auto i = std::max<std::ptrdiff_t>(first, 0); i < std::min(last, count); ++i) {
    const auto& value = track_.values[static_cast<std::size_t>(i)];
    if (!value.speech) continue;
    const Seconds time(begin + static_cast<double>(i) * step);
    sum += std::max(value.left * practised(scene::Side::left, time),
                    value.right * practised(scene::Side::right, time));
    ++spoken;
  }
  return spoken > 0 ? std::optional(sum / spoken) : std::nullopt;
}

double SpeechShare::between(Seconds from, Seconds to) const {
  if (const auto share = of_speech(from, to)) return *share;
  double sum = 0.0;
  for (int i = 0; i < kLooks; ++i) {
    const double part = (i + 0.5) / kLooks;
    sum += in_quiet(Seconds(from.value() + part * (to.value() - from.value())));
  }
  return sum / kLooks;
}

}  // namespace otoscape::jobs::captions
