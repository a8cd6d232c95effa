// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "io/media/read/media_reader.h"
#include "otoscape/base/result.h"

namespace otoscape::jobs::measure {

// Reads the file to its end and decodes it in a thread of its own; `take` gets its pieces in order,
// on the caller's thread.
Status read_in_thread(io::media::MediaReader& reader,
                      const std::function<void(io::media::Piece)>& take);

}  // namespace otoscape::jobs::measure
