// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace otoscape::jobs::captions {

// ISO 639-2/T, as containers want it, of a language of two letters; others stay as they are.
std::string three_letters(std::string_view language);

// The other way, as BCP 47 and so TTML and pages want it; ISO 639-2/B, which Matroska has, too.
std::string two_letters(std::string_view language);

}  // namespace otoscape::jobs::captions
