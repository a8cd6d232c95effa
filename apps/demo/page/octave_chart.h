// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "apps/demo/page/heard.h"

namespace otoscape::demo::page {

// Octave levels of talk and band before (dashed) and after (solid) over the typical threshold.
std::string octave_chart(const EarLevels& before, const EarLevels& after, const std::string& words);

}  // namespace otoscape::demo::page
