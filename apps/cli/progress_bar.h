// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "jobs/render_job.h"

namespace otoscape::cli {

// A bar with the time left, on a terminal only. The destructor removes it.
class ProgressBar {
 public:
  explicit ProgressBar(bool wanted);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;

  void show(const io::Progress& progress);

 private:
  using Clock = std::chrono::steady_clock;
  bool shows_;
  const char* doing_ = nullptr;
  Clock::time_point began_, last_;
};

}  // namespace otoscape::cli
