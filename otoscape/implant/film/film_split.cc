// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/film/film_split.h"

#include <algorithm>

#include "otoscape/implant/film/stream_split.h"

namespace otoscape::implant::film {

struct FilmSplit::Impl {
  StreamSplit split;
};

FilmSplit::FilmSplit(Hertz rate, int slice, double memory_s, int, std::int64_t first_frame)
    : impl_(new Impl{StreamSplit(rate, slice, memory_s, first_frame)}) {}
FilmSplit::~FilmSplit() = default;

Frames FilmSplit::latency(Hertz rate, int slice) {
  return Frames(StreamSplit::Sizes::at(rate, slice).latency());
}

void FilmSplit::process(std::span<const float> in, const Parts& out) noexcept {
  StreamSplit& split = impl_->split;
  for (std::size_t done = 0; done < in.size();) {
    split.slices();
    const auto count = std::min(in.size() - done, static_cast<std::size_t>(split.until_slice()));
    split.process(in.subspan(done, count),
                  {out.sines.subspan(done, count), out.transients.subspan(done, count),
                   out.noise.subspan(done, count)});
    done += count;
  }
}

}  // namespace otoscape::implant::film
