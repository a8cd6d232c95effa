// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/wav_chunks.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace otoscape::io::media {
namespace {

std::string number(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text.push_back(static_cast<char>(value >> (8 * i)));
  return text;
}

std::string chunk(const std::string& id, const std::string& body) {
  return id + number(body.size(), 4) + body + std::string(body.size() % 2, '\0');
}

std::string riff(const std::string& chunks) { return chunk("RIFF", "WAVE" + chunks); }

const std::string kFormat = chunk("fmt ", std::string(16, '\1'));
const std::string kSound = chunk("data", std::string(10, '\2'));

class WavChunks : public testing::Test {
 protected:
  void SetUp() override {
    folder =
        std::filesystem::temp_directory_path() / ("otoscape-chunks-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  // What becomes of `to` when the chunks of `from` are copied.
  std::string copied(const std::string& from, const std::string& to, bool same_channels = true) {
    write("from", from);
    write("to", to);
    const auto status =
        copy_wav_chunks((folder / "from").string(), (folder / "to").string(), same_channels);
    EXPECT_TRUE(status) << (status ? "" : status.error().sentence);
    std::ifstream file(folder / "to", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write(const char* name, const std::string& bytes) {
    std::ofstream(folder / name, std::ios::binary) << bytes;
  }
  std::filesystem::path folder;
};

TEST_F(WavChunks, DescriptionsAreCopiedBitForBitInTheirOrder) {
  const std::string ixml = chunk("iXML", "<take>3</take>"), cue = chunk("cue ", "odd"),
                    notes = chunk("LIST", "adtllabl....");
  const std::string target = kFormat + kSound;
  EXPECT_EQ(copied(riff(ixml + kFormat + cue + kSound + notes), riff(target)),
            riff(target + ixml + cue + notes));
}

TEST_F(WavChunks, WhatFfmpegWritesItselfIsNotDoubled) {
  const std::string made = chunk("bext", std::string(602, 'b')) + chunk("fact", "1234") +
                           chunk("LIST", "INFOINAM....") + chunk("JUNK", "....") +
                           chunk("PEAK", std::string(16, 'p'));
  EXPECT_EQ(copied(riff(kFormat + made + kSound), riff(kFormat + kSound)), riff(kFormat + kSound));
}

TEST_F(WavChunks, ATargetOfOddLengthIsFilledUpFirst) {
  // As a writer leaves it that pads its last chunk no more.
  const std::string ixml = chunk("iXML", "abc"), odd = "data" + number(3, 4) + "xyz";
  const std::string target = "RIFF" + number(4 + kFormat.size() + odd.size(), 4) + "WAVE" + kFormat;
  EXPECT_EQ(copied(riff(kFormat + ixml + kSound), target + odd),
            riff(kFormat + odd + std::string(1, '\0') + ixml));
}

TEST_F(WavChunks, Rf64HasItsSizesElsewhere) {
  const std::string ixml = chunk("iXML", "<take>3</take>");
  const auto rf64 = [&](std::uint64_t file, const std::string& tail) {
    const std::string sizes = number(file, 8) + number(10, 8) + number(0, 8) + number(0, 4);
    return "RF64" + number(0xffffffff, 4) + "WAVE" + chunk("ds64", sizes) + kFormat + "data" +
           number(0xffffffff, 4) + std::string(10, '\2') + tail;
  };
  const std::uint64_t whole = rf64(0, "").size() - 8;
  EXPECT_EQ(copied(rf64(whole + ixml.size(), ixml), riff(kFormat + kSound)),
            riff(kFormat + kSound + ixml));
  EXPECT_EQ(copied(riff(kFormat + ixml + kSound), rf64(whole, "")),
            rf64(whole + ixml.size(), ixml));
}

TEST_F(WavChunks, DamagedChunksAndOtherFilesAreLeftAlone) {
  const std::string target = riff(kFormat + kSound);
  const std::string whole = chunk("iXML", "<take>3</take>");
  const std::string liar = "cue " + number(0x7fffffff, 4) + "short";
  EXPECT_EQ(copied(riff(kFormat + kSound) + liar, target), target);
  EXPECT_EQ(copied(riff(kFormat + kSound + whole).substr(0, 60), target), target);
  EXPECT_EQ(copied("not a WAV file at all", target), target);
  EXPECT_EQ(copied("", target), target);
  EXPECT_EQ(copied(riff(kFormat + whole), "fLaC and so on"), "fLaC and so on");
}

// A recorder that lost power leaves the length 0: what follows is sound, not chunks.
TEST_F(WavChunks, SoundOfAnUnfinishedRecordingIsNotTakenForChunks) {
  const std::string target = riff(kFormat + kSound);
  const std::string sound = chunk("iXML", "only looks like one") + std::string(4000, '\0');
  EXPECT_EQ(
      copied("RIFF" + number(0, 4) + "WAVE" + kFormat + "data" + number(0, 4) + sound, target),
      target);
  const std::string sizes =
      number(0, 8) + number(~std::uint64_t{0} - 100, 8) + std::string(12, '\0');
  EXPECT_EQ(copied("RF64" + number(0xffffffff, 4) + "WAVE" + chunk("ds64", sizes) + "data" +
                       number(0xffffffff, 4) + sound,
                   target),
            target);
}

TEST_F(WavChunks, WhatIsNoLongerTrueStaysBehind) {
  const std::string target = riff(kFormat + kSound), channels = chunk("chna", "four tracks.");
  const std::string sum = chunk("MD5 ", std::string(16, 'm'));
  EXPECT_EQ(copied(riff(kFormat + sum + channels + kSound), target, false), target);
  EXPECT_EQ(copied(riff(kFormat + sum + channels + kSound), target, true),
            riff(kFormat + kSound + channels));
}

}  // namespace
}  // namespace otoscape::io::media
