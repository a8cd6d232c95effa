// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "jobs/models/msbg_options.h"

namespace CLI {
class App;
}

namespace otoscape::cli {

// The option --model and the options of MSBG, as typed.
struct MsbgArguments {
  std::string model = "live", precision = "double", position = "ff", level = "joint";
  bool aligned = false, resample = false;
};

void add_msbg_options(CLI::App& command, MsbgArguments& asked);
jobs::models::MsbgOptions msbg_options(const MsbgArguments& asked);

// Names of the options of `render` that only MSBG has, and of those that it lacks.
std::vector<const char*> msbg_options();
std::vector<const char*> live_options();

}  // namespace otoscape::cli
