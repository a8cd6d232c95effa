// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/wav_length.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/shell.h"

namespace otoscape::io::media {
namespace {

std::string little(std::uint64_t value, int bytes = 4) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i));
  return text;
}

// The head of a file of 16-bit stereo at 48 kHz: 192 000 bytes a second, from byte 44 on.
std::string head(std::uint64_t stated) {
  return "RIFF" + little(36 + stated) + "WAVEfmt " + little(16) + little(0x20001) + little(48000) +
         little(192000) + little(0x100004) + "data" + little(stated);
}

// A sparse file: the head, sound that is not silence at its begin and behind the stated end, a
// tail.
class WavLengths : public testing::Test {
 protected:
  std::optional<WavLength> of(std::uint64_t stated, std::uint64_t sound, const std::string& tail) {
    const std::string path = folder / "in.wav";
    {
      std::ofstream file(path, std::ios::binary);
      file << head(stated) << "\x7f\x02\x81\x03";
      file.seekp(static_cast<std::streamoff>(44 + stated % (std::uint64_t{1} << 32)));
      file << "\x01\x92\x03\x94";
    }
    std::filesystem::resize_file(path, 44 + sound);
    std::ofstream(path, std::ios::binary | std::ios::app) << tail;
    return true_wav_length(path);
  }
  test::TemporaryFolder folder;
};

constexpr std::uint64_t kWrap = std::uint64_t{1} << 32;

TEST_F(WavLengths, ASizeThatOverflowedIsFoundAgain) {
  const std::string chunk = "LIST" + little(4) + "adtl";
  for (const std::string& tail : {std::string(), chunk}) {
    for (std::uint64_t wraps : {1u, 2u}) {
      const auto length = of(192000, wraps * kWrap + 192000, tail);
      ASSERT_TRUE(length);
      EXPECT_EQ(length->begin, 44u);
      EXPECT_EQ(length->end, 44 + wraps * kWrap + 192000);
      EXPECT_NEAR(length->seconds, static_cast<double>(wraps) * 22369.62 + 1.0, 0.01);
    }
  }
}

TEST_F(WavLengths, AHeaderThatIsRightIsLeftAlone) {
  EXPECT_FALSE(of(192000, 192000, ""));
  EXPECT_FALSE(of(192000, 192000, "LIST" + little(4) + "adtl"));
  EXPECT_FALSE(of(192000, 192000, "abcd" + little(2) + "xy" + "iXML" + little(90) + "<cut off"));
  EXPECT_FALSE(of(192000, 192000, std::string(1000, '\0')));
  EXPECT_FALSE(of(192000, 96000, ""));  // cut off
}

TEST_F(WavLengths, ASizeThatWasNeverWrittenIsTheRestOfTheFile) {
  for (std::uint64_t stated : {std::uint64_t{0}, kWrap - 1}) {
    std::ofstream(folder / "in.wav", std::ios::binary) << head(stated) << std::string(192000, '\1');
    const auto length = true_wav_length(folder / "in.wav");
    ASSERT_TRUE(length);
    EXPECT_EQ(length->end, 192044u);
    EXPECT_NE(length->note.find("gives no length"), std::string::npos);
  }
}

}  // namespace
}  // namespace otoscape::io::media
