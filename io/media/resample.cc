// SPDX-License-Identifier: Apache-2.0
#include "io/media/resample.h"

#include "io/media/stream_resampler.h"

namespace otoscape::io::media {

Result<std::vector<double>> resample(std::span<const double> sound, Hertz from, Hertz to) {
  if (from.value() == to.value()) return std::vector<double>(sound.begin(), sound.end());
  auto resampler = StreamResampler::make(from, to, 1);
  if (!resampler) return resampler.error();
  std::array<std::vector<double>, 2> result;
  resampler->push({sound, {}}, result);
  resampler->finish(result);
  return std::move(result[0]);
}

}  // namespace otoscape::io::media
