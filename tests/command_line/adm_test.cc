// SPDX-License-Identifier: Apache-2.0
// A render that says by the Audio Definition Model which loudspeaker each channel is.

#include <gtest/gtest.h>

#include "tests/support/riff.h"
#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

class Adm : public testing::Test {
 protected:
  void SetUp() override {
    write_wav(folder / "stereo.wav", noise_and_tones(48000, 2, 1.0));
    write_wav(folder / "mono.wav", noise_and_tones(44100, 1, 1.0));
  }
  Riff rendered(const std::string& in, const std::string& out, Words more = {}) {
    more.push_back("--adm");
    const Ran ran = render(folder / in, folder / out, more);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return ran.status == 0 ? read_riff(folder / out) : Riff{};
  }
  std::string refused(const std::string& out, Words more = {}) {
    more.push_back("--adm");
    const Ran ran = render(folder / "stereo.wav", out == "-" ? out : folder / out, more);
    EXPECT_EQ(ran.status, 2);
    return ran.err;
  }
  TemporaryFolder folder;
};

TEST_F(Adm, DescribesStereoAndMono) {
  const Riff stereo = rendered("stereo.wav", "heard.wav");
  EXPECT_TRUE(says(stereo.chunks.at("axml"), "audioProgrammeName=\"heard\""));
  EXPECT_TRUE(says(stereo.chunks.at("axml"), "end=\"00:00:01.00000\""));
  EXPECT_EQ(stereo.chunks.at("chna").substr(6, 37), "ATU_00000001AT_00010001_01AP_00010002");
  // A source of floating point becomes 24 bit: the model's readers take integers alone.
  EXPECT_EQ(number_in(stereo.chunks.at("fmt "), 14, 2), 24u);
  EXPECT_LE(error_db(decode(folder / "stereo.wav"), decode(folder / "heard.wav")), -100.0);

  const Riff mono = rendered("mono.wav", "mono.bwf", {"--sample-format", "s16"});
  EXPECT_EQ(mono.chunks.at("chna").substr(6, 37), "ATU_00000001AT_00010003_01AP_00010001");
  EXPECT_TRUE(says(mono.chunks.at("axml"), "sampleRate=\"44100\" bitDepth=\"16\""));
}

TEST_F(Adm, DescribesARegion) {
  const Riff part = rendered("stereo.wav", "part.wav", {"--start", "0.25", "--duration", "0.5"});
  EXPECT_TRUE(says(part.chunks.at("axml"), "end=\"00:00:00.50000\""));
}

TEST_F(Adm, TakesThePlaceOfTheSources) {
  rendered("stereo.wav", "once.wav");
  const Riff twice = rendered("once.wav", "twice.wav");
  EXPECT_EQ(twice.order.find("axml"), twice.order.rfind("axml")) << twice.order;
  EXPECT_EQ(twice.order.find("chna"), twice.order.rfind("chna")) << twice.order;
  EXPECT_TRUE(says(twice.chunks.at("axml"), "audioProgrammeName=\"twice\""));
}

TEST_F(Adm, IsRefusedWhereItCannotStand) {
  EXPECT_TRUE(
      says(refused("out.flac"), "--adm: .flac files cannot hold ADM; .wav, .bwf and .rf64 can"));
  EXPECT_TRUE(says(refused("out.mkv"), ".mkv files cannot hold ADM"));
  EXPECT_TRUE(says(refused("-"), "--adm: standard output cannot hold ADM; give a .wav file"));
  EXPECT_TRUE(
      says(refused("out.wav", {"--sample-format", "f32"}), "--adm: ADM describes integer samples"));
  EXPECT_TRUE(
      says(refused("out.wav", {"--audio-codec", "mp3"}), "--adm: ADM describes integer samples"));
}

}  // namespace
}  // namespace otoscape::test
