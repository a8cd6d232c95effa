// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

// What a user does at a terminal: run programs, look at files.

namespace otoscape::test {

// A folder that goes away with this object, whatever lies in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::string path() const { return path_.string(); }
  // Names of all that lies in it, hidden files too, sorted.
  std::vector<std::string> names() const;

 private:
  std::filesystem::path path_;
};

struct Ran {
  int status = -1;  // exit status; 128 + signal where a signal ended it
  std::string out, err;
};

using Words = std::vector<std::string>;

// One word for the shell, whatever it holds.
std::string quoted(const std::string& word);

// Runs a program and waits for it; throws where it cannot be run at all.
Ran run(const Words& words);
// The same, but anything but exit status 0 throws: for tools that only prepare.
std::string must_run(const Words& words);
// The program under test.
Ran otoscape(const Words& arguments);
// otoscape render IN -o OUT and more; for preset:normal unless more names a --listener.
Ran render(const std::string& in, const std::string& out, const Words& more = {});

std::string bytes_of(const std::string& path);
void write_bytes(const std::string& path, const std::string& bytes);
int lines_of(const std::string& text);

}  // namespace otoscape::test
