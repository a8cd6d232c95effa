// SPDX-License-Identifier: Apache-2.0
#include "io/views/electrodogram_table.h"

#include <gtest/gtest.h>

#include <cstring>

#include "io/files/implant_map_file.h"
#include "io/views/electrodogram_picture.h"

namespace otoscape::io::views {
namespace {

using implant::coding::Electrodogram;

// Four slots of 140.6 µs: T and C on E22, an idle one, and the middle of the range on E1.
Electrodogram four_pulses() {
  Electrodogram e;
  const auto add = [&](int electrode, int level, double ua) {
    implant::Pulse pulse;
    pulse.electrode = pulse.band = electrode;
    pulse.level = level;
    pulse.current_ua = static_cast<float>(ua);
    e.pulses.push_back({140.6 * static_cast<double>(e.pulses.size()), 140.6, pulse});
  };
  add(0, 120, 152.75);
  add(0, 180, 451.5);
  add(5, 0, 0.0);
  add(21, 150, 262.5);
  return e;
}

std::string text_of(void (*write)(const Electrodogram&, const hearing::ImplantMap&,
                                  const TakeBytes&),
                    const Electrodogram& e) {
  std::string text;
  write(e, *files::load_map("ace-22"), [&](std::string_view bytes) { text += bytes; });
  return text;
}

TEST(ElectrodogramTable, SequencesHaveTheFieldsOfTheResearchTools) {
  EXPECT_EQ(text_of(write_sequence_csv, four_pulses()),
            "electrodes,modes,current_levels,phase_widths_us,phase_gaps_us,periods_us\n"
            "22,-3,120,25,7,140.6\n"
            "22,-3,180,25,7,140.6\n"
            "17,-3,0,25,7,140.6\n"
            "1,-3,150,25,7,140.6\n");
}

TEST(ElectrodogramTable, LongRowsHaveTimesAndCurrents) {
  EXPECT_EQ(text_of(write_long_csv, four_pulses()),
            "time_us,electrode,channel,magnitude,current_level,current_ua\n"
            "0,22,1,0,120,152.75\n"
            "140.6,22,1,1,180,451.5\n"
            "281.2,17,6,0,0,0\n"
            "421.8,1,22,0.5,150,262.5\n");
}

TEST(ElectrodogramTable, NumPyRowsAreDoubles) {
  const std::string bytes = text_of(write_npy, four_pulses());
  ASSERT_EQ(bytes.substr(0, 8), std::string("\x93NUMPY\x01\x00", 8));
  const std::size_t header =
      static_cast<unsigned char>(bytes[8]) + 256u * static_cast<unsigned char>(bytes[9]);
  EXPECT_EQ((10 + header) % 64, 0u);
  EXPECT_NE(bytes.find("'descr': '<f8', 'fortran_order': False, 'shape': (4, 6)"),
            std::string::npos);
  ASSERT_EQ(bytes.size(), 10 + header + 4 * 6 * sizeof(double));
  double row[6];
  std::memcpy(row, bytes.data() + 10 + header + 3 * sizeof row, sizeof row);
  EXPECT_NEAR(row[0], 421.8, 1e-9);
  EXPECT_EQ(row[1], 1.0);
  EXPECT_EQ(row[2], 22.0);
  EXPECT_EQ(row[3], 150.0);
  EXPECT_EQ(row[4], 262.5);
  EXPECT_EQ(row[5], 140.6);
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++found;
  return found;
}

// A row is 20 high and 0.75 of it the highest pulse: 15, and 12.5 for level 150 of 180.
TEST(ElectrodogramPicture, DrawsAPulseAsALineOfItsLevelAndNoIdleOne) {
  const std::string svg = electrodogram_svg(four_pulses(), *files::load_map("ace-22"));
  EXPECT_EQ(count(svg, "<path"), 2u) << "two electrodes fired";
  EXPECT_EQ(count(svg, "v-15.00"), 1u);
  EXPECT_EQ(count(svg, "v-12.50"), 1u);
  EXPECT_EQ(count(svg, "v-10.00"), 1u);
  // E22 lies below E1.
  const auto y_of = [&](const std::string& label) {
    const auto at = svg.find(">" + label + "<");
    const auto y = svg.rfind("y=\"", at);
    return std::stod(svg.substr(y + 3));
  };
  EXPECT_GT(y_of("E22"), y_of("E1"));
}

TEST(ElectrodogramPicture, StaysSmallHoweverLongTheSoundIs) {
  Electrodogram e;
  for (int i = 0; i < 400000; ++i) {
    implant::Pulse pulse;
    pulse.electrode = pulse.band = i % 22;
    pulse.level = 120 + i % 60;
    e.pulses.push_back({140.6 * i, 140.6, pulse});
  }
  const std::string svg = electrodogram_svg(e, *files::load_map("ace-22"));
  EXPECT_LE(count(svg, "M"), 22u * 1000u + 10u);
  EXPECT_LT(svg.size(), 600000u);
  EXPECT_TRUE(electrodogram_svg({}, *files::load_map("ace-22")).ends_with("</svg>\n"))
      << "no pulse at all";
}

}  // namespace
}  // namespace otoscape::io::views
