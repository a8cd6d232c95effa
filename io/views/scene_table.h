// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/files/scene_file.h"

namespace otoscape::io::views {

// A scene as a table for a terminal: one line for each point with its time, its values, and after
// it the level of ringing and the hearing level of each ear; then notices and notes.
std::string scene_table(const files::LoadedScene& loaded);

}  // namespace otoscape::io::views
