// SPDX-License-Identifier: Apache-2.0
// Recordings from a set carry who, when and which take: a render that loses it cannot be conformed.

#include <gtest/gtest.h>

#include <cstdint>
#include <ostream>

#include "tests/support/shell.h"
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

// The fields of the bext chunk by their places (EBU Tech 3285): description, originator,
// its reference, date, time, time reference.
struct Bext {
  std::string description, originator, reference, date, time;
  std::uint64_t time_reference = 0;
  bool operator==(const Bext&) const = default;
};
void PrintTo(const Bext& b, std::ostream* out) {
  *out << b.description << "|" << b.originator << "|" << b.reference << "|" << b.date << "|"
       << b.time << "|" << b.time_reference;
}
Bext bext_of(const std::string& path) {
  const std::string bytes = bytes_of(path);
  const std::size_t at = bytes.find("bext");
  if (at == std::string::npos) return {};
  const auto text = [&](std::size_t from, std::size_t length) {
    return std::string(bytes.substr(at + 8 + from, length).c_str());
  };
  Bext bext{text(0, 256), text(256, 32), text(288, 32), text(320, 10), text(330, 8), 0};
  for (std::size_t i = 8; i-- > 0;)
    bext.time_reference =
        bext.time_reference << 8 | static_cast<std::uint8_t>(bytes[at + 8 + 338 + i]);
  return bext;
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
              "origination_date=2024-05-06",
              "-metadata",
              "origination_time=12:34:56",
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
  const Bext made{"sSCENE=12A", "Sound Devices", "REF 7", "2024-05-06", "12:34:56", 172800000};
  ASSERT_EQ(bext_of(folder / "in.wav"), made);
  EXPECT_EQ(bext_of(folder / "out.wav"), made);
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
  const Bext made{"sSCENE=12A", "Sound Devices", "REF 7",
                  "2024-05-06", "12:34:56",      172800000 + 72000};
  EXPECT_EQ(bext_of(folder / "out.wav"), made);
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
