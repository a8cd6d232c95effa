// SPDX-License-Identifier: Apache-2.0
// What every render measures of its output, in all and part by part: stereo, 48 kHz, rows of 10 ms.

#include <cmath>

#include "bench/bench.h"
#include "jobs/measure/loudness_meter.h"
#include "jobs/measure/row_meter.h"
#include "otoscape/metrics/speech_activity.h"
#include "otoscape/metrics/true_peak.h"

namespace otoscape::bench {
namespace {

constexpr int kFrames = 480, kSeconds = 30;

// Noise that swells and fades as syllables do: most of a programme is softer than its peaks.
std::vector<float> programme(unsigned seed) {
  std::vector<float> x = noise(kSeconds * static_cast<int>(kRate), 0.1f, seed);
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] *= std::abs(std::sin(10.0f * static_cast<float>(n) / static_cast<float>(kRate)));
  }
  return x;
}

// Calls `measure` with 10 ms of each channel after another, over and over.
template <class Measure>
void over_a_programme(benchmark::State& state, Measure measure) {
  const std::vector<float> left = programme(1), right = programme(2);
  std::size_t at = 0;
  for (auto _ : state) {
    const std::span<const float> channels[] = {std::span(left).subspan(at, kFrames),
                                               std::span(right).subspan(at, kFrames)};
    measure(channels);
    at = (at + kFrames) % left.size();
  }
  report(state, kFrames, 0.0);
}

void loudness_report(benchmark::State& state) {
  jobs::measure::LoudnessMeter meter({Hertz(kRate), *layout_named("stereo"), Seconds(0), {}});
  over_a_programme(state, [&](const auto& channels) { meter.add(channels); });
  benchmark::DoNotOptimize(meter.finish());
}
BENCHMARK(loudness_report);

void loudness_k_weighting(benchmark::State& state) {
  constexpr double kWeights[] = {1.0, 1.0};
  jobs::measure::RowMeter meter(Hertz(kRate), kWeights);
  over_a_programme(state, [&](const auto& channels) { meter.add(channels, kFrames); });
}
BENCHMARK(loudness_k_weighting);

void loudness_true_peak(benchmark::State& state) {
  metrics::TruePeak left{Hertz(kRate)}, right{Hertz(kRate)};
  float peak = 0.0f;
  over_a_programme(state, [&](const auto& channels) {
    left.raise(channels[0], peak);
    right.raise(channels[1], peak);
  });
}
BENCHMARK(loudness_true_peak);

void loudness_where_speech_is(benchmark::State& state) {
  metrics::SpeechActivity speech{Hertz(kRate)};
  over_a_programme(state, [&](const auto& channels) { speech.add(channels[0]); });
}
BENCHMARK(loudness_where_speech_is);

}  // namespace
}  // namespace otoscape::bench
