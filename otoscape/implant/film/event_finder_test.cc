// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/film/event_finder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

namespace otoscape::implant::film {
namespace {

constexpr Hertz kRate(48000.0);
constexpr int kCell = 64;
using Event = EventFinder::Event;

// Frames at which events of a kind begin; power is that of the frame at the middle of a cell.
std::vector<std::int64_t> found(Event kind, double seconds,
                                const std::function<double(double)>& power,
                                std::int64_t first = 0) {
  EventFinder finder(kRate);
  EXPECT_EQ(finder.cell(), kCell);
  std::vector<std::int64_t> frames;
  for (std::int64_t end = first + kCell; end <= static_cast<std::int64_t>(seconds * 48000.0);
       end += kCell) {
    const double at = static_cast<double>(end - kCell / 2) / 48000.0;
    if (finder.next(end, kCell * power(at)) == kind) frames.push_back(end);
  }
  return frames;
}

// Hits three times a second, over a bed 40 dB below.
double hits(double t) { return 1e-4 + std::exp(-std::fmod(t, 0.31) / 0.02); }

TEST(EventFinder, OnsetsAreFoundWithinTheirFirstMilliseconds) {
  const auto onsets = found(Event::onset, 6.0, hits);
  std::size_t in_time = 0;
  for (int hit = 2; hit < 19; ++hit) {
    const double begin = hit * 0.31 * 48000.0;
    for (const std::int64_t frame : onsets) {
      const double late = static_cast<double>(frame) - begin;
      if (late >= 0.0 && late <= 3 * kCell) ++in_time;
    }
  }
  EXPECT_EQ(in_time, 17u);
  EXPECT_LE(onsets.size(), 21u);
}

TEST(EventFinder, SteadySoundAndSilenceHaveNone) {
  EXPECT_TRUE(found(Event::onset, 4.0, [](double) { return 0.0; }).empty());
  const auto onsets = found(Event::onset, 4.0, [](double) { return 0.01; });
  ASSERT_FALSE(onsets.empty());
  EXPECT_LE(onsets.back(), 0.3 * 48000.0) << "but for its beginning";
}

TEST(EventFinder, OnsetsLieApart) {
  const auto onsets = found(Event::onset, 6.0, [](double t) { return std::fmod(t, 0.02) < 0.004; });
  std::size_t apart = 0;
  for (std::size_t i = 1; i < onsets.size(); ++i) {
    if (onsets[i - 1] / 72000 != onsets[i] / 72000) continue;  // a passage begins between them
    EXPECT_GE(onsets[i] - onsets[i - 1], 5760);
    ++apart;
  }
  EXPECT_GE(apart, 20u);
}

TEST(EventFinder, PassagesBeginAtTheProgrammesOwnTimes) {
  const auto passages = found(Event::passage, 6.1, hits);
  EXPECT_EQ(passages, (std::vector<std::int64_t>{72000, 144000, 216000, 288000}));
}

// What came before 0.3 s before a passage has no bearing on it.
TEST(EventFinder, APassageForgetsWhatWasBefore) {
  const auto whole = found(Event::onset, 6.0, hits);
  const auto part = found(Event::onset, 6.0, hits, 144000 - 14400);
  const auto from = [](const std::vector<std::int64_t>& frames) {
    std::vector<std::int64_t> later;
    for (const std::int64_t frame : frames)
      if (frame > 144000) later.push_back(frame);
    return later;
  };
  EXPECT_EQ(from(whole), from(part));
  EXPECT_GE(from(whole).size(), 8u);
}

}  // namespace
}  // namespace otoscape::implant::film
