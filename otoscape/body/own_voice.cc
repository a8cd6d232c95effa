// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/own_voice.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::body {
namespace {

constexpr double kButterworth = 1.0 / std::numbers::sqrt2;
constexpr double kMostOcclusionDb = 24.0;

// The shelf's weight at which its plateau has an amount of the whole effect, in dB.
float weight(float amount) {
  const double most = to_amplitude(Decibels(kMostOcclusionDb)) - 1.0;
  const auto share = static_cast<double>(amount);
  return static_cast<float>((to_amplitude(Decibels(kMostOcclusionDb * share)) - 1.0) / most);
}

void run(dsp::Biquads& filters, PascalBlock sound) {
  for (int ear = 0; ear < sound.channels(); ++ear) filters.process(ear, sound.channel(ear));
}

}  // namespace

void BoneLeg::prepare(const StreamSpec& spec, Arena&) {
  const double gain_lin = static_cast<double>(kVoiceLegGain) * to_amplitude(Decibels(-3.5));
  filters_ = dsp::Biquads({dsp::Biquad::peak(spec.rate, Hertz(1384.0), Decibels(7.5), 0.7),
                           dsp::Biquad::high_shelf(spec.rate, Hertz(4768.0), Decibels(-12.4), 0.7)},
                          gain_lin);
}

void BoneLeg::process(PascalBlock sound) noexcept { run(filters_, sound); }

void FeltVoice::prepare(const StreamSpec& spec, Arena&) {
  filters_ = dsp::Biquads({dsp::Biquad::low_pass(spec.rate, Hertz(300.0), kButterworth)},
                          to_amplitude(Decibels(-20.0)));
}

void FeltVoice::process(PascalBlock sound) noexcept { run(filters_, sound); }

void Occlusion::prepare(const StreamSpec& spec, int most_frames, Arena& arena) {
  shelf_ = dsp::Biquads(
      {dsp::Biquad::low_shelf(spec.rate, Hertz(400.0), Decibels(kMostOcclusionDb), 0.6)});
  for (auto& row : shelved_) row = arena.take<float>(static_cast<std::size_t>(most_frames));
}

// The shelf runs at every amount, so that its state does not depend on when the ear was occluded.
// The sound of an open ear is unchanged.
void Occlusion::process(PascalBlock sound, const float (&from)[2], const float (&to)[2]) noexcept {
  for (int ear = 0; ear < sound.channels(); ++ear) {
    const std::span<float> plain = sound.channel(ear);
    const std::span<float> shelved = shelved_[ear].first(plain.size());
    std::copy(plain.begin(), plain.end(), shelved.begin());
    shelf_.process(ear, shelved);
    const float start = weight(from[ear]), end = weight(to[ear]);
    if (start == 0.0f && end == 0.0f) continue;
    const float rise = (end - start) / static_cast<float>(plain.size());
    for (std::size_t n = 0; n < plain.size(); ++n) {
      plain[n] += (start + rise * static_cast<float>(n)) * (shelved[n] - plain[n]);
    }
  }
}

}  // namespace otoscape::body
