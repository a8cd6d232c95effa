// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// The page's attributes that hold text stand between double quotes: svg::escaped keeps single ones.

namespace otoscape::demo::page {

// Replaces {{place}} wherever it stands.
void put(std::string& page, std::string_view place, std::string_view content);

// "0:21", the second that has begun.
std::string clock(double seconds);

}  // namespace otoscape::demo::page
