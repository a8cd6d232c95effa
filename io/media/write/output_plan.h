// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "io/media/media.h"
#include "io/media/write/sound_plan.h"
#include "otoscape/base/result.h"

namespace otoscape::io::media {

struct StreamPlan {
  int source = 0;                   // stream of the input
  std::optional<SoundPlan> render;  // none: copied
  bool original = false;            // the copy of a rendered track, kept beside it
  bool encoded = false;             // a picture, encoded anew: WriterOptions::encoded
};

struct OutputPlan {
  std::string muxer;           // FFmpeg's short name
  std::string extension;       // of the output
  bool film = false;           // the container holds pictures and a time line
  bool stores_starts = true;   // of streams that begin later than others
  bool needs_picture = false;  // without the source's picture it is not what its name says
  bool excerpt = false;        // a region's sound, without the film's tags and chapters
  bool all_tags = false;       // QuickTime's list of any tags in place of its few
  std::vector<StreamPlan> streams;
  std::vector<std::string> notes;  // what changes or is lost, and why
};

// Plans the output by the extension of `out` ("-": WAV to standard output): how rendered sound is
// written, and all streams that may be copied beside it. Fails for extensions that FFmpeg cannot
// write, for codecs, sample formats or numbers of channels that the container cannot hold, and for
// ADM elsewhere than in a WAV file of integer samples.
Result<OutputPlan> plan_output(const MediaInfo& source, const std::set<int>& rendered,
                               const std::string& out, const OutputOptions& options);

}  // namespace otoscape::io::media
