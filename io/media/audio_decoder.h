// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "io/media/media.h"
#include "io/media/seek_index.h"
#include "otoscape/base/result.h"

struct AVStream;

namespace otoscape::io::media {

// Decodes one stream to one or two channels of float samples without a gap: frame n lies n frames
// after start(). More channels are folded to stereo.
//
// It looks for places where decoding could begin and give the same samples: every ten seconds a
// fresh decoder runs beside the one in use for half a second, and once it is warm both are
// compared. Some decoders draw noise by chance (AAC with noise substitution, AC-3): begun elsewhere
// they give other samples. One difference, and the track has no places. What is handed out is
// always what one decoder gives from the start on.
class AudioDecoder {
 public:
  using Take = std::function<Status(SoundPiece)>;

  // Refuses what it cannot decode: unknown codec, more than 8 channels, a rate outside 8…192 kHz.
  static Result<std::unique_ptr<AudioDecoder>> open(AVStream& stream);
  ~AudioDecoder();

  // Hands out whatever `packet` completes; null: the end.
  Status decode(const AVPacket* packet, const Take& take);

  // To begin in the middle: warm_up with the packets from `point.from` on, then resume with the one
  // that `point.safe` marks, then decode.
  void warm_up(const AVPacket& packet);
  Status resume(const SeekPoint& point, const AVPacket& packet, const Take& take);
  // Places found so far.
  const SeekIndex& places() const;

  // Where the first frame lies on the file's time line, in frames; known with the first piece.
  std::int64_t start() const;
  const DecodeReport& report() const;

 private:
  struct Impl;
  explicit AudioDecoder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::io::media
