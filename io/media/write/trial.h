// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "io/media/write/media_writer.h"
#include "io/media/write/read_back.h"

namespace otoscape::io::media {

// Writes an output's header, the first packets of each stream and its end into memory, and reads
// them back: what a muxer accepts is not always what a demuxer finds. Transport streams, for
// example, take any codec and give back data.
class Trial {
 public:
  // packets: MediaReader::look_ahead of the source. A stream without packets there is judged by the
  // header alone.
  Trial(const OutputPlan& plan, const MediaReader& source, const std::deque<Packet>& packets,
        const WriterOptions& options);

  // Whether header, packets and end could be written.
  const Status& written() const { return written_; }
  // Whether a stream of the plan came back with its codec, header and size.
  bool returned(std::size_t stream) const { return match_[stream] != nullptr; }
  bool all_returned() const;
  // Whether a rendered stream came back with other channels, or without saying which they are.
  bool lost_layout(std::size_t stream) const { return lost_layout_[stream]; }
  // The layout that came back, where it is the rendered one under other names; else empty.
  Layout renamed(std::size_t stream) const;

  // Of what came back; stamps of programs do not count.
  bool lost_chapters() const;
  std::vector<std::string> lost_tags() const;  // names, with the stream's number
  std::vector<std::string> lost_looks()
      const;  // of pictures: rotation, aspect ratio, mastering display …

 private:
  Status write(const std::deque<Packet>& packets, const WriterOptions& options);
  Status write_encoded(const WriterOptions& options);
  Status write_rendered(const WriterOptions& options);
  void add_empty_packets();
  void match();
  bool fits(std::size_t stream, const ReadBack::Stream& back) const;
  bool has_layout(std::size_t stream, const ReadBack::Stream& back) const;
  Layout surround_of(std::size_t stream) const;
  const AVStream& source_stream(std::size_t stream) const;
  void note_lost(std::size_t stream, std::vector<std::string>& lost) const;

  struct Sent {
    std::size_t bytes = 0;
    int packets = 0;
  };

  const OutputPlan plan_;
  const MediaReader& source_;
  std::map<int, StreamSpec> rendered_;
  std::string title_;
  MemoryFile file_;
  std::unique_ptr<MediaWriter> writer_;
  std::vector<Sent> sent_;                      // by stream of the plan
  std::vector<const ReadBack::Stream*> match_;  // by stream of the plan; null: did not return
  std::vector<bool> lost_layout_;               // by stream of the plan
  Status written_;
  std::unique_ptr<ReadBack> back_;
};

}  // namespace otoscape::io::media
