// SPDX-License-Identifier: Apache-2.0
// The program many times over, each in a process of its own that is forked when linking and the
// design for 48 kHz are done: with the sanitizers these take most of the time of a short render.
//
// Reads lines "SECONDS<tab>STDOUT<tab>STDERR<tab>ARGUMENT…" and answers each with
// "STATUS MIB SECONDS": the exit status, a signal as a negative number, or "late" for a process
// that was ended after SECONDS; its largest memory; its time.

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "apps/cli/program.h"
#include "otoscape/ear/acoustic_design.h"

namespace {

using Clock = std::chrono::steady_clock;

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> parts{""};
  for (char c : line) {
    if (c == '\t') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

void send_to(const std::string& path, int descriptor) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file < 0 || dup2(file, descriptor) < 0) _exit(3);
  close(file);
}

[[noreturn]] void be_the_program(const std::vector<std::string>& request) {
  const rlimit most_bytes{1 << 30, 1 << 30}, no_core{0, 0};
  setrlimit(RLIMIT_FSIZE, &most_bytes);
  setrlimit(RLIMIT_CORE, &no_core);
  const int nothing = open("/dev/null", O_RDONLY);
  if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0) _exit(3);
  send_to(request[1], STDOUT_FILENO);
  send_to(request[2], STDERR_FILENO);
  std::string name = "otoscape";
  std::vector<std::string> words(request.begin() + 3, request.end());
  std::vector<char*> arguments{name.data()};
  for (std::string& word : words) arguments.push_back(word.data());
  std::exit(otoscape::cli::run_program(static_cast<int>(arguments.size()), arguments.data()));
}

// Waits for a process, and ends it where it takes longer than `limit_s`.
std::string outcome(pid_t process, double limit_s) {
  const auto began = Clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - began).count(); };
  int status = 0;
  rusage used{};
  while (wait4(process, &status, WNOHANG, &used) == 0) {
    if (seconds() > limit_s) {
      kill(process, SIGKILL);
      wait4(process, &status, 0, &used);
      return "late 0 " + std::to_string(seconds());
    }
    usleep(1000);
  }
  const int code = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  return std::to_string(code) + " " + std::to_string(used.ru_maxrss / 1024) + " " +
         std::to_string(seconds());
}

}  // namespace

int main() {
  const auto shared = otoscape::ear::RateDesign::at(otoscape::Hertz(48000));
  std::string line;
  while (std::getline(std::cin, line)) {
    const std::vector<std::string> request = split(line);
    if (request.size() < 4) return 2;
    const pid_t process = fork();
    if (process < 0) return 1;
    if (process == 0) be_the_program(request);
    std::cout << outcome(process, std::atof(request[0].c_str())) << std::endl;
  }
}
