// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "io/media/write/output_plan.h"
#include "otoscape/base/block.h"
#include "otoscape/base/result.h"

struct AVCodecParameters;
struct AVPacket;

namespace otoscape::io::media {

// A view of `channels` channels that all are `samples`.
ConstBlock<FullScaleUnit> same_in_all(std::span<const float> samples, int channels);

// Encodes one rendered track. The bytes do not depend on the partition into blocks. A codec that
// has the surrounds of spec.surround under their other name only (twin_of) gets them so. A layout
// that FFmpeg's encoder cannot write is made of the blocks of two (EncodingForm).
class AudioEncoder {
 public:
  using Take = std::function<Status(AVPacket&)>;

  // Fails for a layout that the codec cannot hold.
  static Result<std::unique_ptr<AudioEncoder>> open(const SoundPlan& plan, const StreamSpec& spec,
                                                    bool header_apart, std::uint64_t seed);
  ~AudioEncoder();

  // Call before the first encode. frame: the first frame's place on the file's time line.
  void start_at(std::int64_t frame);
  // sound: in the order of spec.surround.
  Status encode(ConstBlock<FullScaleUnit> sound, const Take& take);
  Status finish(const Take& take);

  // Of the stream. Packets have times in frames.
  const AVCodecParameters& parameters() const;

 private:
  struct Impl;
  explicit AudioEncoder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::io::media
