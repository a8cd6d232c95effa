// SPDX-License-Identifier: Apache-2.0
// The whole listener: stereo, 48 kHz, blocks of 128 frames, one core.

#include <algorithm>
#include <chrono>

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

hearing::HearingProfile ears_differ() {
  auto listener = n4();
  listener.left.air = *hearing::Audiogram::make({{Hertz(500), DbHl(40)}, {Hertz(4000), DbHl(70)}});
  return listener;
}
BENCHMARK_CAPTURE(whole, n4_everything_on, n4(), true)->MinTime(2);
BENCHMARK_CAPTURE(whole, ears_differ_everything_on, ears_differ(), true)->MinTime(2);
BENCHMARK_CAPTURE(whole, n4_smearing_off, n4(), false)->MinTime(1);
BENCHMARK_CAPTURE(whole, typical_hearing, hearing::HearingProfile(), true)->MinTime(1);

// Every live parameter moves all the time: a new listener whenever the last has been taken. The
// row's figure is the 99.9th percentile of a block's time over the mean; the design work itself is
// the control side's.
void automation(benchmark::State& state) {
  using Clock = std::chrono::steady_clock;
  Listening listening(n4(), params(true));
  std::vector<double> seconds;
  int step = 0;
  for (auto _ : state) {
    if (++step % 16 == 0) {
      auto listener = n4();
      auto moved = params(true);
      const double db = 40.0 + 0.5 * (step / 16 % 80);
      listener.left.air =
          *hearing::Audiogram::make({{Hertz(500), DbHl(db)}, {Hertz(4000), DbHl(db + 20)}});
      moved.output_gain = Decibels(step % 7 - 3);
      listening.renderer.change(listener, moved);
    }
    const auto start = Clock::now();
    listening.block();
    seconds.push_back(std::chrono::duration<double>(Clock::now() - start).count());
    state.SetIterationTime(seconds.back());
  }
  double sum = 0.0;
  for (double s : seconds) sum += s;
  const auto high =
      seconds.begin() + static_cast<std::ptrdiff_t>(0.999 * static_cast<double>(seconds.size()));
  std::ranges::nth_element(seconds, high);
  state.counters["p99.9_over_mean"] = *high / (sum / static_cast<double>(seconds.size()));
  report(state, kBlock, 0);
}
BENCHMARK(automation)->UseManualTime()->Iterations(4000)->Repetitions(5)->ReportAggregatesOnly();

}  // namespace
}  // namespace otoscape::bench
