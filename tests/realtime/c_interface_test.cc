// SPDX-License-Identifier: Apache-2.0
// C's process allocates and locks nothing while listeners change, acoustic ones and implants, on
// another thread or between blocks.

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <cstdint>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include "otoscape/c/otoscape.h"
#include "tests/realtime/watch.h"

namespace otoscape {
namespace {

using test::allocations, test::locks, test::watched;

class TheCInterface : public testing::Test {
 protected:
  TheCInterface() {
    for (const char* preset : {"preset:normal", "preset:N4", "preset:early-noise-damage",
                               "preset:implant-left", "preset:matched", "preset:film-two-years"}) {
      auto* made = otoscape_listener_from_text(preset, -1, nullptr, nullptr, nullptr);
      if (made != nullptr) listeners_.push_back(made);
    }
    otoscape_live_setup setup;
    otoscape_live_setup_init(&setup, sizeof setup);
    setup.listeners = listeners_.data();
    setup.listener_count = static_cast<int32_t>(listeners_.size());
    live_ = otoscape_live_create(&setup, nullptr, nullptr);
  }
  ~TheCInterface() override {
    otoscape_live_destroy(live_);
    for (const auto* one : listeners_) otoscape_listener_free(const_cast<otoscape_listener*>(one));
  }

  void begin_change(int step) {
    otoscape_params params;
    otoscape_params_init(&params, sizeof params);
    params.smearing = step % 3 != 0;
    params.ringing = step % 4;
    params.body = step % 8;
    params.output_gain_db = step % 7 + 3;  // the guard runs, too
    const auto* to = listeners_[static_cast<std::size_t>(step) % listeners_.size()];
    EXPECT_EQ(otoscape_live_begin_change(live_, to, &params, nullptr), OTOSCAPE_OK);
  }

  // A block of 1 to 257 frames; only process is watched.
  void process(int block) {
    const auto frames = static_cast<int32_t>(1 + block * 37 % 257);
    for (auto* channel : {&left_, &right_}) {
      for (float& x : *channel) x = gauss_(random_);
    }
    if (block % 50 == 0) left_[0] = NAN;
    float* const both[] = {left_.data(), right_.data()};
    watched = true;
    const otoscape_status status = otoscape_live_process(live_, both, both, frames);
    watched = false;
    EXPECT_EQ(status, OTOSCAPE_OK);
  }

  void expect_nothing() const {
    EXPECT_EQ(allocations, 0);
    EXPECT_EQ(locks, 0);
    otoscape_report report;
    report.size = sizeof report;
    EXPECT_EQ(otoscape_live_report(live_, &report), OTOSCAPE_OK);
    EXPECT_GT(report.guarded_frames, 0);
    EXPECT_GT(report.non_finite_samples, 0);
  }

  std::vector<const otoscape_listener*> listeners_;
  otoscape_live* live_ = nullptr;

 private:
  std::minstd_rand random_{1};
  std::normal_distribution<float> gauss_{0.0f, 0.2f};
  std::vector<float> left_ = std::vector<float>(257), right_ = left_;
};

TEST_F(TheCInterface, AllocatesAndLocksNothingWithChangesBetweenBlocks) {
  ASSERT_NE(live_, nullptr);
  ASSERT_EQ(listeners_.size(), 6u);
  allocations = locks = 0;
  int changes = 0;
  for (int block = 0; block < 2000; ++block) {
    if (otoscape_live_prepare(live_, 500) == 1 && block % 20 == 0) begin_change(changes++);
    process(block);
  }
  EXPECT_GE(changes, 12);  // each listener twice
  expect_nothing();
}

TEST_F(TheCInterface, AllocatesAndLocksNothingWithChangesOnAnotherThread) {
  ASSERT_NE(live_, nullptr);
  allocations = locks = 0;
  std::atomic<int> changes = 0;
  std::atomic<bool> over = false;
  std::thread control([&] {
    while (!over) {
      begin_change(changes++);
      while (otoscape_live_prepare(live_, 500) == 0) std::this_thread::yield();
    }
  });
  int block = 0;
  while (block < 1000 || (changes < 24 && block < 200'000)) process(block++);
  over = true;
  control.join();
  EXPECT_GE(changes, 24);
  expect_nothing();
}

}  // namespace
}  // namespace otoscape
