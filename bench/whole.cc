// SPDX-License-Identifier: Apache-2.0
// The whole listener: stereo, 48 kHz, blocks of 128 frames, one core.

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <ctime>
#include <numeric>
#include <thread>

#include "bench/bench.h"
#include "otoscape/render/renderer.h"

namespace otoscape::bench {
namespace {

constexpr int kBlock = 128;

struct Listening {
  Listening(const hearing::HearingProfile& listener, const render::RenderParams& params)
      : renderer({Hertz(kRate), 2}, listener, params) {}
  void block() {
    renderer.process(ConstBlock<FullScaleUnit>({in[0].data() + at, in[1].data() + at}, 2, kBlock),
                     FullScaleBlock({out[0].data(), out[1].data()}, 2, kBlock));
    at = (at + kBlock) % (1 << 15);
  }
  std::vector<float> in[2] = {noise(1 << 15, 0.05f, 1), noise(1 << 15, 0.05f, 2)};
  std::vector<float> out[2] = {std::vector<float>(kBlock), std::vector<float>(kBlock)};
  render::Renderer renderer;
  std::size_t at = 0;
};

render::RenderParams params(bool smearing) {
  return {.calibration = Calibration(DbSpl(100.0)), .smearing = smearing};
}

void whole(benchmark::State& state, hearing::HearingProfile listener, bool smearing) {
  Listening listening(listener, params(smearing));
  for (auto _ : state) listening.block();
  report(state, kBlock, 0);
}

// A layout's channels, each its own noise.
void surround(benchmark::State& state, const char* name) {
  const Layout layout = *layout_named(name);
  render::Renderer renderer({Hertz(kRate), 2, layout}, n4(), params(true));
  std::vector<std::vector<float>> in, out;
  std::array<const float*, kMostChannels> from{};
  std::array<float*, kMostChannels> to{};
  for (unsigned c = 0; c < static_cast<unsigned>(layout.channels()); ++c) {
    in.push_back(noise(1 << 15, 0.05f, c));
    out.emplace_back(kBlock);
  }
  const auto count = static_cast<std::size_t>(layout.channels());
  std::size_t at = 0;
  for (auto _ : state) {
    for (std::size_t c = 0; c < count; ++c) from[c] = in[c].data() + at, to[c] = out[c].data();
    renderer.process({std::span<const float* const>(from).first(count), kBlock},
                     {std::span<float* const>(to).first(count), kBlock});
    at = (at + kBlock) % (1 << 15);
  }
  report(state, kBlock, 0);
}
BENCHMARK_CAPTURE(surround, n4_5_1, "5.1")->MinTime(2);
BENCHMARK_CAPTURE(surround, n4_7_1_4, "7.1.4")->MinTime(2);

hearing::HearingProfile ears_differ() {
  auto listener = n4();
  listener.left.air = *hearing::Audiogram::make({{Hertz(500), DbHl(40)}, {Hertz(4000), DbHl(70)}});
  return listener;
}
BENCHMARK_CAPTURE(whole, n4_everything_on, n4(), true)->MinTime(2);
BENCHMARK_CAPTURE(whole, ears_differ_everything_on, ears_differ(), true)->MinTime(2);
BENCHMARK_CAPTURE(whole, n4_smearing_off, n4(), false)->MinTime(1);
BENCHMARK_CAPTURE(whole, typical_hearing, hearing::HearingProfile(), true)->MinTime(1);

// All that may change while sound plays moves with every step; the switch, being one, is off in
// every eighth.
void change_all(render::Renderer& renderer, int step) {
  auto listener = n4();
  auto moved = params(true);
  const double db = 40.0 + 0.5 * (step % 80);
  listener.left.air =
      *hearing::Audiogram::make({{Hertz(500), DbHl(db)}, {Hertz(4000), DbHl(db + 20)}});
  listener.right.air =
      *hearing::Audiogram::make({{Hertz(500), DbHl(80.0 - db / 2)}, {Hertz(4000), DbHl(db)}});
  moved.output_gain = Decibels(step % 7 - 3);
  moved.temporal_window = Seconds(0.01 + 0.001 * (step % 30));
  moved.smearing = step % 8 != 7;
  if (!renderer.change(listener, moved)) std::abort();
}

// Time this thread has run: what others do to the machine is not ours to
// measure.
double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double high_over_mean(std::vector<double> seconds) {
  const double mean =
      std::accumulate(seconds.begin(), seconds.end(), 0.0) / static_cast<double>(seconds.size());
  const auto high =
      seconds.begin() + static_cast<std::ptrdiff_t>(0.999 * static_cast<double>(seconds.size()));
  std::ranges::nth_element(seconds, high);
  return *high / mean;
}

// About as long as a block, always the same work, no memory: what it varies by,
// the machine does (timer ticks, a hypervisor, a busy sibling).
void same_work() {
  double x = 0.5;
  for (int i = 0; i < 8000; ++i) benchmark::DoNotOptimize(x = x * 0.999 + 0.001);
}

// Every live parameter moves all the time, from a thread of its own as in a
// plug-in: a new design is being made, on its way or being blended in at every
// moment. The row's figure is the 99.9th percentile of a block's time over the mean, and
// beside it that of a loop that always does the same.
void automation(benchmark::State& state) {
  Listening listening(n4(), params(true));
  std::vector<double> blocks, loops;
  std::atomic<bool> done = false;
  std::thread control([&] {
    for (int step = 0; !done; ++step) change_all(listening.renderer, step);
  });
  for (auto _ : state) {
    const double start = thread_seconds();
    listening.block();
    const double between = thread_seconds();
    same_work();
    blocks.push_back(between - start);
    loops.push_back(thread_seconds() - between);
    state.SetIterationTime(blocks.back());
  }
  done = true;
  control.join();
  state.counters["p99.9_over_mean"] = high_over_mean(blocks);
  state.counters["same_work"] = high_over_mean(loops);
  report(state, kBlock, 0);
}
BENCHMARK(automation)->UseManualTime()->Iterations(20000)->Repetitions(5)->ReportAggregatesOnly();

// Keeps this thread on one core, where there are several.
void stay_on_core(int core) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(core, &cores);
  sched_setaffinity(0, sizeof cores, &cores);
}

// A plug-in's worker on a core of its own; meanwhile this core stays awake, as
// one that plays sound does.
class Worker {
 public:
  explicit Worker(render::Renderer& renderer)
      : thread_([this, &renderer] {
          stay_on_core(1);
          for (int step = 0; !ends_; step += step == asked_ ? 0 : change(renderer, step)) {
          }
        }) {}
  ~Worker() {
    ends_ = true;
    thread_.join();
  }
  void change_once() {
    ++asked_;
    while (done_ != asked_) same_work();
  }

