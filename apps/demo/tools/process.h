// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "otoscape/base/result.h"

namespace otoscape::demo::tools {

// Runs other programs without a shell. Their standard error goes to one file.
class Runner {
 public:
  explicit Runner(std::filesystem::path log) : log_(std::move(log)) {}

  // Waits for the end; gives standard output. Fails when the program is missing (its sentence
  // ends in `remedy`) or its exit status is not 0 (it ends in the last line of standard error).
  Result<std::string> run(const std::vector<std::string>& arguments,
                          const std::string& remedy = "") const;

 private:
  std::string last_line() const;
  std::filesystem::path log_;
};

}  // namespace otoscape::demo::tools
