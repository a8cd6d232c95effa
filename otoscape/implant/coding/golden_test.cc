// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "otoscape/dsp/fir_kernels.h"
#include "otoscape/implant/coding/band_edges.h"
#include "otoscape/implant/coding/electrodogram.h"
#include "otoscape/implant/coding/make_coder.h"
#include "otoscape/implant/coding/nucleus_bank.h"
#include "otoscape/implant/front_end/gain_control.h"
#include "otoscape/implant/front_end/microphone.h"
#include "otoscape/implant/testdata/golden.h"

// Against the public Nucleus toolbox, on one sentence.

namespace otoscape::implant::coding {
namespace {

std::vector<double> after_agc() {
  const std::vector<double> sound = golden::sentence();
  const int length = static_cast<int>(sound.size());
  front_end::MicrophoneFilter<double> microphone(Microphone::directional, length);
  std::vector<double> out(sound.size() + dsp::kFirRoom);
  microphone.process(sound, out.data());
  out.resize(sound.size());
  front_end::GainControl<double>(Agc::fast).process(out);
  return out;
}

TEST(Golden, FrontEndEqualsTheToolboxs) {
  const std::vector<float> theirs = golden::load<float>("sentence_agc.f32");
  const std::vector<double> ours = after_agc();
  ASSERT_EQ(ours.size(), theirs.size());
  double worst = 0.0;
  for (std::size_t n = 0; n < ours.size(); ++n)
    worst = std::max(worst, std::abs(ours[n] - theirs[n]));
  EXPECT_LT(worst, 1e-7);  // full scale 1
  RecordProperty("worst", std::to_string(worst * 1e9) + "e-9");
}

TEST(Golden, EnvelopesEqualTheToolboxs) {
  constexpr int kHop = 16;
  const std::vector<float> theirs = golden::load<float>("sentence_envelopes.f32");
  std::vector<double> sound = after_agc();
  sound.insert(sound.begin(), kWindow - kHop, 0.0);  // frame 0 ends with the first hop
  NucleusBank<double> bank(EnvelopeSum::vector, band_edges_hz(golden::cis_map()));
  ASSERT_EQ(theirs.size(), static_cast<std::size_t>(golden::kBands * golden::kFrames));
  std::array<double, golden::kBands> ours{};
  double worst = 0.0;
  // The last frame reaches into silence, where the front end still rings.
  for (int k = 0; k + 1 < golden::kFrames; ++k) {
    bank.analyse(sound.data() + k * kHop, ours);
    for (int b = 0; b < golden::kBands; ++b) {
      const float other = theirs[static_cast<std::size_t>(k * golden::kBands + b)];
      worst = std::max(worst, std::abs(ours[static_cast<std::size_t>(b)] - other));
    }
  }
  EXPECT_LT(worst, 1e-6);  // saturation 1
  RecordProperty("worst", std::to_string(worst * 1e9) + "e-9");
}

TEST(Golden, EveryPulseHasTheToolboxsElectrodeAndLevel) {
  const auto theirs = golden::load<std::uint8_t>("sentence_pulses.u8");
  const Electrodogram ours = electrodogram(golden::cis_map(), golden::sentence());
  ASSERT_EQ(ours.pulses.size(), static_cast<std::size_t>(golden::kPulses));
  int electrodes = 0, levels = 0;
  for (std::size_t i = 0; i < ours.pulses.size(); ++i) {
    electrodes += 22 - ours.pulses[i].pulse.electrode != theirs[3 * i];
    levels += ours.pulses[i].pulse.level != theirs[3 * i + 2];
  }
  EXPECT_EQ(electrodes, 0);
  EXPECT_EQ(levels, 0);
}

TEST(Golden, PulsesComeAtTheToolboxsTimes) {
  const PulseTiming timing = pulse_timing(golden::cis_map());
  EXPECT_EQ(timing.per_cycle, 12);
  EXPECT_NEAR(timing.period_us, 166.6, 1e-9);  // 833 ticks of 5 MHz
  const Electrodogram ours =
      electrodogram(golden::cis_map(), golden::sentence(), PulseGrid::toolbox);
  EXPECT_EQ(ours.pulses.front().time_us, 0.0);
  EXPECT_NEAR(ours.pulses.back().time_us, (golden::kPulses - 1) * 166.6, 1e-3);
}

TEST(Golden, SinglePrecisionSendsTheSamePulses) {
  const std::vector<double> sound = golden::sentence();
  const std::vector<float> single(sound.begin(), sound.end());
  const auto exact = make_coder<double>(golden::cis_map());
  const auto fast = make_coder<float>(golden::cis_map());
  std::vector<Frame> a(golden::kFrames), b(golden::kFrames);
  const int count = exact->process(sound, a);
  ASSERT_EQ(fast->process(single, b), count);
  int pulses = 0, different = 0;
  for (int k = 0; k < count; ++k) {
    const Frame &x = a[static_cast<std::size_t>(k)], &y = b[static_cast<std::size_t>(k)];
    ASSERT_EQ(x.count, y.count);
    pulses += x.count;
    for (int i = 0; i < x.count; ++i) {
      const auto at = static_cast<std::size_t>(i);
      different += !(x.pulses[at] == y.pulses[at]);
    }
  }
  EXPECT_GT(pulses, 18000);
  EXPECT_LE(different, pulses / 1000);
  RecordProperty("different", different);
}

}  // namespace
}  // namespace otoscape::implant::coding
