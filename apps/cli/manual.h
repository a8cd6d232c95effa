// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "apps/cli/command_text.h"

namespace otoscape::cli {

// The manual page of the program in man(7), a section for each command.
std::string manual(const CommandText& program);

}  // namespace otoscape::cli
