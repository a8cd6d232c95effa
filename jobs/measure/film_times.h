// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/files/timecode.h"
#include "otoscape/base/result.h"

namespace otoscape::jobs::measure {

// Reads timecodes as the film counts its pictures, from the timecode of the first one, or from 0
// where the file has none. Fails for standard input and where there is no picture.
Result<io::files::TimeReader> film_times(const std::string& path);

}  // namespace otoscape::jobs::measure
