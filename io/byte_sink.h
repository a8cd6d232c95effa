// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "io/output_file.h"
#include "otoscape/base/result.h"

namespace otoscape::io {

// An output file written piece by piece. It appears under its name only when it is complete; "-" is
// standard output.
class ByteSink {
 public:
  static Result<ByteSink> open(const std::string& path, bool overwrite);
  ByteSink(ByteSink&& other) noexcept;
  ByteSink& operator=(ByteSink&&) = delete;
  ~ByteSink();

  // An error is returned by keep().
  void write(std::string_view bytes);
  Status keep();

 private:
  ByteSink(std::string path, OutputFile file, std::FILE* to);

  std::string path_;
  OutputFile file_;
  std::FILE* to_;
  int error_ = 0;  // errno of the first failure
};

}  // namespace otoscape::io