 private:
  int change(render::Renderer& renderer, int step) {
    change_all(renderer, step);
    ++done_;
    return 1;
  }
  std::atomic<int> asked_ = 0, done_ = 0;
  std::atomic<bool> ends_ = false;
  std::thread thread_;
};

// The same without the machine: the same blocks, changed at the same moments, again and again, and
// of each block the fastest time. Taking up a change and blending it in fills 11 quanta, 5.5
// blocks; a new one every 5 keeps the next always waiting. No block is left out, not even the
// first.
void automation_repeated(benchmark::State& state) {
  constexpr std::size_t kBlocks = 1500;
  constexpr int kRuns = 6, kBlocksPerChange = 5;
  std::vector<double> fastest(kBlocks, 1.0);
  stay_on_core(0);
  for (auto _ : state) {
    for (int run = 0; run < kRuns; ++run) {
      Listening listening(n4(), params(true));
      Worker worker(listening.renderer);
      for (std::size_t i = 0; i < kBlocks; ++i) {
        if (i % kBlocksPerChange == 0) worker.change_once();
        const double start = thread_seconds();
        listening.block();
        fastest[i] = std::min(fastest[i], thread_seconds() - start);
      }
    }
    state.SetIterationTime(std::accumulate(fastest.begin(), fastest.end(), 0.0) / kBlocks);
  }
  state.counters["p99.9_over_mean"] = high_over_mean(fastest);
  report(state, kBlock, 0);
}
BENCHMARK(automation_repeated)
    ->UseManualTime()
    ->Iterations(1)
    ->Repetitions(5)
    ->ReportAggregatesOnly();

}  // namespace
}  // namespace otoscape::bench
