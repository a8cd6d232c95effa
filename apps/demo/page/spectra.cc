// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/spectra.h"

#include <cmath>

#include "io/pages/player_contents.h"
#include "jobs/report/slice_spectra.h"

namespace otoscape::demo::page {

double third_hz(int band) { return io::pages::third_hz(band); }
double octave_hz(int band) { return third_hz(3 * band + 1); }

StereoSpectra::StereoSpectra(const sound::Stereo& sound) {
  const double half = std::pow(10.0, 0.05);
  const auto take = [&](const jobs::report::Slice& slice) {
    for (auto* channel : {&left, &right}) {
      auto& thirds = channel->thirds_.emplace_back();
      for (int band = 0; band < kThirds; ++band)
        thirds[static_cast<std::size_t>(band)] = slice.power(
            channel == &left ? 0 : 1, Hertz(third_hz(band) / half), Hertz(third_hz(band) * half));
    }
  };
  constexpr double kRate = sound::kRate;
  jobs::report::SliceSpectra spectra(Hertz(kRate), Seconds(Spectra::kHop / kRate), take);
  spectra.add(sound.left, sound.right);
  spectra.finish();
}

}  // namespace otoscape::demo::page
