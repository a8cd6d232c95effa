// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/media/write/media_writer.h"

namespace otoscape::io::media {

// Leaves out of a plan what the container cannot hold, by trials in memory, with one note each that
// names a container that could. Fails, for the user to act on, where rendered sound cannot be held,
// or where the extension names a film and its picture cannot.
//
// Reads ahead in `source`, before its first read. options: rate and channels of rendered streams,
// and the title beside an original; the others may be left as they are.
Status fit_plan(OutputPlan& plan, MediaReader& source, const WriterOptions& options);

}  // namespace otoscape::io::media
