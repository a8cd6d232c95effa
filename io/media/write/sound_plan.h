// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
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
  // Of rendered streams that are written with more than two channels, by stream of the source.
  std::map<int, Layout> surround;
  bool adm = false;  // a description by the Audio Definition Model, in WAV alone
};

// How rendered sound is written.
struct SoundPlan {
  std::string encoder;                  // FFmpeg's name
  std::optional<SampleFormat> samples;  // none: the encoder's own format
  int bit_rate = 0;                     // 0: lossless
  bool is_default_bit_rate = true;
};

// surround: of what is written; empty: one or two channels. Bit rates are per two channels. Fails
// for codecs, sample formats, rates and numbers of channels that the container cannot hold, and for
// those that the Audio Definition Model cannot describe where it is asked for.
Result<SoundPlan> plan_sound(const StreamInfo& source, const Container& container,
                             const OutputOptions& options, const Layout& surround = {});

// For an error about more than two channels: ".mov, .wav, .w64 and .caf can, as PCM".
std::string who_holds(int channels);

// What of the options, or of the source's quality, this form cannot keep.
void note_losses(const StreamInfo& source, const Container& container, const OutputOptions& options,
                 const SoundPlan& sound, std::vector<std::string>& notes);

}  // namespace otoscape::io::media
