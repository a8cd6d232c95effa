// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "io/media/write/output_plan.h"
#include "otoscape/base/block.h"
#include "otoscape/base/result.h"

struct AVCodecContext;
struct AVPacket;

namespace otoscape::io::media {

// Encodes one rendered track. The bytes do not depend on the partition into blocks.
class AudioEncoder {
 public:
  using Take = std::function<Status(AVPacket&)>;

  static Result<std::unique_ptr<AudioEncoder>> open(const SoundPlan& plan, const StreamSpec& spec,
                                                    bool header_apart, std::uint64_t seed);
  ~AudioEncoder();

  // Call before the first encode. frame: the first frame's place on the file's time line.
  void start_at(std::int64_t frame);
  Status encode(ConstBlock<FullScaleUnit> sound, const Take& take);
  Status finish(const Take& take);

  const AVCodecContext& context() const;

 private:
  struct Impl;
  explicit AudioEncoder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::io::media
