// SPDX-License-Identifier: Apache-2.0
#include "io/wave/adm.h"

#include <gtest/gtest.h>

#include "io/wave/adm_layout.h"
#include "io/wave/wave_writer.h"
#include "tests/support/riff.h"
#include "tests/support/shell.h"

namespace otoscape::io::wave {
namespace {

TEST(AdmPack, CommonLayoutsHaveTheirCommonPacks) {
  const std::pair<const char*, const char*> packs[] = {
      {"mono", "AP_00010001"}, {"stereo", "AP_00010002"},    {"3.0", "AP_0001000a"},
      {"4.0", "AP_0001000b"},  {"5.0", "AP_0001000c"},       {"5.0(side)", "AP_0001000c"},
      {"5.1", "AP_00010003"},  {"5.1(side)", "AP_00010003"}, {"6.1", "AP_0001000d"},
      {"7.1", "AP_0001000f"},  {"5.1.2", "AP_00010004"},     {"5.1.4", "AP_00010005"},
      {"7.1.4", "AP_00010017"}};
  for (const auto& [name, id] : packs) {
    EXPECT_EQ(adm_pack(*layout_named(name)).id, id) << name;
    EXPECT_TRUE(adm_pack(*layout_named(name)).is_common) << name;
  }
  for (const char* name : {"2.1", "3.1", "quad", "6.0", "7.0", "7.1.2"}) {
    EXPECT_EQ(adm_pack(*layout_named(name)).id, "AP_00011001") << name;
    EXPECT_FALSE(adm_pack(*layout_named(name)).is_common) << name;
  }
}

TEST(AdmChannel, NoTwoLoudspeakersOfALayoutAreOne) {
  for (const NamedLayout& named : named_layouts()) {
    std::set<int> channels;
    for (const Speaker speaker : named.layout.speakers())
      EXPECT_TRUE(channels.insert(adm_channel(speaker, named.layout)).second) << named.name;
  }
}

TEST(ChnaChunk, SaysWhichChannelIsWhichTrack) {
  const NewChunk chunk = chna_chunk({"heard", *layout_named("7.1.4"), 48000, 24, 48000});
  ASSERT_EQ(chunk.body.size(), 4u + 12 * 40);
  EXPECT_EQ(test::number_in(chunk.body, 0, 2), 12u);
  EXPECT_EQ(test::number_in(chunk.body, 2, 2), 12u);
  // Fifth: back left, at M+135.
  EXPECT_EQ(test::number_in(chunk.body, 4 + 4 * 40, 2), 5u);
  EXPECT_EQ(chunk.body.substr(4 + 4 * 40 + 2, 38),
            std::string("ATU_00000005AT_0001001c_01AP_00010017") + '\0');
}

TEST(AxmlChunk, DefinesOnlyWhatIsNotCommon) {
  const auto text = [](const char* layout) {
    return axml_chunk({"a & b", *layout_named(layout), 48000, 24, 48000 * 3661 + 24000}).body;
  };
  EXPECT_EQ(text("5.1").find("<audioPackFormat "), std::string::npos);
  EXPECT_NE(text("5.1").find("audioProgrammeName=\"a &amp; b\" start=\"00:00:00.00000\" "
                             "end=\"01:01:01.50000\""),
            std::string::npos);
  const std::string own = text("7.1.2");
  EXPECT_NE(own.find("audioPackFormatID=\"AP_00011001\" audioPackFormatName=\"7.1.2\" "
                     "typeLabel=\"0001\" typeDefinition=\"DirectSpeakers\""),
            std::string::npos);
  for (const char* side : {"AC_0001000a", "AC_0001000b", "AC_00010022", "AC_00010023"})
    EXPECT_NE(own.find(side), std::string::npos) << side;
}

class AppendAdm : public testing::Test {
 protected:
  // A file of 100 silent frames.
  std::string file(const char* layout, WaveSamples samples) {
    const std::vector<float> silence(100);
    const Layout speakers = *layout_named(layout);
    auto writer = WaveWriter::open(folder / "a.wav", {48000, speakers, samples}, {});
    const std::vector<const float*> channels(static_cast<std::size_t>(speakers.channels()),
                                             silence.data());
    EXPECT_TRUE(writer->write({std::span<const float* const>(channels), 100}));
    EXPECT_TRUE(writer->close());
    return folder / "a.wav";
  }
  test::TemporaryFolder folder;
};

TEST_F(AppendAdm, WritesWhatTheFileItselfSays) {
  for (const NamedLayout& named : named_layouts()) {
    const std::string path = file(std::string(named.name).c_str(), WaveSamples::s24);
    ASSERT_TRUE(append_adm(path, "heard", named.layout)) << named.name;
    const test::Riff riff = test::read_riff(path);
    EXPECT_EQ(riff.order, "JUNK fmt  data chna axml ");
    EXPECT_EQ(riff.chunks.at("axml"), axml_chunk({"heard", named.layout, 48000, 24, 100}).body);
    EXPECT_EQ(riff.chunks.at("chna"), chna_chunk({"heard", named.layout, 48000, 24, 100}).body);
  }
}

TEST_F(AppendAdm, RefusesWhatTheModelCannotDescribe) {
  const auto sentence = [](const Status& status) {
    return status ? std::string() : status.error().sentence;
  };
  EXPECT_EQ(sentence(append_adm(file("stereo", WaveSamples::f32), "a", *layout_named("stereo"))),
            "ADM describes integer samples only");
  EXPECT_EQ(sentence(append_adm(file("7.1.4", WaveSamples::f32), "a", *layout_named("7.1.4"))),
            "ADM describes integer samples only");
  EXPECT_EQ(sentence(append_adm(file("stereo", WaveSamples::s24), "a", *layout_named("5.1"))),
            "the file has 2 channels, its layout 6");
  test::write_bytes(folder / "b.wav", "RIFF");
  EXPECT_EQ(sentence(append_adm(folder / "b.wav", "a", *layout_named("5.1"))),
            "ADM belongs to a WAV file with sound");
}

}  // namespace
}  // namespace otoscape::io::wave
