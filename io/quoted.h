// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace otoscape::io {

// What a file or a person wrote, between double quotes, fit for a one-line message: control
// characters and bytes that are no UTF-8 become "?", anything beyond 60 bytes becomes "…".
std::string quoted(std::string_view text);

}  // namespace otoscape::io
