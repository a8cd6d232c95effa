// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/midi_markers.h"

#include <gtest/gtest.h>

#include "io/files/timecode.h"
#include "io/timelines/timeline_test_support.h"

namespace otoscape::io::timelines {
namespace {

// A small reader of its own: the times of markers in seconds, and the SMPTE offset.
struct Midi {
  std::vector<double> times;
  std::vector<std::string> names;
  std::string offset;
  double tempo_us = 500'000.0;
};

Midi parse(const std::string& file) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(file[i]); };
  const int division = at(12) << 8 | at(13);
  EXPECT_EQ(file.substr(0, 12), std::string("MThd\0\0\0\6\0\1\0\1", 12));
  EXPECT_EQ(file.substr(14, 4), "MTrk");
  const std::size_t length =
      static_cast<std::size_t>(at(18)) << 24 | at(19) << 16 | at(20) << 8 | at(21);
  EXPECT_EQ(file.size(), 22 + length);
  Midi midi;
  double seconds = 0.0;
  const auto number = [&](std::size_t& i) {
    std::int64_t value = 0;
    do {
      value = value << 7 | (at(i) & 0x7F);
    } while ((at(i++) & 0x80) != 0);
    return value;
  };
  for (std::size_t i = 22; i < file.size();) {
    seconds += static_cast<double>(number(i)) * midi.tempo_us / 1e6 / division;
    EXPECT_EQ(at(i), 0xFF);
    const int type = at(i + 1);
    i += 2;
    const auto size = static_cast<std::size_t>(number(i));
    const std::string data = file.substr(i, size);
    i += size;
    if (type == 0x51)
      midi.tempo_us = static_cast<unsigned char>(data[0]) * 65536.0 +
                      static_cast<unsigned char>(data[1]) * 256.0 +
                      static_cast<unsigned char>(data[2]);
    if (type == 0x54) midi.offset = data;
    if (type == 0x06) midi.times.push_back(seconds), midi.names.push_back(data);
  }
  return midi;
}

Markers at_frames(const FilmClock& clock, const std::vector<std::int64_t>& frames) {
  Markers markers{"Reel", clock, {}, {}};
  for (std::int64_t frame : frames) {
    markers.all.push_back(
        {files::time_of(frame, *clock.rate), "m" + std::to_string(frame), "", {}, 0});
  }
  return markers;
}

// Two hours in, a tempo that is off by one in a million would be 7 ms wrong: a sixth of a frame.
TEST(MidiMarkers, LieOnTheirFramesAtEveryRate) {
  const std::vector<std::pair<int, int>> rates = {{24000, 1001}, {24, 1}, {25, 1},
                                                  {30000, 1001}, {30, 1}, {48, 1},
                                                  {50, 1},       {60, 1}, {60000, 1001}};
  for (const auto& [numerator, denominator] : rates) {
    const FilmClock clock = clock_at(numerator, denominator);
    const auto file = midi_markers(at_frames(clock, {0, 1, 17, 1000, 172'801, 431'999}));
    ASSERT_TRUE(file) << file.error().sentence;
    const Midi midi = parse(*file);
    ASSERT_EQ(midi.times.size(), 6u);
    for (std::size_t i = 0; i < 6; ++i) {
      const std::int64_t frame = std::stoll(midi.names[i].substr(1));
      EXPECT_NEAR(midi.times[i], files::time_of(frame, *clock.rate).value(), 1e-7) << numerator;
    }
    EXPECT_NEAR(midi.tempo_us, 5e5, 3e4) << "about 120 beats a minute";
  }
}

TEST(MidiMarkers, NameTheTimecodeOfTheStart) {
  const auto offset = [](int numerator, int denominator, const char* start) {
    return parse(*midi_markers(at_frames(clock_at(numerator, denominator, start), {0}))).offset;
  };
  EXPECT_EQ(offset(24, 1, "01:02:03:04"), std::string("\x01\x02\x03\x04\0", 5));
  EXPECT_EQ(offset(25, 1, "01:02:03:04"), std::string("\x21\x02\x03\x04\0", 5));
  EXPECT_EQ(offset(30000, 1001, "01:02:03;04"), std::string("\x41\x02\x03\x04\0", 5));
  EXPECT_EQ(offset(30, 1, "01:02:03:04"), std::string("\x61\x02\x03\x04\0", 5));
  EXPECT_EQ(offset(50, 1, "01:02:03:04"), "") << "MIDI has no such count";
}

TEST(MidiMarkers, RefuseWhatTheyCannotCount) {
  EXPECT_FALSE(midi_markers({}));
  const auto odd = midi_markers(at_frames(clock_at(999'983, 9973), {0}));
  ASSERT_FALSE(odd);
  EXPECT_NE(odd.error().sentence.find("pictures a second exactly"), std::string::npos);
}

}  // namespace
}  // namespace otoscape::io::timelines
