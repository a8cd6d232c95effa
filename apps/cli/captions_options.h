// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "jobs/captions/caption_options.h"

namespace CLI {
class App;
}

namespace otoscape::cli {

struct CaptionArguments {
  jobs::captions::CaptionOptions options;
  std::string reading = "adult";

  // Words turned into values.
  jobs::captions::CaptionOptions asked() const;
};

// --subtitles, --wording and --reading.
void add_caption_options(CLI::App& command, CaptionArguments& asked);

}  // namespace otoscape::cli
