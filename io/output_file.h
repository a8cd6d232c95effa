// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/base/result.h"

namespace otoscape::io {

// An output file that appears under its name only when it is complete. Until then it lies in the
// same folder under a temporary name. The temporary file is removed when this object is destroyed
// and when SIGINT, SIGTERM, SIGHUP, SIGPIPE or SIGQUIT ends the program. Where the name is a link,
// the file that it leads to is replaced, and the link stays; a file that is replaced leaves its
// mode and, for root, its owner to the new one. Its other hard links keep the old content.
class OutputFile {
 public:
  // Fails where the folder does not exist; where the file exists and `overwrite` is false, or it
  // may not be written; and for folders, pipes, devices and links to nothing.
  // "-" is standard output: nothing to rename, nothing to remove.
  static Result<OutputFile> create(const std::string& path, bool overwrite);

  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  // The path to write to.
  const std::string& temporary() const { return temporary_; }
  // Renames the complete file.
  Status keep();

 private:
  OutputFile(std::string path, std::string target, std::string temporary, bool overwrite);

  std::string path_, target_, temporary_;  // the name as given, and where it leads
  bool overwrite_ = false;
};

// Whether two paths name, or would name, one file; "-" names none.
bool same_file(const std::string& a, const std::string& b);

// Writes a small text; on an error no file appears. "-" is standard output.
Status write_text(const std::string& path, const std::string& text, bool overwrite);

}  // namespace otoscape::io
