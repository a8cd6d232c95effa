// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// How a listener, a scene or a map is named: "preset:NAME", a file, or a preset's bare name.

namespace otoscape::io::files {

inline constexpr std::string_view kPresetPrefix = "preset:";

// Whether `spec` is a file: it does not begin with kPresetPrefix, and holds a "/" or has an
// extension.
bool names_file(std::string_view spec);

// The error where text that comes from no file names one.
std::string file_in_memory(std::string_view spec);

}  // namespace otoscape::io::files
