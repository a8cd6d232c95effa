// SPDX-License-Identifier: Apache-2.0
// Recordings from a set carry who, when and which take: a render that loses it cannot be conformed.

#include <gtest/gtest.h>

#include <cstdint>

#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

constexpr const char* kIxml =
    "<?xml version=\"1.0\"?><BWFXML><SCENE>12A</SCENE><TAKE>3</TAKE></BWFXML>";  // odd length

std::string little_endian(std::uint32_t value) {
  std::string bytes;
  for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<char>(value >> (8 * i)));
  return bytes;
}

std::string ixml_chunk() {
  std::string body = kIxml;
  std::string chunk = "iXML" + little_endian(static_cast<std::uint32_t>(body.size())) + body;
  if (body.size() % 2 == 1) chunk.push_back('\0');
  return chunk;
}

class BroadcastWave : public testing::Test {
 protected:
  void SetUp() override {
    write_wav(folder / "made.wav", noise_and_tones(48000, 2, 3.0));
    must_run({"ffmpeg",
              "-v",
              "error",
              "-i",
              folder / "made.wav",
              "-c:a",
              "pcm_s24le",
              "-write_bext",
              "1",
              "-metadata",
              "originator=Sound Devices",
              "-metadata",
              "originator_reference=REF 7",
              "-metadata",
              "time_reference=172800000",
              "-metadata",
              "date=2024-05-06",
              "-metadata",
              "description=sSCENE=12A",
              folder / "in.wav"});
    std::string bytes = bytes_of(folder / "in.wav");
    if (bytes.size() % 2 == 1) bytes.push_back('\0');
    bytes += ixml_chunk();
    bytes.replace(4, 4, little_endian(static_cast<std::uint32_t>(bytes.size() - 8)));
    write_bytes(folder / "in.wav", bytes);
  }
  TemporaryFolder folder;
};

TEST_F(BroadcastWave, KeepsItsFieldsAndItsChunks) {
  const Ran ran = render(folder / "in.wav", folder / "out.wav");
  ASSERT_EQ(ran.status, 0) << ran.err;
  const auto a = probe(folder / "in.wav")["format"], b = probe(folder / "out.wav")["format"];
  for (const char* field : {"originator", "originator_reference", "time_reference", "date",
                            "comment", "origination_date"}) {
    EXPECT_EQ(tag_of(a, field), tag_of(b, field)) << field;
  }
  EXPECT_EQ(tag_of(b, "time_reference"), "172800000");
  EXPECT_EQ(tag_of(b, "originator"), "Sound Devices");
  const std::string bytes = bytes_of(folder / "out.wav");
  EXPECT_NE(bytes.find(ixml_chunk()), std::string::npos);
  // The sizes in the file's head count it: other programs stop there.
  EXPECT_EQ(bytes.substr(4, 4), little_endian(static_cast<std::uint32_t>(bytes.size() - 8)));
  EXPECT_LE(error_db(decode(folder / "in.wav"), decode(folder / "out.wav")), -100.0);
}

TEST_F(BroadcastWave, ARegionMovesTheTimeReference) {
  const Ran ran =
      render(folder / "in.wav", folder / "out.wav", {"--start", "1.5", "--duration", "1"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const auto file = probe(folder / "out.wav");
  EXPECT_EQ(tag_of(file["format"], "time_reference"), std::to_string(172800000 + 72000));
  EXPECT_EQ(tag_of(file["format"], "originator"), "Sound Devices");
}

TEST_F(BroadcastWave, Rf64IsRead) {
  must_run({"ffmpeg", "-v", "error", "-i", folder / "made.wav", "-c:a", "pcm_f32le", "-rf64",
            "always", folder / "long.wav"});
  ASSERT_EQ(bytes_of(folder / "long.wav").substr(0, 4), "RF64");
  const Ran ran = render(folder / "long.wav", folder / "out.wav");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_LE(error_db(decode(folder / "made.wav"), decode(folder / "out.wav")), -100.0);
}

}  // namespace
}  // namespace otoscape::test
