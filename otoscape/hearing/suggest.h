// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace otoscape::hearing {

// The end of an error sentence: `; did you mean "X"?` with the candidate nearest to `word`, or
// nothing when none is near. Near is at most 2 edits, or a third of the word's length where that is
// more; one edit inserts, removes or replaces a character or swaps two neighbours (Damerau 1964).
std::string suggest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace otoscape::hearing
