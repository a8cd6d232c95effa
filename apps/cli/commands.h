// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>

#include "otoscape/base/result.h"

namespace CLI {
class App;
}

namespace otoscape::cli {

// Each adds its command to the program and returns the function that runs it.
using Command = std::function<Status()>;
Command add_render(CLI::App& program);
Command add_audiogram(CLI::App& program);
Command add_presets(CLI::App& program);
Command add_scene(CLI::App& program);
Command add_electrodogram(CLI::App& program);

}  // namespace otoscape::cli
