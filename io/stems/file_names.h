// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "io/stems/stem.h"

namespace otoscape::io::stems {

// Names of the stems' files, in the same order: each stem's own name and ".wav". What Windows,
// macOS or Linux refuse in a name becomes "_"; names that differ by nothing or by the case of
// letters alone are numbered.
std::vector<std::string> file_names(std::span<const Stem> stems);

}  // namespace otoscape::io::stems
