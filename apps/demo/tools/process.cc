// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/tools/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

extern char** environ;

namespace otoscape::demo::tools {
namespace {

constexpr char kNoPipe[] = "no pipe to be had; close some programs";

std::string read_all(int descriptor) {
  std::string text;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t count = read(descriptor, buffer, sizeof buffer);
    if (count > 0) text.append(buffer, static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && errno != EINTR)) return text;
  }
}

// False where the reader has gone.
bool send_all(int socket, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count > 0) bytes = bytes.subspan(static_cast<std::size_t>(count));
    if (count < 0 && errno != EINTR) return false;
  }
  return true;
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

Result<pid_t> Runner::start(const std::vector<std::string>& arguments, int input, int output,
                            const std::string& remedy) const {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (input < 0) posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  if (input >= 0) posix_spawn_file_actions_adddup2(&actions, input, 0);
  if (output < 0) posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  if (output >= 0) posix_spawn_file_actions_adddup2(&actions, output, 1);
  posix_spawn_file_actions_addopen(&actions, 2, log_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  pid_t child = 0;
  const int trouble = posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (trouble == 0) return child;
  return failed(
      fmt::format("cannot start {}{}", arguments[0], remedy.empty() ? "" : "; " + remedy));
}

Result<std::string> Runner::run(const std::vector<std::string>& arguments,
                                const std::string& remedy) const {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return failed(kNoPipe);
  const auto child = start(arguments, -1, ends[1], remedy);
  close(ends[1]);
  if (!child) {
    close(ends[0]);
    return child.error();
  }
  std::string output = read_all(ends[0]);
  close(ends[0]);
  if (wait_for(*child) != 0) return failed(fmt::format("{} failed: {}", arguments[0], last_line()));
  return output;
}

Status Runner::feed(const std::vector<std::string>& arguments,
                    const std::function<std::span<const std::uint8_t>()>& next) const {
  int ends[2];  // sockets: writing to one whose reader has gone need not raise a signal
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return failed(kNoPipe);
  const auto child = start(arguments, ends[1], -1, "");
  close(ends[1]);
  if (!child) {
    close(ends[0]);
    return child.error();
  }
  for (auto piece = next(); !piece.empty(); piece = next())
    if (!send_all(ends[0], piece)) break;
  close(ends[0]);
  if (wait_for(*child) != 0) return failed(fmt::format("{} failed: {}", arguments[0], last_line()));
  return ok();
}

std::string Runner::last_line() const {
  std::ifstream log(log_);
  std::string last = "it gave no reason";
  for (std::string line; std::getline(log, line);)
    if (line.find_first_not_of(" \t\r") != std::string::npos) last = line;
  return last;
}

}  // namespace otoscape::demo::tools
