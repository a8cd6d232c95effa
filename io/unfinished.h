// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace otoscape::io {

// Keeps in mind a file or a folder that remove_unfinished_files() removes, and from the first call
// on removes what is kept when SIGINT, SIGTERM, SIGHUP, SIGPIPE or SIGQUIT ends the program.
void remember_unfinished(const std::string& path);
void forget_unfinished(const std::string& path);

// Removes the unfinished files and folders of this process. For handlers of signals: calls unlink
// and rmdir only.
void remove_unfinished_files() noexcept;

}  // namespace otoscape::io
