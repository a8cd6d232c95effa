// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/film/film_setting.h"

#include <gtest/gtest.h>

#include <cmath>

#include "otoscape/implant/film/film_percept_test_support.h"

namespace otoscape::implant::film {
namespace {

using namespace test;  // NOLINT: of this folder

TEST(FilmSetting, WithoutVarietyThereIsOneAndWithItNeighboursDoNotCross) {
  EXPECT_EQ(FilmSetting(1, 4800, 0.0), FilmSetting());
  EXPECT_NE(FilmSetting(1, 4800, 0.5), FilmSetting(1, 9600, 0.5));
  EXPECT_EQ(FilmSetting(1, 4800, 0.5), FilmSetting(1, 4800, 0.5));
  const FilmGrid base(grid());
  for (std::int64_t event = 0; event < 200; ++event) {
    const FilmGrid moved = FilmSetting(1, event * 4800, 1.0).moved(base);
    for (std::size_t i = 1; i < moved.count; ++i) {
      ASSERT_GT(moved.hz[i], moved.hz[i - 1]);
      ASSERT_GT(moved.carried_hz[i], moved.carried_hz[i - 1]);
      ASSERT_LE(std::abs(std::log2(moved.hz[i] / base.hz[i])), 0.7 * 0.25 + 1e-9);
    }
  }
}

// The lowest place of an array lies above most of a voice; one line would hold it all.
TEST(FilmSetting, AVoicesLowOctavesAreSharedByTheLowestOctaveOfLines) {
  const FilmGrid array(std::vector<double>{700.0, 800.0, 950.0, 1100.0, 1300.0, 1500.0});
  EXPECT_NEAR(array.carried_hz[0], 100.0, 1e-9);
  EXPECT_NEAR(array.carried_hz[2], 319.9, 0.1);
  EXPECT_EQ(array.carried_hz[5], 1500.0);
}

// A tone's two strongest lines hold it all, in proportion to its distance from each.
TEST(FilmSetting, ATonesPowerIsSharedByTheLinesBesideIt) {
  FilmParams params = open();
  params.snapped = 1.0;
  params.grid_hz = {400.0, 500.0, 600.0, 800.0, 1600.0};
  Sound in(96000);
  for (std::size_t n = 0; n < in.size(); ++n) {
    in[n] = 0.1f * std::sin(static_cast<float>(
                       std::fmod(1000.0 * static_cast<double>(n) / 48000.0, 1.0) * 6.283185307));
  }
  const Sound out = run(in, params);
  const auto at = [&](double hz) { return share_near_grid(settled(out), {hz}); };
  EXPECT_NEAR(at(800.0), 0.75, 0.02);
  EXPECT_NEAR(at(1600.0), 0.25, 0.02);
}

TEST(FilmSetting, LinesMoveFromEventToEventByItsVariety) {
  Sound in = sounds::chords(9.0, kRate.value(), 0.1, 0.5);  // an event each half second
  FilmParams params = open();
  params.snapped = 1.0;
  params.grid_hz = grid();
  const double steady = share_near_grid(settled(run(in, params)), grid());
  params.variety = 0.2;
  const double some = share_near_grid(settled(run(in, params)), grid());
  params.variety = 0.7;
  const double varied = share_near_grid(settled(run(in, params)), grid());
  EXPECT_GE(steady, 0.75);
  EXPECT_LE(some, steady - 0.05);
  EXPECT_LE(varied, some - 0.05);
  EXPECT_NEAR(level_db(settled(run(in, params))), level_db(settled(run(in, open()))), 1.5);
}

TEST(FilmSetting, ClarityKeepsAShareAsItWas) {
  const Sound in = sounds::chords(5.0, kRate.value(), 0.1, 7.0);
  FilmParams params = open();
  params.snapped = 1.0;
  params.grid_hz = grid();
  const Sound snapped = run(in, params);
  for (const double clarity : {0.1, 0.25, 0.5, 1.0}) {
    params.clarity = clarity;
    Sound kept = run(in, params);
    for (std::size_t n = 0; n < kept.size(); ++n) {
      kept[n] -= static_cast<float>(std::sqrt(1.0 - clarity)) * snapped[n];
    }
    EXPECT_GE(own_share(in, kept, 72000, 96000), 0.99);
    EXPECT_NEAR(level_db(settled(kept)) - level_db(settled(in)), 10.0 * std::log10(clarity), 0.2);
  }
}

}  // namespace
}  // namespace otoscape::implant::film
