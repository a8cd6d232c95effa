// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/base/result.h"
#include "otoscape/units/frequency.h"

namespace otoscape::io::media {

// A whole sound at another rate, in double, by FFmpeg's resampler: a Kaiser window over 256 of the
// slower rate's samples, −6 dB at 0.98 of the lower Nyquist frequency. No delay: sample n of the
// result lies n/to seconds after the first.
Result<std::vector<double>> resample(std::span<const double> sound, Hertz from, Hertz to);

}  // namespace otoscape::io::media
