// SPDX-License-Identifier: Apache-2.0
// One thread renders, one changes the listener without pause, one reads counters and latency.
// ThreadSanitizer watches all of them.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "otoscape/c/otoscape.h"

namespace {

constexpr int kChanges = 10'000;
constexpr double kRateHz = 48000.0;

struct Free {
  void operator()(otoscape_listener* listener) const { otoscape_listener_free(listener); }
  void operator()(otoscape_live* live) const { otoscape_live_destroy(live); }
};
using Listener = std::unique_ptr<otoscape_listener, Free>;
using Live = std::unique_ptr<otoscape_live, Free>;

Listener listener(const std::string& text) {
  otoscape_error error;
  otoscape_error_init(&error, sizeof error);
  Listener made(otoscape_listener_from_text(text.c_str(), -1, nullptr, nullptr, &error));
  EXPECT_TRUE(made) << error.sentence;
  return made;
}

constexpr const char* kRinging = R"(
format = "otoscape.listener/1"
name = "ringing"
[both]
air_db_hl = { 500 = 10, 4000 = 50 }
[[both.tinnitus]]
pitch_hz = 6000
level_db_sl = 8
)";

// The first six cost least to design; the last three have implants.
std::vector<Listener> listeners() {
  std::vector<Listener> all;
  for (const char* text : {"preset:N1", "preset:N2", "preset:N3", "preset:N4", "preset:normal",
                           kRinging, "preset:implant-left", "preset:two-years", "preset:eas"}) {
    all.push_back(listener(text));
  }
  return all;
}
constexpr std::size_t kCheap = 6;

Live live(const std::vector<Listener>& all) {
  std::vector<const otoscape_listener*> pointers;
  for (const Listener& one : all) pointers.push_back(one.get());
  otoscape_live_setup setup;
  otoscape_live_setup_init(&setup, sizeof setup);
  setup.rate_hz = kRateHz;
  setup.listeners = pointers.data();
  setup.listener_count = static_cast<int32_t>(pointers.size());
  return Live(otoscape_live_create(&setup, nullptr, nullptr));
}

otoscape_params params(int step) {
  otoscape_params made;
  otoscape_params_init(&made, sizeof made);
  made.smearing = step % 3 == 0 ? 1 : 0;
  made.ringing = step % 4;
  made.body = step % 8;
  made.stress = step % 5 * 0.25;
  made.output_gain_db = step % 7 - 3;
  made.temporal_window_ms = step % 40 == 0 ? 8.0 : 0.0;
  made.ceiling_dbtp = step % 2 == 0 ? -1.0 : -2.0;
  return made;
}

// What the threads share beside the handle.
struct Together {
  otoscape_live* live;
  std::atomic<bool> over = false;
  std::atomic<std::int64_t> frames = 0, wrong_samples = 0, wrong_reports = 0, refused = 0;
};

// Blocks of 64 to 1024 frames; half of them in place.
void render(Together& run) {
  std::minstd_rand random(1);
  std::normal_distribution<float> gauss(0.0f, 0.1f);
  std::vector<float> noise(4096);
  for (float& x : noise) x = gauss(random);
  std::vector<float> sound[2], apart[2];
  for (int block = 0; !run.over; ++block) {
    const std::size_t frames = 64 + random() % 961;
    for (auto& channel : sound) {
      const auto from = noise.begin() + static_cast<std::ptrdiff_t>(random() % 3000);
      channel.assign(from, from + static_cast<std::ptrdiff_t>(frames));
    }
    for (auto& channel : apart) channel.resize(frames);
    auto& heard = block % 2 == 0 ? sound : apart;
    const float* const in[] = {sound[0].data(), sound[1].data()};
    float* const out[] = {heard[0].data(), heard[1].data()};
    if (otoscape_live_process(run.live, in, out, static_cast<int32_t>(frames)) != OTOSCAPE_OK)
      ++run.refused;
    for (const auto& channel : heard) {
      for (const float x : channel) {
        if (!std::isfinite(x) || std::abs(x) > 1.0f) ++run.wrong_samples;
      }
    }
    run.frames += static_cast<std::int64_t>(frames);
  }
}

