// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace otoscape::io::wave {

// Text as the content of an XML element or attribute: one line of UTF-8 of at most some 400 bytes.
std::string xml_text(std::string_view text);

}  // namespace otoscape::io::wave
