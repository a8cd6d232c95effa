// SPDX-License-Identifier: Apache-2.0
#include "tests/support/shell.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace otoscape::test {

namespace fs = std::filesystem;

namespace {
// Tests use no cached data and write nothing to the user's folders.
[[maybe_unused]] const int no_cache = setenv("OTOSCAPE_CACHE", "off", 1);
}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "otoscape-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder: " + name);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code none;
  fs::remove_all(path_, none);
}

std::vector<std::string> TemporaryFolder::names() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(path_))
    names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

std::string quoted(const std::string& word) {
  std::string text = "'";
  for (char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

Ran run(const Words& words) {
  const TemporaryFolder folder;
  std::string command;
  for (const std::string& word : words) command += quoted(word) + " ";
  command += "</dev/null >" + quoted(folder / "out") + " 2>" + quoted(folder / "err");
  const int result = std::system(command.c_str());
  if (result == -1) throw std::runtime_error("cannot run: " + command);
  const int status = WIFEXITED(result) ? WEXITSTATUS(result) : 128 + WTERMSIG(result);
  return {status, bytes_of(folder / "out"), bytes_of(folder / "err")};
}

std::string must_run(const Words& words) {
  Ran ran = run(words);
  if (ran.status == 0) return std::move(ran.out);
  std::string command;
  for (const std::string& word : words) command += word + " ";
  throw std::runtime_error("failed: " + command + "\n" + ran.err);
}

Ran otoscape(const Words& arguments) {
  Words words = {OTOSCAPE_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run(words);
}

Ran render(const std::string& in, const std::string& out, const Words& more) {
  Words words = {"render", in, "-o", out};
  if (std::ranges::find(more, "--listener") == more.end()) {
    words.insert(words.end(), {"--listener", "preset:normal"});
  }
  words.insert(words.end(), more.begin(), more.end());
  return otoscape(words);
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

int lines_of(const std::string& text) {
  return static_cast<int>(std::ranges::count(text, '\n')) +
         (text.empty() || text.back() == '\n' ? 0 : 1);
}

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace otoscape::test
