// SPDX-License-Identifier: Apache-2.0
#include "io/wave/recording_chunks.h"

#include <gtest/gtest.h>

#include "tests/support/riff.h"

namespace otoscape::io::wave {
namespace {

const WaveFormat kSurround{48000, *layout_named("5.1"), WaveSamples::s24};
// An hour and a bit after midnight, beyond 32 bits at no rate in use; so made larger.
const RecordingFacts kFacts{"world",       "the outside as heard",           "Loud",
                            0x1'0000'0005, TimecodeRate{24000, 1001, false}, "2024-05-06",
                            "12:34:56"};

// EBU Tech 3285: where each field of bext stands.
TEST(BroadcastChunk, FieldsStandInTheirPlaces) {
  const NewChunk chunk = broadcast_chunk(kFacts, kSurround);
  EXPECT_EQ(chunk.id, "bext");
  const auto text = [&](std::size_t at, std::size_t length) {
    return std::string(chunk.body.substr(at, length).c_str());
  };
  EXPECT_EQ(text(0, 256), "world: the outside as heard");
  EXPECT_EQ(text(256, 32), "otoscape");
  EXPECT_EQ(text(320, 10), "2024-05-06");
  EXPECT_EQ(text(330, 8), "12:34:56");
  EXPECT_EQ(test::number_in(chunk.body, 338, 8), 0x1'0000'0005u);
  EXPECT_EQ(test::number_in(chunk.body, 346, 2), 2u);
  for (std::size_t i = 0; i < 5; ++i)
    EXPECT_EQ(test::number_in(chunk.body, 412 + 2 * i, 2), 0x7fffu) << "no loudness";
  EXPECT_EQ(chunk.body.substr(602), "A=PCM,F=48000,W=24,T=otoscape\r\n");
}

TEST(BroadcastChunk, WithoutADateTheBytesAreAlwaysTheSame) {
  const NewChunk chunk = broadcast_chunk({"felt", "", "", 0, {}, "", ""}, kSurround);
  EXPECT_EQ(chunk.body.substr(320, 18), std::string(18, '\0'));
}

TEST(BroadcastChunk, TextIsAsciiAndEndsWithItsField) {
  const NewChunk chunk =
      broadcast_chunk({"h\xc3\xb6ren\n", std::string(400, 'x'), "", 0, {}, "", ""}, kSurround);
  EXPECT_EQ(chunk.body.substr(0, 8), "h?ren?: ");
  EXPECT_EQ(chunk.body.substr(250, 14), "xxxxxxotoscape");
}

int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(IxmlChunk, NamesEachChannelAndTheTimecode) {
  const NewChunk chunk = ixml_chunk(kFacts, kSurround);
  EXPECT_EQ(chunk.id, "iXML");
  for (const char* part :
       {"<PROJECT>Loud</PROJECT>", "<NOTE>the outside as heard</NOTE>",
        "<TIMECODE_RATE>24000/1001</TIMECODE_RATE>", "<TIMECODE_FLAG>NDF</TIMECODE_FLAG>",
        "<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>1</", "<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>5</",
        "<TRACK_COUNT>6</TRACK_COUNT>", "<NAME>world L</NAME>", "<NAME>world R</NAME>",
        "<NAME>world C</NAME>", "<NAME>world LFE</NAME>", "<NAME>world Ls</NAME>",
        "<NAME>world Rs</NAME>"}) {
    EXPECT_EQ(count(chunk.body, part), 1) << part;
  }
  EXPECT_EQ(count(chunk.body, "<TRACK>"), 6);
}

TEST(IxmlChunk, SaysNothingOfWhatIsNotKnown) {
  const NewChunk chunk = ixml_chunk({"a <b> & \"c\"", "", "", 0, {}, "", ""},
                                    {48000, *layout_named("mono"), WaveSamples::f32});
  EXPECT_EQ(count(chunk.body, "<NAME>a &lt;b&gt; &amp; &quot;c&quot;</NAME>"), 1);
  for (const char* part : {"PROJECT", "NOTE", "TIMECODE", "SCENE", "TAKE"})
    EXPECT_EQ(count(chunk.body, part), 0) << part;
}

}  // namespace
}  // namespace otoscape::io::wave
