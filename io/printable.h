// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace otoscape::io {

// Bytes of the UTF-8 character that `text`, which is not empty, begins with; 0 where it is none, as
// with over-long forms and surrogates, which strict readers refuse.
std::size_t character_length(std::string_view text);

// `text` as one line of UTF-8: control characters and bytes that are no UTF-8 become "?", anything
// beyond `longest` bytes becomes "…".
std::string printable(std::string_view text, std::size_t longest);

// Text from a file or a user, in double quotes, for a one-line message.
inline std::string in_quotes(std::string_view text) { return '"' + printable(text, 60) + '"'; }

}  // namespace otoscape::io
