// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/layout_argument.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <string_view>

namespace otoscape::cli {
namespace {

// In the order of Speaker; FFmpeg's names.
constexpr std::string_view kNames[kSpeakers] = {"FL",  "FR",  "FC",  "LFE", "BL",  "BR",
                                                "FLC", "FRC", "BC",  "SL",  "SR",  "TC",
                                                "TFL", "TFC", "TFR", "TBL", "TBC", "TBR"};

// "FL+FC+FR"; none: another text, a loudspeaker twice, or too many.
std::optional<Layout> listed(std::string_view text) {
  Layout layout;
  while (true) {
    const auto end = text.find('+');
    const auto found = std::ranges::find(kNames, text.substr(0, end));
    const auto speaker = static_cast<Speaker>(found - std::begin(kNames));
    if (found == std::end(kNames) || layout.channel_of(speaker) ||
        layout.channels() == kMostChannels) {
      return std::nullopt;
    }
    layout.add(speaker);
    if (end == text.npos) return layout;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

void add_input_layout(CLI::App& command, std::string& text, const std::string& file) {
  command.add_option("--input-layout", text,
                     fmt::format("The loudspeakers of {} channels, where the file does not say or "
                                 "says it wrong: 5.1, 5.1(side), 7.1, 7.1.4 … (docs/surround.md "
                                 "has all), or a list in their order: FL+FC+FR+BL+BR+LFE",
                                 file));
}

Result<Layout> parse_input_layout(const std::string& text) {
  if (text.empty()) return Layout();
  if (const auto layout = layout_named(text)) return *layout;
  if (const auto layout = listed(text)) return *layout;
  std::string names;
  for (const NamedLayout& named : named_layouts())
    names += (names.empty() ? "" : ", ") + std::string(named.name);
  return wrong_usage(fmt::format(
      "--input-layout {}: say one of {}; or its loudspeakers in the order of the channels, "
      "as FL+FC+FR+BL+BR+LFE",
      text, names));
}

}  // namespace otoscape::cli
