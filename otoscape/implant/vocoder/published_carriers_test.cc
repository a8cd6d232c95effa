// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/vocoder/published_carriers.h"

#include <gtest/gtest.h>

#include "otoscape/implant/vocoder/vocoder_test_support.h"

namespace otoscape::implant::vocoder {
namespace {

using namespace test;

class PublishedCarrier : public testing::TestWithParam<Carrier> {
 protected:
  VocoderParams percept(const CodingParams& map) const {
    auto p = percept_of(map);
    p.carrier = GetParam();
    return p;
  }
};

TEST_P(PublishedCarrier, KeepsTheLevelOfSpeech) {
  const auto map = ace_map();
  const double level = db_spl(heard_through(map, percept(map), sentence()));
  // Tones in fixed phase and overlapping pulses add up as their places' spacing has it.
  EXPECT_NEAR(level, 65.0, 3.5);
}

TEST_P(PublishedCarrier, DoesNotDependOnHowItsInputIsCut) {
  auto x = sentence();
  x.resize(30000);
  const auto map = ace_map();
  const auto first = make_vocoder_design(map, percept(map), Hertz(kRate));
  const auto noise = make_vocoder_design(map, percept_of(map), Hertz(kRate));
  const auto render = [&](unsigned seed) {
    std::mt19937 random(seed);
    Vocoder vocoder(first, Hertz(kRate), 700, 5, 777);
    std::vector<float> y(x.size());
    for (std::size_t at = 0; at < x.size();) {
      if (at == 12000) vocoder.adopt(*noise, 6000);
      std::size_t size = std::min<std::size_t>(seed == 0 ? 500 : random() % 700, x.size() - at);
      if (at < 12000) size = std::min(size, 12000 - at);
      vocoder.process(std::span(x).subspan(at, size), std::span(y).subspan(at, size));
      at += size;
    }
    return y;
  };
  const auto whole = render(0);
  EXPECT_GT(power(whole), 0.0);
  EXPECT_EQ(render(1), whole);
}

TEST_P(PublishedCarrier, APartSoundsLikeTheWhole) {
  const auto x = sentence();
  const auto map = ace_map();
  const auto design = make_vocoder_design(map, percept(map), Hertz(kRate));
  Vocoder all(design, Hertz(kRate), 1024, 1, 0), later(design, Hertz(kRate), 1024, 1, 20011);
  const auto whole = heard_through(all, x);
  const auto part = heard_through(later, std::span(x).subspan(20011));
  double difference = 0.0, loudness = 0.0;
  for (std::size_t n = 48000; n < part.size(); ++n) {
    difference += std::pow(static_cast<double>(part[n] - whole[n + 20011]), 2);
    loudness += std::pow(static_cast<double>(part[n]), 2);
  }
  EXPECT_LT(10.0 * std::log10(difference / loudness + 1e-30), -60.0);
}

TEST_P(PublishedCarrier, SilenceStaysSilence) {
  const auto map = ace_map();
  const std::vector<float> silence(10000);
  for (const float v : heard_through(map, percept(map), silence)) ASSERT_EQ(v, 0.0f);
}

INSTANTIATE_TEST_SUITE_P(All, PublishedCarrier,
                         testing::Values(Carrier::pulse_spreading, Carrier::gaussian_tones,
                                         Carrier::gammatone_pulses, Carrier::spiral));

}  // namespace
}  // namespace otoscape::implant::vocoder
