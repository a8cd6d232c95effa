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
  // Matroska's muxer puts Opus back by its encoder's delay. FFmpeg would first move all streams until
  // its first packet lies at 0, which parts picture and sound by as much in every copy.
  void keep_start();

  AVFormatContext& out_;
  const OutputPlan& plan_;
  const AVFormatContext& source_;
  AVDictionary* list_ = nullptr;
};

}  // namespace otoscape::io::media
