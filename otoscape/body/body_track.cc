// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/body_track.h"

#include <numbers>

namespace otoscape::body {

void BodyTrackFilter::prepare(const StreamSpec& spec, Arena&, Hertz top) {
  constexpr double kButterworth = 1.0 / std::numbers::sqrt2;
  filters_ = dsp::Biquads({dsp::Biquad::high_pass(spec.rate, kBodyTrackBottom, kButterworth),
                           dsp::Biquad::low_pass(spec.rate, top, kButterworth)});
}

void BodyTrackFilter::process(PascalBlock sound) noexcept {
  for (int ear = 0; ear < sound.channels(); ++ear) filters_.process(ear, sound.channel(ear));
}

}  // namespace otoscape::body
