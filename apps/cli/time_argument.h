// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/base/result.h"
#include "otoscape/units/time.h"

namespace otoscape::cli {

// Seconds, M:S or H:M:S, each with decimals; not negative.
Result<Seconds> parse_time(const std::string& option, const std::string& text);

}  // namespace otoscape::cli
