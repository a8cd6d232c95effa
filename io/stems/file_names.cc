// SPDX-License-Identifier: Apache-2.0
#include "io/stems/file_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>

#include "io/printable.h"

namespace otoscape::io::stems {
namespace {

std::string small_letters(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return small;
}

// Names of devices on Windows, also with an extension (Microsoft, "Naming files").
bool is_device(std::string_view name) {
  const std::string small = small_letters(name.substr(0, name.find('.')));
  for (const char* device : {"con", "prn", "aux", "nul"}) {
    if (small == device) return true;
  }
  return small.size() == 4 && (small.starts_with("com") || small.starts_with("lpt")) &&
         small[3] >= '0' && small[3] <= '9';
}

std::string safe_name(std::string_view name) {
  constexpr std::size_t kLongest = 100;  // bytes; file systems take 255
  std::string safe = printable(name, kLongest);
  for (char& c : safe) {
    if (std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos) c = '_';
  }
  // A dot in front hides a file, and Windows drops dots and spaces at the end.
  const auto first = safe.find_first_not_of(". ");
  if (first == std::string::npos) return "stem";
  safe = safe.substr(first, safe.find_last_not_of(". ") + 1 - first);
  return is_device(safe) ? "_" + safe : safe;
}

}  // namespace

std::vector<std::string> file_names(std::span<const Stem> stems) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const Stem& stem : stems) {
    const std::string safe = safe_name(stem.name);
    std::string name = safe;
    for (int number = 2; !taken.insert(small_letters(name)).second; ++number)
      name = fmt::format("{} {}", safe, number);
    names.push_back(name + ".wav");
  }
  return names;
}

}  // namespace otoscape::io::stems
