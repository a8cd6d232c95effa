// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// The page's attributes that hold text stand between double quotes: svg::escaped keeps single ones.

namespace otoscape::demo::page {

// Replaces every {{place}} of `page` by `content`.
void put(std::string& page, std::string_view place, std::string_view content);

// As "0:21", rounded down to whole seconds.
std::string clock(double seconds);

}  // namespace otoscape::demo::page
