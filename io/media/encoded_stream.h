// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

struct AVCodecParameters;
struct AVPacket;

namespace otoscape::io::media {

// A stream of a source that is written with packets of its own: a picture that is encoded anew.
struct EncodedStream {
  std::shared_ptr<const AVCodecParameters> parameters;
  int tick_numerator = 1, tick_denominator = 1000;  // seconds of the packets' times
  // Its rows lie as they are shown, so that the source's rotation is not written.
  bool turned = false;
  std::vector<std::shared_ptr<const AVPacket>> sample;  // from another encoder, for a trial
};

}  // namespace otoscape::io::media
