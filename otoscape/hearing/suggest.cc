// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/suggest.h"

#include <algorithm>
#include <array>
#include <vector>

namespace otoscape::hearing {
namespace {

constexpr std::size_t kLongestWord = 64;  // longer ones are no slip of the finger

std::size_t edits(std::string_view a, std::string_view b) {
  std::array<std::vector<std::size_t>, 3> rows;  // two rows up, one row up, this row
  for (auto& row : rows) row.resize(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) rows[2][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::rotate(rows.begin(), rows.begin() + 1, rows.end());
    rows[2][0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = rows[1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      rows[2][j] = std::min({rows[1][j] + 1, rows[2][j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        rows[2][j] = std::min(rows[2][j], rows[0][j - 2] + 1);
    }
  }
  return rows[2][b.size()];
}

}  // namespace

std::string suggest(std::string_view word, std::span<const std::string_view> candidates) {
  if (word.empty() || word.size() > kLongestWord) return {};
  // Fewer edits than the word is long: else two letters would be near any other two.
  std::size_t nearest =
      std::min(word.size(), std::max<std::size_t>(2, word.size() / 3) + 1);  // first too far
  std::string_view best;
  for (std::string_view candidate : candidates) {
    if (const std::size_t distance = edits(word, candidate); distance < nearest) {
      nearest = distance;
      best = candidate;
    }
  }
  if (best.empty()) return {};
  return "; did you mean \"" + std::string(best) + "\"?";
}

}  // namespace otoscape::hearing
