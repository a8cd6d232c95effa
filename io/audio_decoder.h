// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "io/media.h"
#include "otoscape/base/result.h"

struct AVStream;

namespace otoscape::io {

// What decoding met on the way.
struct DecodeReport {
  std::int64_t frames = 0;          // of sound handed out
  std::int64_t filled_frames = 0;   // silence put into gaps of the time line
  std::int64_t dropped_frames = 0;  // sound that came twice
  int damaged_packets = 0;
  float fold_peak = 0.0f;  // largest sample after a fold to stereo; 0 without one
};

// Decodes one stream to one or two channels of float samples without a gap: frame n lies n frames
// after start(). More channels are folded to stereo.
class AudioDecoder {
 public:
  using Take = std::function<Status(SoundPiece)>;

  // Refuses what it cannot decode: unknown codec, more than 8 channels, a rate outside 8…192 kHz.
  static Result<std::unique_ptr<AudioDecoder>> open(AVStream& stream);
  ~AudioDecoder();

  // Hands out whatever `packet` completes; null: the end.
  Status decode(const AVPacket* packet, const Take& take);

  // Where the first frame lies on the file's time line, in frames; known with the first piece.
  std::int64_t start() const;
  const DecodeReport& report() const;

 private:
  struct Impl;
  explicit AudioDecoder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::io
