// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "apps/demo/heard.h"
#include "apps/demo/listeners.h"
#include "apps/demo/words.h"
#include "otoscape/base/result.h"

namespace otoscape::demo {

// One way of hearing the scene, ready for the page.
struct Exhibit {
  std::string id;    // "typical", "N3" …
  std::string name;  // for the button
  std::string loss;  // empty for typical hearing
  std::filesystem::path film;
  Heard heard;
  Findings findings;          // empty for typical hearing
  std::string spectrogram;    // a PNG file's bytes
  std::string audiogram_svg;  // may be empty
};

struct PageContents {
  std::vector<Exhibit> exhibits;  // the first is typical hearing
  std::string webvtt;
  std::string levels;  // of the scene, in words
};

// One file that needs nothing else. Fails only when a film cannot be read.
Result<std::string> build_page(const PageContents& contents);

}  // namespace otoscape::demo
