// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/tools/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

extern char** environ;

namespace otoscape::demo::tools {
namespace {

std::string read_all(int descriptor) {
  std::string text;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t count = read(descriptor, buffer, sizeof buffer);
    if (count > 0) text.append(buffer, static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && errno != EINTR)) return text;
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

Result<std::string> Runner::run(const std::vector<std::string>& arguments,
                                const std::string& remedy) const {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return failed("no pipe to be had; close some programs");

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  posix_spawn_file_actions_addopen(&actions, 2, log_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  pid_t child = 0;
  const int trouble = posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (trouble != 0) {
    close(ends[0]);
    return failed(
        fmt::format("cannot start {}{}", arguments[0], remedy.empty() ? "" : "; " + remedy));
  }
  std::string output = read_all(ends[0]);
  close(ends[0]);
  if (wait_for(child) != 0) return failed(fmt::format("{} failed: {}", arguments[0], last_line()));
  return output;
}

std::string Runner::last_line() const {
  std::ifstream log(log_);
  std::string last = "it gave no reason";
  for (std::string line; std::getline(log, line);)
    if (line.find_first_not_of(" \t\r") != std::string::npos) last = line;
  return last;
}

}  // namespace otoscape::demo::tools
