// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "jobs/msbg_options.h"

namespace CLI {
class App;
}

namespace otoscape::cli {

// Which model renders, and the laboratory's own options, as typed.
struct LaboratoryArguments {
  std::string model = "live", precision = "double", position = "ff", level = "joint";
  bool aligned = false, resample = false;
};

void add_laboratory_options(CLI::App& command, LaboratoryArguments& asked);
jobs::LaboratoryWishes laboratory_wishes(const LaboratoryArguments& asked);

// Options of `render` that only one of the models knows.
std::vector<const char*> laboratory_options();
std::vector<const char*> live_options();

}  // namespace otoscape::cli
