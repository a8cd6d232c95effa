// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "otoscape/base/block.h"
#include "otoscape/units/time.h"

struct AVPacket;

// Streams of a film or a sound file, and the pieces in which they are read. A track is a stream
// with sound.

namespace otoscape::io::media {

struct StreamInfo {
  enum class Kind { sound, picture, subtitle, attachment, data };

  Kind kind = Kind::data;
  std::string codec;        // FFmpeg's name: aac, pcm_s24le, h264 …
  bool cover_art = false;   // a still picture that belongs to a sound file
  std::string language;     // as written in the file; empty: none
  Seconds declared_length;  // 0: unknown

  // Sound only.
  Hertz rate;
  int channels = 0;
  // Loudspeakers of the channels, in the order of SoundPiece's. Empty: more than two channels of
  // which the file does not say, or names none that is rendered.
  Layout layout;
  int right = -1;          // stream of the right channel, where two mono tracks are a pair
  bool is_joined = false;  // it is that stream
  bool lossy = false;
  bool floating = false;  // floating-point PCM
  bool encrypted = false;
  int bits = 0;  // of integer samples; 0: unknown

  // Picture only.
  int width = 0, height = 0;    // stored pixels
  int picture_bits = 0;         // of each colour; 0: unknown
  bool quarter_chroma = false;  // one colour for each four pixels (4:2:0)

  bool is_moving_picture() const { return kind == Kind::picture && !cover_art; }
};

struct MediaInfo {
  std::string container;  // FFmpeg's short names, "matroska,webm"
  std::vector<StreamInfo> streams;
  std::vector<int> tracks;         // streams with sound, in order, without joined ones
  bool unjoined_mono = false;      // all tracks are mono and may belong together
  int best_track = -1;             // its place in `tracks`: the file's default, else the first
  Seconds declared_length;         // 0: unknown
  bool length_is_a_guess = false;  // estimated from the bit rate: for a progress bar only
  bool is_film = false;            // has a moving picture
  bool has_guessed_times = false;  // packets have no time of their own
  std::vector<std::string> notes;  // what about the file is not as it says, for the summary

  int picture() const;  // the first stream with a moving picture; −1: none
};

struct FreePacket {
  void operator()(AVPacket* packet) const;
};
using Packet = std::unique_ptr<AVPacket, FreePacket>;

// Sound of one stream: planar, of one or two channels, or those of StreamInfo::layout.
struct SoundPiece {
  int stream = 0;
  std::int64_t first = 0;  // first frame, on the file's time line
  int frames = 0;
  std::array<std::vector<float>, kMostChannels> samples;
  int channels = 0;

  FullScaleBlock block() {
    std::array<float*, kMostChannels> data{};
    for (std::size_t c = 0; c < samples.size(); ++c) data[c] = samples[c].data();
    return {std::span<float* const>(data).first(static_cast<std::size_t>(channels)), frames};
  }
};

// Zeros, with `first` still 0. Of one channel the second has them too.
SoundPiece silence(int stream, int channels, int frames);

// A packet of a stream, copied unchanged.
struct CopiedPiece {
  int stream = 0;
  Packet packet;
};

// From the decoding time to the end of the presentation, in seconds of the file's time line; −∞…∞
// for a piece without a presentation time.
std::pair<double, double> time_span(const CopiedPiece& piece);
std::pair<double, double> time_span(const AVPacket& packet);
// When its presentation begins, in the same seconds; −∞ where it has no time.
double presented_at(const CopiedPiece& piece);

// Counts of one decoded track.
struct DecodeReport {
  std::int64_t frames = 0;          // of sound given, filled ones included
  std::int64_t filled_frames = 0;   // of silence in gaps of the time line
  std::int64_t dropped_frames = 0;  // left out, because pieces overlapped
  int damaged_packets = 0;
  float fold_peak = 0.0f;  // largest sample after a fold to stereo; 0 without one
};

// The end of a decoded stream.
struct SoundEnd {
  int stream = 0;
};

using Piece = std::variant<SoundPiece, CopiedPiece, SoundEnd>;

}  // namespace otoscape::io::media
