// SPDX-License-Identifier: Apache-2.0
#include "io/stems/stem_set.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/riff.h"
#include "tests/support/shell.h"

namespace otoscape::io::stems {
namespace {

const std::vector<Stem> kStems = {{"world", {0x20, 0x80, 0xff}, "the outside as heard"},
                                  {"ringing \"whistle\"", {0xff, 0x80, 0x20}, "in the left ear"}};

class Stems : public testing::Test {
 protected:
  // Writes frames of a constant to a stem.
  static void write(StemSet& set, std::size_t stem, int channels, int frames, float value) {
    const std::vector<float> sound(static_cast<std::size_t>(frames), value);
    const std::vector<const float*> all(static_cast<std::size_t>(channels), sound.data());
    ASSERT_TRUE(set.write(stem, {std::span<const float* const>(all), frames}));
  }
  test::TemporaryFolder around;
  const std::string folder = around / "stems";
};

TEST_F(Stems, AreFilesOfOneLengthAndStart) {
  StemOptions options;
  options.programme = "Loud";
  options.time_reference = std::uint64_t{3600} * 48000 + 7;
  options.timecode = wave::TimecodeRate{25, 1, false};
  {
    auto set = StemSet::open(folder, kStems, {Hertz(48000), 2, *layout_named("5.1")}, options);
    ASSERT_TRUE(set) << set.error().sentence;
    write(*set, 0, 6, 100, 0.5f);
    write(*set, 1, 6, 300, -0.25f);
    write(*set, 0, 6, 200, 0.5f);
    EXPECT_FALSE(std::filesystem::exists(folder));
    ASSERT_TRUE(set->close());
    EXPECT_EQ(set->written().at(1).peak, 0.25f);
  }
  EXPECT_EQ(around.names(), std::vector<std::string>{"stems"});
  for (const char* name : {"world.wav", "ringing _whistle_.wav"}) {
    const test::Riff riff = test::read_riff(folder + "/" + name);
    EXPECT_EQ(riff.order, "JUNK bext iXML fmt  fact data ");
    EXPECT_EQ(riff.data_bytes, 300u * 6 * 4);
    EXPECT_EQ(test::number_in(riff.chunks.at("fmt "), 20, 4), 0x3fu);
    EXPECT_EQ(test::number_in(riff.chunks.at("bext"), 338, 8), 3600u * 48000 + 7);
  }
  const std::string ixml = test::read_riff(folder + "/ringing _whistle_.wav").chunks.at("iXML");
  EXPECT_NE(ixml.find("<NAME>ringing &quot;whistle&quot; LFE</NAME>"), std::string::npos);
}

// What other programs read: ffprobe the time reference, and the sound itself.
TEST_F(Stems, AreReadByFfmpeg) {
  StemOptions options;
  options.time_reference = 172800000;
  options.samples = wave::WaveSamples::s24;
  auto set = StemSet::open(folder, kStems, {Hertz(48000), 2, *layout_named("7.1.4")}, options);
  ASSERT_TRUE(set);
  write(*set, 0, 12, 480, 0.5f);
  write(*set, 1, 12, 480, 0.0f);
  ASSERT_TRUE(set->close());
  const std::string told = test::must_run(
      {"ffprobe", "-v", "error", "-show_entries",
       "format_tags=time_reference,originator,description,comment,encoded_by:stream=codec_name,"
       "channels,sample_rate,duration_ts",
       folder + "/world.wav"});
  for (const char* part :
       {"codec_name=pcm_s24le", "sample_rate=48000", "channels=12", "duration_ts=480",
        "time_reference=172800000", "=otoscape", "=world: the outside as heard"}) {
    EXPECT_NE(told.find(part), std::string::npos) << part << " in\n" << told;
  }
}

TEST_F(Stems, AreListed) {
  StemOptions options;
  options.samples = wave::WaveSamples::s24;
  options.programme = "bad \xff name";
  auto set = StemSet::open(folder, kStems, {Hertz(44100), 1, {}}, options);
  ASSERT_TRUE(set);
  write(*set, 0, 1, 10, 2.0f);
  write(*set, 1, 1, 10, 0.0f);
  ASSERT_TRUE(set->close());
  const auto list = nlohmann::json::parse(test::bytes_of(folder + "/stems.json"));
  EXPECT_EQ(list["format"], "otoscape.stems/1");
  EXPECT_EQ(list["sample_rate_hz"], 44100);
  EXPECT_EQ(list["frames"], 10);
  EXPECT_EQ(list["layout"], "mono");
  EXPECT_EQ(list["channels"], (std::vector<std::string>{"C"}));
  EXPECT_EQ(list["stems"][0]["file"], "world.wav");
  EXPECT_EQ(list["stems"][0]["colour"], "#2080ff");
  EXPECT_EQ(list["stems"][0]["peak_dbfs"], 6.02);
  EXPECT_EQ(list["stems"][0]["is_clipped"], true);
  EXPECT_EQ(list["stems"][1]["name"], "ringing \"whistle\"");
  EXPECT_TRUE(list["stems"][1]["peak_dbfs"].is_null());
}

TEST_F(Stems, OpenInReaper) {
  StemOptions options;
  options.time_reference = std::uint64_t{3600} * 48000 + 24000;
  auto set = StemSet::open(folder, kStems, {Hertz(48000), 2, {}}, options);
  ASSERT_TRUE(set);
  write(*set, 0, 2, 72000, 0.5f);
  write(*set, 1, 2, 72000, 0.5f);
  ASSERT_TRUE(set->close());
  const std::string project = test::bytes_of(folder + "/stems.rpp");
  for (const char* part :
       {"PROJOFFS 3600.500000000 0 0", "SAMPLERATE 48000 1 0", "NAME \"world\"",
        "PEAKCOL 33521696\n",  // 0x1000000 + 0xff8020
        "NAME \"ringing 'whistle'\"", "FILE \"ringing _whistle_.wav\"", "LENGTH 1.500000000"}) {
    EXPECT_NE(project.find(part), std::string::npos) << part << " in\n" << project;
  }
  EXPECT_EQ(std::ranges::count(project, '<'), std::ranges::count(project, '>'));
}

TEST_F(Stems, OfDifferentLengthsAreNotKept) {
  {
    auto set = StemSet::open(folder, kStems, {Hertz(48000), 2, {}}, {});
    ASSERT_TRUE(set);
    write(*set, 0, 2, 100, 0.5f);
    write(*set, 1, 2, 99, 0.5f);
    const auto closed = set->close();
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().sentence,
              folder + ": world.wav has 100 frames, ringing _whistle_.wav has 99");
  }
  EXPECT_TRUE(around.names().empty());
}

TEST_F(Stems, NeedAnEmptyFolderAndAName) {
  std::filesystem::create_directory(folder);
  test::write_bytes(folder + "/mine.txt", "mine");
  const StreamSpec spec{Hertz(48000), 2, {}};
  EXPECT_EQ(StemSet::open(folder, kStems, spec, {}).error().sentence,
            folder + ": this folder is not empty; give a new one, or an empty one");
  EXPECT_EQ(StemSet::open(around / "new", {}, spec, {}).error().sentence,
            (around / "new") + ": there are no stems to write");
}

}  // namespace
}  // namespace otoscape::io::stems
