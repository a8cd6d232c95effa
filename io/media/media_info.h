// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/media/media.h"

struct AVFormatContext;

namespace otoscape::io::media {

// Streams, container and length of an opened file.
MediaInfo describe(const AVFormatContext& format);

}  // namespace otoscape::io::media
