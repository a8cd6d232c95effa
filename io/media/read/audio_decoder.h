// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "io/media/media.h"
#include "io/media/read/frame_converter.h"
#include "io/media/read/seek_index.h"
#include "otoscape/base/result.h"

struct AVStream;

namespace otoscape::io::media {

// Decodes one stream to float samples without a gap: frame n lies n frames after start(). Its
// channels are those of one layout, or one or two, to which more are folded.
//
// It also searches places where decoding can begin and give the same sound (same_sound.h). Every
// ten seconds a second decoder runs beside the first for one second, and over the last 0.4 s their
// outputs are compared. Some decoders add random noise (AAC with noise substitution, AC-3): begun
// elsewhere they give other samples. After one difference the track has no places. The output is
// always that of the first decoder. PCM is not compared.
class AudioDecoder {
 public:
  using Take = std::function<Status(SoundPiece)>;

  struct Options {
    FrameConverter::Channels channels{};  // of the output
    bool untimed = false;                 // the time stamps are guesses: only the first counts
    bool frame_ticks = false;  // they count frames, of whatever rate the sound has there: Ogg
    Seconds longest_gap{600};  // a longer one is a jump of the time stamps
  };
  // Fails for an unknown codec, more than 12 channels or a rate outside 8…192 kHz.
  static Result<std::unique_ptr<AudioDecoder>> open(AVStream& stream, const Options& options);
  ~AudioDecoder();

  // Passes all sound that `packet` completes to `take`; null: the end of the stream.
  Status decode(const AVPacket* packet, const Take& take);

  // To begin in the middle: warm_up with the packets from `point.from` on, resume with the packet
  // that `point.safe` marks, then decode.
  void warm_up(const AVPacket& packet);
  Status resume(const SeekPoint& point, const AVPacket& packet, const Take& take);
  // The file's clock jumps before the next packet. Such a file has no places: its time stamps occur
  // twice. In a file that is only sound the next piece follows the one before without a gap of up
  // to 20 ms.
  void jumped(bool only_sound);
  // Places found so far.
  const SeekIndex& places() const;

  // The first frame on the file's time line, in frames; valid from the first piece on.
  std::int64_t start() const;
  const DecodeReport& report() const;
  // Where the sound changed its channels, its loudspeakers or its rate, one sentence each.
  std::vector<std::string> changes() const;

 private:
  struct Impl;
  explicit AudioDecoder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::io::media
