// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/layout_argument.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace otoscape::cli {

void add_input_layout(CLI::App& command, std::string& text, const std::string& file) {
  command.add_option("--input-layout", text,
                     fmt::format("The loudspeakers of {} channels, where the file does not say or "
                                 "says it wrong: 5.1, 5.1(side), 7.1, 7.1.4 … (docs/surround.md "
                                 "has all)",
                                 file));
}

Result<Layout> parse_input_layout(const std::string& text) {
  if (text.empty()) return Layout();
  if (const auto layout = layout_named(text)) return *layout;
  std::string names;
  for (const NamedLayout& named : named_layouts())
    names += (names.empty() ? "" : ", ") + std::string(named.name);
  return wrong_usage(fmt::format("--input-layout {}: say one of {}", text, names));
}

}  // namespace otoscape::cli
