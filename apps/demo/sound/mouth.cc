// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/mouth.h"

#include <algorithm>
#include <cmath>

#include "apps/demo/sound/filter.h"
#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::sound {
namespace {

// All of these are ours, chosen by looking.
constexpr double kShut = -17.0, kWide = 5.0;    // dB re the voice's RMS
constexpr double kOpens = 0.55, kShuts = 0.40;  // part of the way, a value

}  // namespace

std::vector<float> mouth_of(Mono voice) {
  filter(voice, low_pass(1500.0, 0.7));
  double power = 0.0;
  for (const float x : voice) power += static_cast<double>(x) * x;
  power = std::max(power / static_cast<double>(std::max<std::size_t>(voice.size(), 1)), 1e-12);
  constexpr std::size_t kStep = kRate / kMouthRate;
  std::vector<float> opening(voice.size() / kStep + 1);
  double now = 0.0;
  for (std::size_t i = 0; i + 1 < opening.size(); ++i) {
    double sum = 0.0;
    for (std::size_t n = i * kStep; n < (i + 1) * kStep; ++n)
      sum += static_cast<double>(voice[n]) * voice[n];
    const double db = 10.0 * std::log10(std::max(sum / kStep / power, 1e-9));
    const double wanted = std::clamp((db - kShut) / (kWide - kShut), 0.0, 1.0);
    now += (wanted - now) * (wanted > now ? kOpens : kShuts);
    opening[i] = static_cast<float>(now);
  }
  return opening;
}

void speak_with(std::vector<Mouth>& mouths, const std::string& speaker, const Mono& voice,
                double at_s) {
  auto mouth = std::find_if(mouths.begin(), mouths.end(),
                            [&](const Mouth& m) { return m.speaker == speaker; });
  if (mouth == mouths.end()) {
    const auto values = static_cast<std::size_t>(kSceneLength * kMouthRate);
    mouth = mouths.insert(mouths.end(), {speaker, std::vector<float>(values)});
  }
  const std::vector<float> opening = mouth_of(voice);
  const auto first = static_cast<std::size_t>(std::lround(at_s * kMouthRate));
  for (std::size_t i = 0; i < opening.size() && first + i < mouth->opening.size(); ++i)
    mouth->opening[first + i] = std::max(mouth->opening[first + i], opening[i]);
}

}  // namespace otoscape::demo::sound
