// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "io/media/output_plan.h"
#include "otoscape/base/block.h"
#include "otoscape/base/result.h"

struct AVCodecContext;
struct AVPacket;

namespace otoscape::io::media {

// Encodes one rendered track. What blocks the sound comes in does not change a byte.
class AudioEncoder {
 public:
  using Take = std::function<Status(AVPacket&)>;

  static Result<std::unique_ptr<AudioEncoder>> open(const SoundPlan& plan, const StreamSpec& spec,
                                                    bool header_apart, std::uint64_t seed);
  ~AudioEncoder();

  // Where the first frame lies on the file's time line, in frames. Before the first encode.
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
