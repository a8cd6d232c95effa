// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/media/write/output_plan.h"

struct AVDictionary;
struct AVFormatContext;

namespace otoscape::io::media {

// Options of FFmpeg's muxers for one output.
class MuxerOptions {
 public:
  MuxerOptions(AVFormatContext& out, const OutputPlan& plan, const AVFormatContext& source)
      : out_(out), plan_(plan), source_(source) {}
  ~MuxerOptions();
  MuxerOptions(const MuxerOptions&) = delete;
  MuxerOptions& operator=(const MuxerOptions&) = delete;

  // streamed: nothing can be written back into the header. rate_hz: of rendered sound, 0: none.
  void set(bool streamed, int rate_hz);
  AVDictionary** list() { return &list_; }

 private:
  bool offers(const char* option) const;
  void set_transport_stream();

  AVFormatContext& out_;
  const OutputPlan& plan_;
  const AVFormatContext& source_;
  AVDictionary* list_ = nullptr;
};

}  // namespace otoscape::io::media
