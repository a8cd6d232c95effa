// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/event_level.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>

#include "otoscape/body/sounds.h"

namespace otoscape::render::inside {
namespace {

double peak_db(double loudness, double before) {
  return 20.0 * std::log10(event_peak_lin(loudness, before));
}

TEST(EventLevel, InANormalProgrammeThePeakRules) {
  EXPECT_NEAR(peak_db(body::kPopLoudness, -23.0), -6.0, 1e-9);
  EXPECT_NEAR(peak_db(body::kBlastLoudness, -10.0), -6.0, 1e-9);
  // Where the pop's two limits meet: a programme of −34.4 LUFS.
  const double meet = -6.0 + body::kPopLoudness - 12.0;
  EXPECT_NEAR(peak_db(body::kPopLoudness, meet + 0.1), -6.0, 1e-9);
  EXPECT_LT(peak_db(body::kPopLoudness, meet - 0.1), -6.0);
}

TEST(EventLevel, AfterQuietItStandsTwelveLuAbove) {
  for (double before : {-49.0, -45.0, -40.0}) {
    for (double loudness : {body::kPopLoudness, body::kBlastLoudness})
      EXPECT_NEAR(loudness + peak_db(loudness, before), before + 12.0, 1e-9);
  }
}

TEST(EventLevel, AfterSilenceItIsStillThere) {
  for (double before : {-51.0, -70.0, -std::numeric_limits<double>::infinity(),
                        std::numeric_limits<double>::quiet_NaN()})
    EXPECT_NEAR(body::kPopLoudness + peak_db(body::kPopLoudness, before), -38.0, 1e-9);
}

}  // namespace
}  // namespace otoscape::render::inside