// At once, in slices, and in slices that the next change cuts short.
void change(Together& run, const std::vector<Listener>& all) {
  for (int step = 0; step < kChanges; ++step) {
    const auto at = static_cast<std::size_t>(step);
    const std::size_t which =
        step % 100 == 99 ? kCheap + at / 100 % (all.size() - kCheap) : at * 5 % kCheap;
    const otoscape_listener* to = step % 11 == 10 ? nullptr : all[which].get();
    const otoscape_params with = params(step);
    const otoscape_params* asked = step % 7 == 6 ? nullptr : &with;
    const auto call = step % 2 == 0 ? otoscape_live_change : otoscape_live_begin_change;
    if (call(run.live, to, asked, nullptr) != OTOSCAPE_OK) ++run.refused;
    const int most = step % 10 == 1 ? 2 : 1'000'000;
    for (int slice = 0; slice < most && otoscape_live_prepare(run.live, 200) == 0; ++slice)
      continue;
  }
}

void watch(Together& run) {
  const std::int64_t latency = otoscape_live_latency(run.live);
  otoscape_report report;
  report.size = sizeof report;
  for (std::int64_t last = 0; !run.over; last = report.frames) {
    const bool read = otoscape_live_report(run.live, &report) == OTOSCAPE_OK;
    if (!read || report.frames < last || report.non_finite_samples != 0) ++run.wrong_reports;
    if (otoscape_live_latency(run.live) != latency) ++run.wrong_reports;
    std::this_thread::sleep_for(std::chrono::microseconds(100));
  }
}

// The level of a second of noise after two seconds of silence.
double level_db(otoscape_live* live) {
  std::minstd_rand random(2);
  std::normal_distribution<float> gauss(0.0f, 0.05f);
  double power = 0.0;
  for (int block = 0; block < 300; ++block) {
    std::vector<float> sound(480, 0.0f);
    if (block >= 200) {
      for (float& x : sound) x = gauss(random);
    }
    std::vector<float> other = sound;
    float* const both[] = {sound.data(), other.data()};
    EXPECT_EQ(otoscape_live_process(live, both, both, 480), OTOSCAPE_OK);
    if (block < 210) continue;
    for (const float x : sound) power += static_cast<double>(x) * x;
  }
  return 10.0 * std::log10(power);
}

// The control.
TEST(ThreadsDeathTest, TheSanitizerSeesARace) {
  const auto race = [] {
    int shared = 0;
    std::thread other([&] { ++shared; });
    ++shared;
    other.join();
    std::exit(shared);
  };
  EXPECT_DEATH(race(), "ThreadSanitizer: data race");
}

TEST(Threads, ChangesWhileSoundIsRenderedRaceWithNothing) {
  const std::vector<Listener> all = listeners();
  const Live handle = live(all);
  ASSERT_TRUE(handle);
  const std::int64_t latency = otoscape_live_latency(handle.get());
  Together run{handle.get()};
  const auto begin = std::chrono::steady_clock::now();
  std::thread audio([&] { render(run); }), watcher([&] { watch(run); });
  change(run, all);
  run.over = true;
  audio.join(), watcher.join();
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  std::printf("%d changes within %.1f s of sound and %.1f s\n", kChanges,
              static_cast<double>(run.frames) / kRateHz, taken.count());
  EXPECT_EQ(run.wrong_samples, 0);
  EXPECT_EQ(run.wrong_reports, 0);
  EXPECT_EQ(run.refused, 0);
  EXPECT_EQ(otoscape_live_latency(handle.get()), latency);
  EXPECT_GT(run.frames, 48000);

  // All those changes leave nothing behind.
  otoscape_params usual;
  otoscape_params_init(&usual, sizeof usual);
  ASSERT_EQ(otoscape_live_change(handle.get(), all[3].get(), &usual, nullptr), OTOSCAPE_OK);
  const Live fresh = live(all);
  ASSERT_EQ(otoscape_live_change(fresh.get(), all[3].get(), &usual, nullptr), OTOSCAPE_OK);
  constexpr double kAudibleDb = 0.1;
  EXPECT_NEAR(level_db(handle.get()), level_db(fresh.get()), kAudibleDb);
}

}  // namespace
