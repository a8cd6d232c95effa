// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "io/media/write/aac_bits.h"
#include "otoscape/base/layout.h"

namespace otoscape::io::media {

// How a layout is given to encoders.
struct EncodingForm {
  // What one encoder gets: the layout that it is told, and the loudspeaker of each of its channels.
  struct Part {
    Layout told, sound;
  };
  std::vector<Part> parts;            // one, or two whose blocks are joined
  std::optional<AacProgram> program;  // none: as the encoder says
  int tag = 0;                        // of the second part's element

  // The loudspeakers of all parts' channels.
  Layout sound() const;
};

// The layouts of AAC that FFmpeg's encoder writes so that its decoder (5.1) finds no layout, or
// cannot write: 3.1, 6.0, 6.1 and 7.0. None: any other.
std::optional<EncodingForm> aac_form(const Layout& layout);

}  // namespace otoscape::io::media
