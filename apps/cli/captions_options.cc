// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/captions_options.h"

#include <CLI/CLI.hpp>

namespace otoscape::cli {

jobs::captions::CaptionOptions CaptionArguments::asked() const {
  jobs::captions::CaptionOptions all = options;
  all.for_children = reading == "child";
  return all;
}

void add_caption_options(CLI::App& command, CaptionArguments& asked) {
  command.add_option("--subtitles", asked.options.subtitles,
                     "The film's words: a .vtt, .srt, .ass or .ttml file, the number of one of its "
                     "subtitle tracks, or none. Default: its default track of text");
  command.add_option("--wording", asked.options.wording,
                     "What the captions say, in your own words or another language: a file as "
                     "otoscape captions --wording-template prints it");
  command
      .add_option("--reading", asked.reading,
                  "Who reads: adult, 17 characters a second, or child, 13")
      ->check(CLI::IsMember({"adult", "child"}))
      ->capture_default_str();
}

}  // namespace otoscape::cli
