// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace otoscape::demo::page {

// Replaces {{place}} wherever it stands.
void put(std::string& page, std::string_view place, std::string_view content);

// For text and for attributes between single quotes.
std::string escaped(std::string_view text);

// "0:21", the second that has begun.
std::string clock(double seconds);

}  // namespace otoscape::demo::page
