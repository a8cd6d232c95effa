// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/pages/palette.h"

namespace otoscape::io::pages {

// A diagram (SVG) that is drawn for a light page, with a style sheet that gives each of its colours
// a dark page's counterpart where the reader prefers dark pages. Its light form stays as it was.
std::string follows_scheme(const std::string& svg);

// The counterpart: the same hue, its lightness turned over, so that white becomes the page's dark
// ground and black its ink.
Colour on_dark(Colour on_light);

}  // namespace otoscape::io::pages
