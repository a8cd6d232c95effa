// SPDX-License-Identifier: Apache-2.0
#include "io/sofa/binaural_hrirs.h"

#include <gtest/gtest.h>

#include "io/sofa/sofa_file.h"
#include "otoscape/spatial/spatial_test_support.h"

namespace otoscape::io::sofa {
namespace {

using spatial::across, spatial::layout, spatial::speech_loudness_change;
using Notes = std::vector<std::string>;

spatial::Hrirs packaged_hrirs(std::string_view name, double rate_hz) {
  Notes notes;
  auto hrirs = binaural_hrirs("", layout(name), Hertz(rate_hz), notes);
  EXPECT_TRUE(hrirs) << hrirs.error().sentence;
  return *std::move(hrirs);
}

// From the front and what `more` names, in degrees of azimuth.
MeasuredHead sparse_head(const std::vector<double>& more) {
  MeasuredHead head{"few.sofa", Hertz(48000.0), 64, {{}}, {}, {}};
  for (const double azimuth : more) {
    const double at = azimuth * std::numbers::pi / 180.0;
    head.places.push_back({std::cos(at), std::sin(at), 0.0});
  }
  head.responses.resize(head.places.size() * 2 * head.taps);
  for (std::size_t n = 0; n < 2 * head.places.size(); ++n) {
    head.responses[n * head.taps + 8] = 1.0f;
  }
  return head;
}

TEST(BinauralHrirs, ThePackagedHeadTellsDirectionsAtEveryRate) {
  for (const double rate : spatial::kRates) {
    const auto hrirs = packaged_hrirs("7.1.4", rate);
    for (const int left : {0, 4, 6, 8, 10}) {
      const auto low = across(hrirs, left, 500.0), other = across(hrirs, left + 1, 500.0);
      EXPECT_GT(low.seconds, 0.0003) << rate << " " << left;
      EXPECT_LT(low.seconds, 0.0009) << rate << " " << left;
      EXPECT_NEAR(low.seconds, -other.seconds, 2e-6) << rate << " " << left;
      EXPECT_GT(across(hrirs, left, 3000.0).level_db, 5.0) << rate << " " << left;
    }
    const auto front = across(hrirs, 2, 500.0);
    EXPECT_NEAR(front.level_db, 0.0, 0.01) << rate;
    EXPECT_NEAR(front.seconds, 0.0, 1e-7) << rate;
  }
}

// Kuhn (1977): low in frequency, an artificial head's delay is a sphere's, 3a/c from the side.
TEST(BinauralHrirs, ThePackagedHeadsDelayIsAHeads) {
  const double expected = 3.0 * spatial::kHeadRadiusM / spatial::kSoundSpeedMPerS;
  EXPECT_NEAR(across(packaged_hrirs("7.1", 48000.0), 6, 500.0).seconds, expected, 0.00005);
}

TEST(BinauralHrirs, SpeechInTheMiddleKeepsItsLoudness) {
  for (const double rate : {16000.0, 48000.0, 96000.0}) {
    EXPECT_NEAR(speech_loudness_change(packaged_hrirs("5.1", rate), {2}), 0.0, 0.01) << rate;
    EXPECT_NEAR(speech_loudness_change(packaged_hrirs("stereo", rate), {0, 1}), 0.0, 0.5) << rate;
  }
}

// BS.1770 counts a surround loudspeaker as 1.5 dB louder than one in front, since ears do.
TEST(BinauralHrirs, OtherLoudspeakersAreNearlyAsLoud) {
  const auto hrirs = packaged_hrirs("7.1.4", 48000.0);
  for (const int channel : {0, 1, 4, 5, 6, 7, 8, 9, 10, 11}) {
    const double change = speech_loudness_change(hrirs, {channel});
    EXPECT_GT(change, -1.0) << channel;
    EXPECT_LT(change, 2.0) << channel;
  }
}

TEST(BinauralHrirs, NotesSayWhoseHeadAndWhichRate) {
  Notes notes;
  ASSERT_TRUE(binaural_hrirs("", layout("5.1"), Hertz(44100.0), notes));
  EXPECT_EQ(notes, (Notes{"binaural by the head KEMAR, measured by Gardner and Martin, MIT Media "
                          "Lab"}));
  notes.clear();
  ASSERT_TRUE(binaural_hrirs(kPackagedHead, layout("5.1"), Hertz(48000.0), notes));
  EXPECT_EQ(notes, (Notes{std::string(kPackagedHead) +
                          ": measured at 44100 Hz; its responses were converted to 48000 Hz"}));
  notes.clear();
  ASSERT_TRUE(binaural_hrirs("sphere", layout("5.1"), Hertz(48000.0), notes));
  EXPECT_TRUE(notes.empty());
}

TEST(BinauralHrirs, WithoutThePackagedHeadASphereIsTaken) {
  Notes notes;
  const auto hrirs = binaural_hrirs("", layout("5.1"), Hertz(48000.0), notes, "/no/such.sofa");
  ASSERT_TRUE(hrirs);
  EXPECT_EQ(notes.size(), 1u);
  EXPECT_NE(notes.at(0).find("sphere"), std::string::npos);
  EXPECT_EQ(hrirs->coefficients, spatial::sphere_hrirs("5.1").coefficients);
}

TEST(BinauralHrirs, AUsersFileMustBeThere) {
  Notes notes;
  const auto hrirs = binaural_hrirs("mine.sofa", layout("5.1"), Hertz(48000.0), notes);
  ASSERT_FALSE(hrirs);
  EXPECT_EQ(hrirs.error().sentence, "mine.sofa: no such file");
}

TEST(BinauralHrirs, NamesTheLoudspeakerThatNoPlaceIsNear) {
  Notes notes;
  const auto sentence = [&](const std::vector<double>& places, std::string_view name) {
    const auto hrirs = hrirs_of(sparse_head(places), layout(name), Hertz(48000.0), notes);
    return hrirs ? std::string() : hrirs.error().sentence;
  };
  EXPECT_EQ(sentence({30.0, -30.0, 96.0, -124.0}, "5.1(side)"), "");
  EXPECT_EQ(sentence({30.0, -30.0, 90.0, -110.0}, "5.1(side)"),
            "few.sofa: the place nearest to the loudspeaker side left (azimuth 110°, elevation 0°) "
            "was measured 20° away from it; binaural needs one within 15°");
  EXPECT_NE(sentence({30.0, -30.0, 110.0, -110.0}, "5.1.2").find("top front left"),
            std::string::npos);
  EXPECT_TRUE(notes.empty());
}

}  // namespace
}  // namespace otoscape::io::sofa
