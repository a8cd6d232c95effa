// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/base/layout.h"
#include "otoscape/base/result.h"

namespace CLI {
class App;
}

namespace otoscape::cli {

// Adds --input-layout for the sound that `file` stands for in its help.
void add_input_layout(CLI::App& command, std::string& text, const std::string& file);

// Of a layout's name, or of a list of loudspeakers in the channels' order; empty for none.
Result<Layout> parse_input_layout(const std::string& text);

}  // namespace otoscape::cli
