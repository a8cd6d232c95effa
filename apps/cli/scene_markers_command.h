// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/cli/commands.h"

namespace otoscape::cli {

// Adds `scene export` and `scene import`; each gives what runs it.
struct MarkerCommand {
  CLI::App* command;
  Command run;
};
MarkerCommand add_scene_export(CLI::App& scene);
MarkerCommand add_scene_import(CLI::App& scene);

}  // namespace otoscape::cli
