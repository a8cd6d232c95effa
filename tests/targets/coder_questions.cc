// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/make_coder.h"

#include "otoscape/implant/coding/hires_coder.h"
#include "tests/targets/answer.h"
#include "tests/targets/exact_sound.h"

namespace otoscape::targets {
namespace {

using namespace implant;

CodingParams map_of(Strategy strategy) {
  CodingParams map;
  map.strategy = strategy;
  const bool ua = strategy == Strategy::hires120;
  if (ua) map.chip = Chip::micro_amperes, map.agc = Agc::dual;
  const int bands = strategy == Strategy::hires120 ? 16 : strategy == Strategy::fs4 ? 12 : 22;
  for (int b = 0; b < bands; ++b) {
    map.bands.push_back({b, ua ? 50.0 : 120.0, ua ? 500.0 : 180.0, false});
  }
  return map;
}

// Which electrode fires in each slot, and at which level: the whole of what goes to the implant.
Answer electrodogram(Strategy strategy) {
  const auto coder = coding::make_coder<float>(map_of(strategy));
  const auto sound = exact_voice(32000, 61, 0.0625f);
  std::vector<Frame> frames(static_cast<std::size_t>(32000.0 / coder->period_samples()) + 2);
  frames.resize(static_cast<std::size_t>(coder->process(sound, frames)));
  Answer answer;
  answer.decisions.push_back(static_cast<std::int64_t>(frames.size()));
  for (const Frame& frame : frames) {
    for (int i = 0; i < kMaxPulses; ++i) {
      const Pulse& pulse = frame.pulses[static_cast<std::size_t>(i)];
      answer.decisions.push_back(i < frame.count ? 4096 * (pulse.electrode + 1) + pulse.level : -1);
    }
  }
  return answer;
}

}  // namespace

std::vector<Question> coder_questions() {
  return {
      {"ACE's electrodogram", "otoscape/implant/coding/ace_coder.cc", kBitEqual, 1e-4,
       [] { return electrodogram(Strategy::ace); }},
      {"MP3000's electrodogram", "otoscape/implant/coding/maxima.cc", kBitEqual, 1e-4,
       [] { return electrodogram(Strategy::mp3000); }},
      {"FS4's electrodogram", "otoscape/implant/coding/fine_structure.cc", kBitEqual, 1e-4,
       [] { return electrodogram(Strategy::fs4); }},
      {"HiRes' electrodogram", "otoscape/implant/coding/hires_coder.cc", kBitEqual, 1e-4,
       [] { return electrodogram(Strategy::hires120); }},
  };
}

}  // namespace otoscape::targets
