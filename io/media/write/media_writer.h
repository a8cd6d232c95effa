// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "io/media/encoded_stream.h"
#include "io/media/media.h"
#include "io/media/read/media_reader.h"
#include "io/media/text_track.h"
#include "io/media/write/output_plan.h"

namespace otoscape::io::media {

struct WriterOptions {
  std::map<int, StreamSpec> rendered;    // by source stream: rate and channels of what is written
  std::map<int, EncodedStream> encoded;  // by source stream: pictures that are encoded anew
  std::uint64_t seed = 1;                // of the dither
  std::string title;                     // of rendered tracks beside their originals
  std::string comment;                   // for the file, after its own
  Seconds origin;                        // this point of the source's time line becomes 0
  Seconds length{1e12};                  // of the part from there on: chapters end with it
  Frames moved_by;  // how far into a WAV recording the output begins, for its time reference
  double rate_ratio = 1.0;       // of what is written to the source's, for the same
  std::vector<TextTrack> texts;  // written beside the plan's streams, after them; by the origin
  bool keeps_time = true;  // false: the container stores no start, so silence is written before
};

class MemoryFile;

// Writes the streams of a plan. Copied streams, chapters and tags come from the reader's file.
class MediaWriter {
 public:
  // path: the file to write to, "-" for standard output.
  static Result<std::unique_ptr<MediaWriter>> open(const std::string& path, const OutputPlan& plan,
                                                   const MediaReader& source,
                                                   const WriterOptions& options);
  // The same into memory, which must stay until close.
  static Result<std::unique_ptr<MediaWriter>> open(MemoryFile& file, const OutputPlan& plan,
                                                   const MediaReader& source,
                                                   const WriterOptions& options);
  ~MediaWriter();

  // Whether the plan copies this stream's packets.
  bool copies(int stream) const;
  Status write(CopiedPiece piece);

  // A packet of a picture that is encoded anew, on the source's time line. It is used up.
  Status write_encoded(int stream, AVPacket& packet);

  // Before a rendered stream's first sound. frame: its first frame, counted from the origin.
  Status start(int stream, std::int64_t frame);
  Status write(int stream, ConstBlock<FullScaleUnit> sound);
  Status finish(int stream);

  // Writes the end of the file. After an error the file is incomplete.
  Status close();

  // As it is written: the parameters of a stream are those that its packets have in the file.
  const AVFormatContext& context() const;

  // What became of copied pictures, for the user; complete after close.
  std::vector<std::string> notes() const;

 private:
  struct Impl;
  explicit MediaWriter(std::unique_ptr<Impl> impl);
  static Result<std::unique_ptr<MediaWriter>> prepare(const OutputPlan& plan,
                                                      const MediaReader& source,
                                                      const WriterOptions& options);
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::io::media
