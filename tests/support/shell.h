// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

// Runs programs and reads files, as a user at a terminal.

namespace otoscape::test {

// A folder that the destructor removes with all its files.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::string path() const { return path_.string(); }
  // Sorted names of all files in it, hidden ones too.
  std::vector<std::string> names() const;

 private:
  std::filesystem::path path_;
};

struct Ran {
  int status = -1;  // exit status; 128 + signal where a signal ended it
  std::string out, err;
};

using Words = std::vector<std::string>;

// `word` quoted as one word of the shell.
std::string quoted(const std::string& word);

// Runs a program and waits for it; throws where it cannot be run at all.
Ran run(const Words& words);
// The same, but throws unless the exit status is 0: for tools that prepare a test.
std::string must_run(const Words& words);
// The program under test.
Ran otoscape(const Words& arguments);
// Runs otoscape render IN -o OUT and `more`, with preset:normal unless `more` has a --listener.
Ran render(const std::string& in, const std::string& out, const Words& more = {});

std::string bytes_of(const std::string& path);
void write_bytes(const std::string& path, const std::string& bytes);
int lines_of(const std::string& text);
bool says(const std::string& text, const std::string& part);

}  // namespace otoscape::test
