// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/base/result.h"

namespace otoscape::io {

// A folder of files that appears under its name only when all of them are complete. Until then it
// lies beside it under a temporary name, and is removed as an OutputFile is.
class OutputFolder {
 public:
  // Fails where something of that name is there that is not an empty folder, and where the folder
  // around it does not exist or cannot be written.
  static Result<OutputFolder> create(const std::string& path);

  OutputFolder(OutputFolder&& other) noexcept;
  OutputFolder& operator=(OutputFolder&&) = delete;
  ~OutputFolder();

  // The path to write a file of this name to.
  std::string add(const std::string& name);
  // Renames the complete folder. An empty one of that name gives way, and leaves its mode to it.
  Status keep();

 private:
  OutputFolder(std::string path, std::string target, std::string temporary);

  std::string path_, target_, temporary_;  // the name as given, and where it leads
  std::vector<std::string> files_;
};

}  // namespace otoscape::io
