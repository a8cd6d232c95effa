// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "io/files/loaded_listener.h"
#include "otoscape/base/result.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::io::files {

// A scene as read from a file.
struct LoadedScene {
  scene::Scene scene;
  std::vector<std::string> notes;  // for the user, one line each
};

// Loads the listener that a value of [listeners] names.
using FindListener = std::function<Result<LoadedListener>(const std::string& spec)>;

}  // namespace otoscape::io::files
