// SPDX-License-Identifier: Apache-2.0
#include "io/files/timecode.h"

#include <gtest/gtest.h>

#include <cmath>

namespace otoscape::io::files {
namespace {

double time_of(std::string_view text) {
  const auto time = TimeReader({}).parse(text);
  return time ? time->value() : -1.0;
}

TEST(Timecode, ReadsSecondsMinutesAndHours) {
  EXPECT_EQ(time_of("0"), 0.0);
  EXPECT_EQ(time_of("90.5"), 90.5);
  EXPECT_EQ(time_of("0:40"), 40.0);
  EXPECT_EQ(time_of("90:00"), 5400.0);
  EXPECT_DOUBLE_EQ(time_of("1:02:03.25"), 3723.25);
  for (const char* wrong : {"", ":", "1:", ":1", "-1", "+1", "1:60", "1:2:3:4", "1.5:00", "1e3",
                            "nan", "inf", "1:75", "0x10", "1 ", "1;2", "99999999", "1:-1"}) {
    EXPECT_EQ(time_of(wrong), -1.0) << wrong;
  }
}

TEST(Timecode, CountsFramesAtTheExactRate) {
  TimeReader reader(*parse_frame_rate("24000/1001"));
  EXPECT_DOUBLE_EQ(reader.parse("01:00:00:00")->value(), 3603.6);
  EXPECT_DOUBLE_EQ(reader.set_start("01:00:00:00")->value(), 3603.6);
  EXPECT_NEAR(reader.parse("01:00:01:12")->value(), 36 * 1001 / 24000.0, 1e-9);
  EXPECT_EQ(reader.parse("0:40")->value(), 40.0) << "without frames it counts from the first one";
  EXPECT_FALSE(reader.parse("00:59:59:23"));
  EXPECT_FALSE(reader.parse("01:00:00:24"));
  EXPECT_FALSE(reader.parse("01:00:00;00"));
}

// SMPTE ST 12-1: frames 0 and 1 of each minute but every tenth are left out; 17982 in ten minutes.
TEST(Timecode, CountsDropFrame) {
  const TimeReader reader(*parse_frame_rate("30000/1001"));
  const double frame = 1001.0 / 30000.0;
  EXPECT_NEAR(reader.parse("00:00:59;29")->value(), 1799 * frame, 1e-9);
  EXPECT_NEAR(reader.parse("00:01:00;02")->value(), 1800 * frame, 1e-9);
  EXPECT_NEAR(reader.parse("00:10:00;00")->value(), 17982 * frame, 1e-9);
  EXPECT_NEAR(reader.parse("01:00:00;00")->value(), 107892 * frame, 1e-9);
  EXPECT_FALSE(reader.parse("00:01:00;00"));
  EXPECT_FALSE(reader.parse("00:01;00:00")) << "only before the frames";
  EXPECT_NEAR(TimeReader(*parse_frame_rate("60000/1001")).parse("00:10:00;00")->value(),
              35964 * 1001.0 / 60000.0, 1e-9);
  TimeReader mixed(*parse_frame_rate("30000/1001"));
  ASSERT_TRUE(mixed.set_start("01:00:00;00"));
  EXPECT_FALSE(mixed.parse("01:00:01:00"));
  EXPECT_NEAR(mixed.parse("01:00:01;00")->value(), 30 * frame, 1e-9);
}

TEST(Timecode, RefusesFrameRatesThatMeanTwo) {
  EXPECT_EQ(*parse_frame_rate("25"), (scene::FrameRate{25, 1}));
  for (const char* wrong : {"23.976", "0", "1/0", "", "/", "1001", "25/", "-25", "1/2"}) {
    EXPECT_FALSE(parse_frame_rate(wrong)) << wrong;
  }
}

TEST(Timecode, ReadsSpans) {
  EXPECT_EQ(parse_span("12s")->value(), 12.0);
  EXPECT_DOUBLE_EQ(parse_span("250ms")->value(), 0.25);
  EXPECT_EQ(parse_span("0s")->value(), 0.0);
  for (const char* wrong : {"12", "s", "ms", "-1s", "1 s", "1min", "", "infs"}) {
    EXPECT_FALSE(parse_span(wrong)) << wrong;
  }
}

TEST(Timecode, IsWrittenAsPeopleDo) {
  EXPECT_EQ(written(Seconds(0)), "0:00");
  EXPECT_EQ(written(Seconds(61.25)), "1:01.25");
  EXPECT_EQ(written(Seconds(3723.9996)), "1:02:04");
}

scene::Scene in_timecode(const char* rate, const char* start) {
  scene::Scene scene;
  scene.frame_rate = *parse_frame_rate(rate);
  scene.timecode_start = *TimeReader(scene.frame_rate).set_start(start);
  scene.notation = notation_of(start);
  return scene;
}

// Every frame of 21 minutes, so that each kind of minute is passed, and of the hour after.
TEST(Timecode, IsWrittenAsItIsRead) {
  for (const auto& [rate, start] : {std::pair{"25", "00:00:00:00"},
                                    {"24000/1001", "01:00:00:00"},
                                    {"30000/1001", "00:00:00;00"},
                                    {"30000/1001", "00:59:59;29"},
                                    {"60000/1001", "10:00:00;00"}}) {
    const scene::Scene scene = in_timecode(rate, start);
    const double frame = static_cast<double>(scene.frame_rate->denominator) /
                         static_cast<double>(scene.frame_rate->numerator);
    const TimeReader reader = TimeReader::of(scene);
    int wrong = 0;
    for (int n = 0; n * frame < 1300.0; ++n) {
      const auto read = reader.parse(written(Seconds(n * frame), scene));
      wrong += !read || std::abs(read->value() - n * frame) > 1e-6;
    }
    EXPECT_EQ(wrong, 0) << rate << " from " << start;
  }
  const scene::Scene drops = in_timecode("30000/1001", "01:00:00;00");
  EXPECT_EQ(written(Seconds(1800 * 1001 / 30000.0), drops), "01:01:00;02");
  EXPECT_EQ(written(Seconds(17982 * 1001 / 30000.0), drops), "01:10:00;00");
  EXPECT_EQ(written(Seconds(0.02), drops), "01:00:00;01") << "the nearest frame";
}

TEST(Timecode, RoundTimesAreRoundInTheScenesCount) {
  const scene::Scene drops = in_timecode("30000/1001", "00:59:50;00");
  std::vector<std::string> words;
  for (const Seconds time : round_timecodes(drops, Seconds(101), 10))
    words.push_back(written(time, drops));
  EXPECT_EQ(words,
            (std::vector<std::string>{"01:00:00;00", "01:00:15;00", "01:00:30;00", "01:00:45;00",
                                      "01:01:00;02", "01:01:15;00", "01:01:30;00"}));
  for (const double length : {0.5, 3.0, 61.0, 5400.0, 40000.0}) {
    const auto count = round_timecodes(drops, Seconds(length), 10).size();
    EXPECT_LE(count, 10u) << length;
    EXPECT_GE(count, length < 1.0 ? 1u : 3u) << length;
  }
}

}  // namespace
}  // namespace otoscape::io::files
