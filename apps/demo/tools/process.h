// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
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

  // As `run`, with standard input made of what `next` gives, piece by piece, until it gives none. A
  // piece stays valid until the next call.
  Status feed(const std::vector<std::string>& arguments,
              const std::function<std::span<const std::uint8_t>()>& next) const;

 private:
  // Gives the child, or the error's sentence. Its standard output goes to `output`.
  Result<pid_t> start(const std::vector<std::string>& arguments, int input, int output,
                      const std::string& remedy) const;

  std::string last_line() const;
  std::filesystem::path log_;
};

}  // namespace otoscape::demo::tools
