// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/media/media.h"
#include "io/media/write/container.h"
#include "otoscape/base/result.h"

namespace otoscape::io::media {

enum class SampleFormat { s16, s24, f32 };

// Options of the output. Those left empty are decided from the source and the container.
struct OutputOptions {
  std::string codec;            // "": decide; else an FFmpeg encoder's or codec's name
  std::optional<int> bit_rate;  // bit/s
  std::optional<SampleFormat> sample_format;
  bool keep_original = false;
  bool sound_only = false;       // a region without its picture
  bool without_picture = false;  // the moving picture is left out, of films too
  bool adm = false;              // a description by the Audio Definition Model, in WAV alone
};

// How rendered sound is written.
struct SoundPlan {
  std::string encoder;                  // FFmpeg's name
  std::optional<SampleFormat> samples;  // none: the encoder's own format
  int bit_rate = 0;                     // 0: lossless
  bool is_default_bit_rate = true;
};

// Fails for codecs, sample formats and rates that the container cannot hold, and for those that the
// Audio Definition Model cannot describe where it is asked for.
Result<SoundPlan> plan_sound(const StreamInfo& source, const Container& container,
                             const OutputOptions& options);

// What of the options, or of the source's quality, this form cannot keep.
void note_losses(const StreamInfo& source, const Container& container, const OutputOptions& options,
                 const SoundPlan& sound, std::vector<std::string>& notes);

}  // namespace otoscape::io::media
