// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/base/result.h"

namespace otoscape::io {

// A result that appears under its name only when it is complete. Until then it is written beside
// it under a temporary name; if this object goes, or a signal ends the program, that goes too.
class OutputFile {
 public:
  // Refuses a folder that is not there, and a file that is there unless it may be overwritten.
  // "-" is standard output: nothing to rename, nothing to remove.
  static Result<OutputFile> create(const std::string& path, bool overwrite);

  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  // Where to write.
  const std::string& temporary() const { return temporary_; }
  // The result is whole: give it its name.
  Status keep();

 private:
  OutputFile(std::string path, std::string temporary, bool overwrite);

  std::string path_, temporary_;
  bool overwrite_ = false;
};

// Whether two names mean one file.
bool same_file(const std::string& a, const std::string& b);

// Writes a small text whole or not at all; "-" is standard output.
Status write_text(const std::string& path, const std::string& text, bool overwrite);

}  // namespace otoscape::io
