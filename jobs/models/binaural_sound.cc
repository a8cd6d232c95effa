// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/binaural_sound.h"

#include <algorithm>

#include "otoscape/base/realtime.h"

namespace otoscape::jobs::models {

io::media::SoundPiece BinauralSound::push(io::media::SoundPiece piece) {
  if (!begun_) {
    begun_ = true;
    next_ = piece.first;
    stream_ = piece.stream;
    channels_ = piece.channels;
  }
  const FlushDenormals flush;
  const FullScaleBlock sound = piece.block();
  binaural_.process<FullScaleUnit>(sound, sound.channels(0, 2));
  piece.channels = 2;
  const int cut = std::min(late_, piece.frames);
  late_ -= cut;
  piece.frames -= cut;
  for (std::size_t ear = 0; ear < 2; ++ear) {
    piece.samples[ear].erase(piece.samples[ear].begin(), piece.samples[ear].begin() + cut);
  }
  piece.first = next_;
  next_ += piece.frames;
  return piece;
}

io::media::SoundPiece BinauralSound::rest() {
  if (!begun_) return {};
  return push(io::media::silence(stream_, channels_, binaural_.latency()));
}

}  // namespace otoscape::jobs::models
