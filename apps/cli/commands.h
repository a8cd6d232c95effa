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
// exit_status: becomes 3 where the target is missed.
Command add_loudness(CLI::App& program, int& exit_status);
Command add_audibility(CLI::App& program);
Command add_captions(CLI::App& program);
Command add_video(CLI::App& program);
Command add_completion(CLI::App& program);  // the last two need all others, and the program itself,
Command add_manual(CLI::App& program);      // when they run

}  // namespace otoscape::cli
