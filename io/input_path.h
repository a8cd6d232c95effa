// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/base/result.h"

namespace otoscape::io {

// Whether an input can be opened again after it was read: false for "-" (standard input), named
// pipes, sockets and terminals, also by way of /dev/stdin or /dev/fd/N. A path to nothing can.
bool can_be_read_twice(const std::string& path);

// Fails, with a sentence that names the input, where it cannot be opened again.
Status must_be_read_twice(const std::string& path);

}  // namespace otoscape::io
