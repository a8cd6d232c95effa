// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "apps/cli/command_text.h"

namespace otoscape::cli {

// Scripts that complete commands, options, and values of options. What has no words is completed
// as the name of a file.
std::string bash_completion(const CommandText& program);
std::string zsh_completion(const CommandText& program);

}  // namespace otoscape::cli
