// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "io/media/media.h"
#include "otoscape/base/result.h"

namespace otoscape::io::media {

enum class SampleFormat { s16, s24, f32 };

// Options of the output. Those left empty are decided from the source and the container.
struct OutputOptions {
  std::string codec;            // "": decide; else an FFmpeg encoder's or codec's name
  std::optional<int> bit_rate;  // bit/s
  std::optional<SampleFormat> sample_format;
  bool keep_original = false;
  bool sound_only = false;
};

// How rendered sound is written.
struct SoundPlan {
  std::string encoder;                  // FFmpeg's name
  std::optional<SampleFormat> samples;  // none: the encoder's own format
  int bit_rate = 0;                     // 0: lossless
  bool is_default_bit_rate = true;
};

struct StreamPlan {
  int source = 0;                   // stream of the input
  std::optional<SoundPlan> render;  // none: copied
  bool original = false;            // the copy of a rendered track, kept beside it
};

struct OutputPlan {
  std::string muxer;  // FFmpeg's short name
  bool film = false;  // the container holds pictures and a time line
  std::vector<StreamPlan> streams;
  std::vector<std::string> notes;  // what changes or is lost, and why
};

// Plans the output by the extension of `out` ("-": WAV to standard output). Fails for extensions
// that FFmpeg cannot write and for codecs or sample formats that the container cannot hold.
Result<OutputPlan> plan_output(const MediaInfo& source, const std::set<int>& rendered,
                               const std::string& out, const OutputOptions& options);

}  // namespace otoscape::io::media
