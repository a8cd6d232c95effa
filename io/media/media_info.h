// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/media/media.h"

struct AVFormatContext;

namespace otoscape::io::media {

// What an opened file says of itself.
MediaInfo describe(const AVFormatContext& format);

}  // namespace otoscape::io::media
