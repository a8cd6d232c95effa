// SPDX-License-Identifier: Apache-2.0
// One row per stage: stereo, 48 kHz, quanta of 64 frames; and one for the design of an ear.

#include "bench/bench.h"
#include "otoscape/bank/gammatone_bank.h"
#include "otoscape/ear/acoustic_design.h"
#include "otoscape/loss/band_envelope.h"
#include "otoscape/loss/outer_middle_ear.h"
#include "otoscape/loss/recruitment.h"
#include "otoscape/loss/spectral_smearing.h"
#include "otoscape/render/programme/programme_loudness.h"
#include "otoscape/render/programme/programme_loudness_maker.h"
#include "otoscape/render/quantum/guard.h"

namespace otoscape::bench {
namespace {

constexpr StreamSpec kSpec{Hertz(kRate), 2};
constexpr double kBandFlops =
    36.0;  // four complex sections and the input's weight, per band and frame

struct Rig {
  Rig() : left(noise(kQuantum, 0.05f, 1)), right(noise(kQuantum, 0.05f, 2)), kept{left, right} {}
  PascalBlock sound() {
    std::ranges::copy(kept[0], left.begin());
    std::ranges::copy(kept[1], right.begin());
    return {{left.data(), right.data()}, 2, kQuantum};
  }
  Arena arena;
  ear::AcousticDesigner designer{Hertz(kRate)};
  std::unique_ptr<const ear::AcousticDesign> design =
      designer.make(ear::fit(n4().left, true), ear::fit(n4().right, true), Seconds(0));
  std::vector<float> left, right, kept[2];
};

// On the control side: from an audiogram to all that its ear needs.
void designing_an_ear(benchmark::State& state) {
  const ear::AcousticDesigner designer{Hertz(kRate)};
  const auto listener = n4();
  for (auto _ : state) {
    const auto params = ear::fit(listener.left, true);
    benchmark::DoNotOptimize(designer.make(params, params, Seconds(0)));
  }
}
BENCHMARK(designing_an_ear)->Unit(benchmark::kMillisecond);

void outer_and_middle_ear(benchmark::State& state) {
  Rig rig;
  loss::OuterMiddleEar ear;
  ear.prepare(rig.designer.outer_middle_ear(), kSpec, rig.arena);
  for (auto _ : state) ear.process(rig.sound());
  report(state, kQuantum, 2 * 8 * 14);
}
BENCHMARK(outer_and_middle_ear);

double smearing_flops(const loss::SmearingMatrix& matrix) {
  double entries = 0.0;
  for (const auto& block : matrix.blocks()) entries += block.columns * 16.0;
  constexpr double kTransforms = 2.0 * 5.0 * 512 * 9;  // complex, 512 points, there and back
  return (2.0 * 2.0 * entries + kTransforms) / kQuantum;
}

void spectral_smearing(benchmark::State& state, bool alike) {
  Rig rig;
  loss::SpectralSmearing smearing;
  smearing.prepare(kSpec, rig.arena);
  const auto other = std::make_unique<loss::SmearingMatrix>(*rig.design->ears[0].smearing);
  smearing.start_with({rig.design->ears[0].smearing.get(),
                       alike ? rig.design->ears[0].smearing.get() : other.get()});
  std::vector<float> a(kQuantum), b(kQuantum);
  for (auto _ : state)
    smearing.process(rig.sound(), PascalBlock({a.data(), b.data()}, 2, kQuantum));
  report(state, kQuantum, smearing_flops(*other));
}
BENCHMARK_CAPTURE(spectral_smearing, ears_alike, true);
BENCHMARK_CAPTURE(spectral_smearing, ears_differ, false);

void bank_analysis(benchmark::State& state) {
  Rig rig;
  bank::GammatoneBank bank;
  bank.prepare(rig.designer.bank(), kSpec, kQuantum, false, rig.arena);
  for (auto _ : state) bank.analyse(rig.sound());
  report(state, kQuantum, 2 * 48 * kBandFlops);
}
BENCHMARK(bank_analysis);

void bank_analysis_and_sum(benchmark::State& state) {
  Rig rig;
  bank::GammatoneBank bank;
  bank.prepare(rig.designer.bank(), kSpec, kQuantum, true, rig.arena);
  const std::vector<float> gains(96, 0.5f);
  for (auto _ : state) {
    const auto sound = rig.sound();
    bank.analyse(sound);
    bank.synthesise({gains, gains, gains}, sound);
  }
  report(state, kQuantum, 2 * 48 * (kBandFlops + 4));
}
BENCHMARK(bank_analysis_and_sum);

void recruitment_law(benchmark::State& state) {
  Rig rig;
  loss::Recruitment recruitment;
  recruitment.prepare(rig.designer.bank(), kSpec, rig.arena);
  const auto power = rig.arena.take<float>(48), slip = rig.arena.take<float>(48);
  const auto lift = rig.arena.take<float>(48), gains = rig.arena.take<float>(48);
  std::ranges::fill(power, 1e-4f);
  std::ranges::fill(slip, 1e-6f);
  for (auto _ : state) {
    for (const auto& ear : rig.design->ears)
      recruitment.gains(ear.recruitment, {power, slip, lift, lift}, gains);
    benchmark::DoNotOptimize(gains.data());
  }
  report(state, kQuantum, 0);
}
BENCHMARK(recruitment_law);

void guard(benchmark::State& state, float rms) {
  Arena arena;
  render::quantum::Guard guard;
  guard.prepare(kSpec, kQuantum, arena);
  const auto left = noise(kQuantum, rms, 1), right = noise(kQuantum, rms, 2);
  auto a = left, b = right;
  for (auto _ : state) {
    a = left, b = right;
    guard.process(FullScaleBlock({a.data(), b.data()}, 2, kQuantum));
  }
  report(state, kQuantum, 0);
}
BENCHMARK_CAPTURE(guard, below_the_ceiling, 0.02f);
BENCHMARK_CAPTURE(guard, limiting, 0.8f);

// The first pass of a scene.
void programme_track(benchmark::State& state) {
  constexpr int kBlock = 4800;
  const auto left = noise(kBlock, 0.1f, 1), right = noise(kBlock, 0.1f, 2);
  render::programme::ProgrammeLoudnessMaker maker(kSpec, Seconds(0));
  for (auto _ : state) maker.add({{left.data(), right.data()}, 2, kBlock});
  report(state, kBlock, 0);
}
BENCHMARK(programme_track);

}  // namespace
}  // namespace otoscape::bench
