// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Text of pages. Attributes that hold text stand between double quotes: svg::escaped keeps single
// ones.

namespace otoscape::io::pages {

// Replaces every {{place}} of `page` by `content`.
void put(std::string& page, std::string_view place, std::string_view content);

// As "0:21", rounded down to whole seconds.
std::string clock(double seconds);

// A string of JSON, with its quotes, that may stand in a script element: "<" is written \u003c.
std::string json_string(std::string_view text);

// A path as a relative URL: every byte but letters, digits and -._~/ is percent-encoded.
std::string url(std::string_view path);

}  // namespace otoscape::io::pages
