// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "io/media/media.h"
#include "io/media/read/audio_decoder.h"
#include "io/media/read/input_layout.h"
#include "io/media/read/mono_pair.h"
#include "io/media/read/packet_source.h"
#include "otoscape/base/result.h"

namespace otoscape::io::media {

// The decoders of the chosen tracks of a file. A pair of mono tracks has two, and gives one sound.
class TrackDecoders {
 public:
  using Take = std::function<Status(Piece)>;

  // Fails for what cannot be decoded and for channels without a layout, without a name of file or
  // track.
  Status open(PacketSource& source, int stream, const LayoutQuestion& question);
  void clear();

  // Whether this stream's packets are decoded.
  bool contains(int stream) const { return decoders_.contains(stream); }
  bool empty() const { return decoders_.empty(); }
  // The tracks that were opened, without the right ones of pairs.
  std::set<int> tracks() const;

  Status decode(const AVPacket& packet, const Take& take);
  // The rest of all tracks, and a SoundEnd for each.
  Status finish(const Take& take);
  // Decoding begins at these points: of all decoders, else nothing changes and this is false.
  bool begin_at(const std::map<int, SeekPoint>& points);
  void jumped(bool only_sound);

  std::int64_t start_of(int track) const;
  const DecodeReport& report_of(int track) const { return decoders_.at(track)->report(); }
  // Without places for a pair.
  SeekIndex places_of(int track) const;
  // Packets that could not be decoded, where nothing could be; else 0.
  int damaged_of_all() const;
  std::vector<std::string> troubles(const MediaInfo& info, double reached_s, bool early) const;

 private:
  Status hand_out(SoundPiece piece, const Take& take);

  std::map<int, std::unique_ptr<AudioDecoder>> decoders_;
  std::map<int, PairJoiner> pairs_;  // by the left stream
  std::map<int, int> left_of_;       // the left stream of a right one
  std::map<int, SeekPoint> coming_;  // where decoding still has to begin
  std::set<int> warming_;            // streams of them whose decoder warms up
};

}  // namespace otoscape::io::media
