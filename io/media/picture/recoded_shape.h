// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/media/picture/picture_codec.h"
#include "io/media/picture/picture_shape.h"
#include "io/media/picture/turn.h"

namespace otoscape::io::media {

// The shape in which pictures are encoded. Near the source: its own, with the pixels that the codec
// has; turned where `turn` is given. For browsers: as PictureRecoder. Adds notes on what changes.
// to.pixels −1: the codec has none.
PictureShape recoded_shape(const PictureShape& from, const Turn& turn, const PictureCodec& codec,
                           std::vector<std::string>& notes);

}  // namespace otoscape::io::media
