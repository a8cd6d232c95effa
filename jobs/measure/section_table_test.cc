// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/section_table.h"

#include <gtest/gtest.h>

#include <cmath>

namespace otoscape::jobs::measure {
namespace {

using render::programme::SectionLoudness;

SectionLoudness section(double from, double to, double world, double inside) {
  const auto energy = [](double lufs) { return std::pow(10.0, (lufs + 0.691) / 10.0); };
  return {Seconds(from),
          Seconds(to),
          {energy(-22.5), energy(world), 0.0, energy(inside), energy(world) + energy(inside)}};
}

TEST(SectionTable, HasALineForEachSectionInLu) {
  const std::string text =
      section_table({section(0.0, 65.44, -24.0, -60.0), section(65.44, 90.0, -110.0, -46.0)}, -23.0,
                    clock_text, "  ");
  EXPECT_EQ(text,
            "  from    to        room   heard   world    felt  inside\n"
            "  0:00.0  1:05.4    +0.5    -1.0    -1.0       –   -37.0\n"
            "  1:05.4  1:30.0    +0.5   -23.0       –       –   -23.0\n");
}

TEST(SectionTable, WarnsOnceOfEachKindOfTrouble) {
  const std::string text =
      section_table({section(0.0, 10.0, -34.0, -60.0), section(10.0, 20.0, -110.0, -33.0),
                     section(20.0, 30.0, -110.0, -30.0)},
                    -23.0, clock_text, "");
  EXPECT_NE(text.find("warning: from 0:10.0, 0:20.0: ringing, body and what is felt are up to 4.0 "
                      "LU louder than the world was before (-11.0 LU)"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("warning: from 0:10.0, 0:20.0: the world is nearly silent, yet -7.0 LU are"),
            std::string::npos)
      << text;
}

}  // namespace
}  // namespace otoscape::jobs::measure
