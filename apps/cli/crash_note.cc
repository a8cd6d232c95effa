// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/crash_note.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstring>

#include "io/unfinished.h"

namespace otoscape::cli {
namespace {

// The handler may only read static memory.
constexpr std::size_t kLongest = 8192;
std::array<char, kLongest> sentence{};
std::atomic<std::size_t> length = 0;

extern "C" void say_and_end(int signal) {
  const std::size_t bytes = length;
  if (bytes > 0 && write(STDERR_FILENO, sentence.data(), bytes) < 0) {
    // Nobody reads it.
  }
  io::remove_unfinished_files();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void watch_crashes() {
#ifndef __SANITIZE_ADDRESS__  // whose own report says more
  static const bool once = [] {
    for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGABRT}) {
      struct sigaction action {};
      action.sa_handler = say_and_end;
      action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);  // a second crash ends at once
      sigaction(signal, &action, nullptr);
    }
    return true;
  }();
  (void)once;
#endif
}

}  // namespace

CrashNote::CrashNote(const std::string& in, const std::string& out) {
  const std::string text = fmt::format(
      "otoscape: FFmpeg, or this program, crashed reading {}; {}SECURITY.md says where "
      "to report it, with that file\n",
      in == "-" ? "standard input" : in,
      out.empty() || out == "-" ? "" : "nothing was written under " + out + "; ");
  if (text.size() > kLongest) return;
  std::memcpy(sentence.data(), text.data(), text.size());
  length = text.size();
  watch_crashes();
}

CrashNote::~CrashNote() { length = 0; }

}  // namespace otoscape::cli
