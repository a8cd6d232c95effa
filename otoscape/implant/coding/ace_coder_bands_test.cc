// SPDX-License-Identifier: Apache-2.0
// Which bands a cycle stimulates, in which order and at which level.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "otoscape/implant/coding/ace_coder_test_support.h"
#include "otoscape/implant/coding/band_edges.h"

namespace otoscape::implant::coding {
namespace {

using namespace ace_test;

TEST(AceCoder, EveryCycleHasExactlyNPulsesFromBaseToApex) {
  for (const Strategy strategy : {Strategy::ace, Strategy::mp3000, Strategy::cis}) {
    CodingParams params = ace_map();
    params.strategy = strategy;
    const auto frames = cycles(params, golden::sentence());
    EXPECT_EQ(frames.size(), golden::sentence().size() / 18);
    for (const Frame& frame : frames) {
      ASSERT_EQ(frame.count, strategy == Strategy::cis ? 22 : 8);
      for (int i = 1; i < frame.count; ++i) {
        EXPECT_LT(frame.pulses[static_cast<std::size_t>(i)].band,
                  frame.pulses[static_cast<std::size_t>(i - 1)].band);
      }
    }
  }
}

TEST(AceCoder, AToneAtABandsCentrePeaksInThatBand) {
  for (const Microphone microphone : {Microphone::flat, Microphone::directional}) {
    CodingParams params = ace_map();
    params.microphone = microphone;
    const auto edges = band_edges_hz(params);
    for (std::size_t b = 0; b < 22; ++b) {
      // Soft enough not to saturate, loud enough for the microphone's −32 dB in the top band.
      const double centre = 0.5 * (edges[b] + edges[b + 1]);
      const double level = microphone == Microphone::flat ? 50.0 : b == 21 ? 75.0 : 50.0;
      const auto current = mean_currents(params, tone(centre, level, 0.2));
      EXPECT_EQ(std::ranges::max_element(current) - current.begin(), static_cast<long>(b));
    }
  }
}

TEST(AceCoder, SilenceGivesEmptySlots) {
  CodingParams params = ace_map();
  const std::vector<double> silence(3200);
  for (const Frame& frame : cycles(params, silence)) {
    ASSERT_EQ(frame.count, 8);
    for (int i = 0; i < 8; ++i)
      EXPECT_EQ(frame.pulses[static_cast<std::size_t>(i)].current_ua, 0.0f);
  }
  params.strategy = Strategy::cis;
  params.idle_at_t = true;
  for (const Frame& frame : cycles(params, silence)) {
    for (int i = 0; i < 22; ++i) EXPECT_EQ(frame.pulses[static_cast<std::size_t>(i)].level, 120);
  }
}

// What lies at half the power on both sides of a band is centred on it: no band is detuned.
TEST(AceCoder, TheMiddleOfEachBandIsItsCentre) {
  CodingParams params = ace_map(22, 22);
  params.microphone = Microphone::flat;
  params.agc = Agc::off;
  const auto edges = band_edges_hz(params);
  for (std::size_t b = 0; b < 22; ++b) {
    const double centre = 0.5 * (edges[b] + edges[b + 1]), width = edges[b + 1] - edges[b];
    // µA to the envelope's dB, by the way back.
    const auto envelope_db = [&](double hz) {
      std::vector<double> sound = tone(hz, 55.0, 0.12);
      double sum = 0.0;
      const auto frames = cycles(params, sound);
      for (std::size_t k = frames.size() / 2; k < frames.size(); ++k) {
        const Pulse& p = frames[k].pulses[21 - b];
        sum +=
            ungrown(params.growth, (p.level - 120.0) / 60.0) / static_cast<double>(frames.size());
      }
      return 20.0 * std::log10(sum);
    };
    const double top = envelope_db(centre);
    const auto edge = [&](double inside, double outside) {
      for (int i = 0; i < 12; ++i) {
        const double middle = 0.5 * (inside + outside);
        (envelope_db(middle) > top - 3.01 ? inside : outside) = middle;
      }
      return 0.5 * (inside + outside);
    };
    const double low = edge(centre, centre - width - 100.0);
    const double high = edge(centre, centre + width + 100.0);
    // Levels are whole, 0.5 dB of envelope each: the edges are as coarse on steep and flat skirts.
    EXPECT_NEAR(0.5 * (low + high), centre, 5.0) << "band " << b;
  }
}

TEST(AceCoder, ASilentElectrodeNeverFiresThoughItsBandMayWin) {
  CodingParams params = ace_map();
  params.idle_at_t = true;
  for (const std::size_t off : {3u, 10u, 11u}) params.bands[off].silent = true;
  int won = 0;
  for (const Frame& frame : cycles(params, golden::sentence())) {
    ASSERT_EQ(frame.count, 8);
    for (int i = 0; i < 8; ++i) {
      const Pulse& p = frame.pulses[static_cast<std::size_t>(i)];
      if (p.band != 3 && p.band != 10 && p.band != 11) continue;
      ++won;
      EXPECT_EQ(p.level, 0);
      EXPECT_EQ(p.current_ua, 0.0f);
    }
  }
  EXPECT_GT(won, 100);
}

// How often two chosen bands are neighbours, and how many cycles differ from those of `other`.
struct Choices {
  int neighbours = 0, different = 0;
};
Choices compare(const std::vector<Frame>& frames, const std::vector<Frame>& other) {
  Choices result;
  for (std::size_t k = 0; k < frames.size(); ++k) {
    for (std::size_t i = 1; i < 4; ++i) {
      result.neighbours += frames[k].pulses[i - 1].band - frames[k].pulses[i].band == 1;
    }
    result.different += !alike(frames[k], other[k]);
  }
  return result;
}

TEST(AceCoder, Mp3000SpreadsItsChoiceAsMaskingSpreads) {
  CodingParams ace = ace_map(22, 4), steep = ace, shallow = ace;
  steep.strategy = shallow.strategy = Strategy::mp3000;  // 50 and 37 dB a Bark
  shallow.masking_low_db_bark = 20.0;
  shallow.masking_high_db_bark = 15.0;
  const auto sent = cycles(ace, golden::sentence());
  const Choices none = compare(sent, sent);
  const Choices little = compare(cycles(steep, golden::sentence()), sent);
  const Choices much = compare(cycles(shallow, golden::sentence()), sent);
  EXPECT_GT(little.different, static_cast<int>(sent.size()) / 20);
  EXPECT_GT(much.different, static_cast<int>(sent.size()) / 2);
  EXPECT_LT(little.neighbours, none.neighbours);
  EXPECT_LT(much.neighbours, none.neighbours * 3 / 4);
}

TEST(AceCoder, VolumeScalesTheRangeBetweenTAndC) {
  CodingParams params = ace_map();
  params.volume = 0.5;
  int highest = 0;
  for (const Frame& frame : cycles(params, tone(1000.0, 80.0, 0.2))) {
    for (int i = 0; i < 8; ++i) {
      highest = std::max(highest, frame.pulses[static_cast<std::size_t>(i)].level);
    }
  }
  EXPECT_EQ(highest, 150);
}

TEST(AceCoder, OrdersAreAsNamed) {
  CodingParams params = ace_map(6, 6);
  const auto order = [&](PulseOrder which) {
    params.order = which;
    std::vector<int> bands;
    const Frame frame = cycles(params, tone(1000.0, 60.0, 0.1)).back();
    for (int i = 0; i < frame.count; ++i)
      bands.push_back(frame.pulses[static_cast<std::size_t>(i)].band + 1);
    return bands;
  };
  EXPECT_EQ(order(PulseOrder::base_to_apex), (std::vector{6, 5, 4, 3, 2, 1}));
  EXPECT_EQ(order(PulseOrder::apex_to_base), (std::vector{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(order(PulseOrder::staggered), (std::vector{6, 3, 5, 2, 4, 1}));
}

}  // namespace
}  // namespace otoscape::implant::coding
