// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace otoscape::io::pages {

// RFC 4648, for data URIs.
std::string base64(std::string_view bytes);

}  // namespace otoscape::io::pages
