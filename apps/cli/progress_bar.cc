// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/progress_bar.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

namespace otoscape::cli {
namespace {

constexpr int kWidth = 30;
constexpr auto kPause = std::chrono::milliseconds(100);

std::string bar(double part) {
  const int full = static_cast<int>(part * kWidth);
  std::string text;
  for (int i = 0; i < kWidth; ++i) text += i < full ? "━" : "·";
  return text;
}

}  // namespace

ProgressBar::ProgressBar(bool wanted) : shows_(wanted && isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
  if (shows_) std::fputs("\r\033[K", stderr);
}

void ProgressBar::show(const io::Progress& progress) {
  if (!shows_) return;
  const auto now = Clock::now();
  if (doing_ == nullptr || std::strcmp(doing_, progress.doing) != 0) {
    doing_ = progress.doing;
    began_ = now;
    last_ = {};
  }
  if (now - last_ < kPause) return;
  last_ = now;
  const double spent = std::chrono::duration<double>(now - began_).count();
  std::string text = fmt::format("\r\033[K{} ", progress.doing);
  if (progress.part < 0.0) {
    text += fmt::format("… {:.0f} s", spent);
  } else {
    text += fmt::format("{} {:3.0f} %", bar(progress.part), 100.0 * progress.part);
    if (progress.part > 0.02 && spent > 0.5) {
      const int left = static_cast<int>(spent / progress.part * (1.0 - progress.part) + 0.5);
      text += fmt::format(", {}:{:02} left", left / 60, left % 60);
    }
  }
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace otoscape::cli
