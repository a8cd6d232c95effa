// SPDX-License-Identifier: Apache-2.0
#include "io/sofa/sofa_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "io/sofa/binaural_hrirs.h"

namespace otoscape::io::sofa {
namespace {

std::string packaged() {
  std::ifstream in(kPackagedHead, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The reader's sentence about a file with these bytes, without the file's name.
std::string sentence(const std::string& bytes) {
  const std::string path = testing::TempDir() + "/head.sofa";
  std::ofstream(path, std::ios::binary) << bytes;
  const auto head = read_sofa(path);
  std::filesystem::remove(path);
  if (head) return "";
  const std::string& words = head.error().sentence;
  EXPECT_TRUE(words.starts_with(path + ": ")) << words;
  return words.substr(std::min(words.size(), path.size() + 2));
}

std::string with(std::string bytes, const std::string& word, const std::string& other) {
  const auto at = bytes.find(word);
  EXPECT_NE(at, std::string::npos) << word;
  EXPECT_EQ(word.size(), other.size());
  return bytes.replace(at, word.size(), other);
}

TEST(SofaFile, ReadsThePackagedHead) {
  const auto head = read_sofa(kPackagedHead);
  ASSERT_TRUE(head) << head.error().sentence;
  EXPECT_EQ(head->rate, Hertz(44100.0));
  EXPECT_EQ(head->places.size(), 710u);
  EXPECT_EQ(head->taps, 512u);
  EXPECT_EQ(head->responses.size(), 710u * 2 * 512);
}

// Gardner and Martin measured every 5° on the level and every 6.4° at an elevation of 40°.
TEST(SofaFile, FindsTheNearestPlace) {
  const auto head = read_sofa(kPackagedHead);
  ASSERT_TRUE(head);
  EXPECT_NEAR(head->nearest({110.0, 0.0}).off_deg, 0.0, 0.1);
  const auto left = head->nearest({45.0, 45.0}), right = head->nearest({-45.0, 45.0});
  EXPECT_NEAR(left.off_deg, 5.0, 0.1);
  EXPECT_NEAR(head->places[left.place].left, -head->places[right.place].left, 1e-6);
  EXPECT_GT(head->places[left.place].left, 0.4);
  EXPECT_NEAR(head->nearest({0.0, -90.0}).off_deg, 50.0, 0.1);
}

TEST(SofaFile, SaysWhyAFileCannotBeRead) {
  EXPECT_EQ(read_sofa("/no/such.sofa").error().sentence, "/no/such.sofa: no such file");
  EXPECT_EQ(read_sofa("/usr").error().sentence, "/usr: is not a file");
  EXPECT_EQ(sentence(""), "is not a SOFA file");
  EXPECT_EQ(sentence("RIFF....WAVE"), "is not a SOFA file");
  const std::string bytes = packaged();
  EXPECT_EQ(sentence(bytes.substr(0, 30)), "is not a SOFA file");
  EXPECT_EQ(sentence(bytes.substr(0, 3000)),
            "is cut off: it has 3000 bytes and says that it has 1173158");
  std::string zeros = bytes;
  std::fill(zeros.begin() + 100, zeros.begin() + 40000, '\0');
  EXPECT_NE(sentence(zeros).find("is damaged"), std::string::npos);
  EXPECT_EQ(sentence(bytes), "");
}

TEST(SofaFile, RefusesOtherConventions) {
  EXPECT_EQ(sentence(with(packaged(), "SimpleFreeFieldHRIR", "SimpleFreeFieldHRTF")),
            "is SOFA of the convention \"SimpleFreeFieldHRTF\" with data \"FIR\"; binaural needs "
            "SimpleFreeFieldHRIR with FIR");
  EXPECT_EQ(sentence(with(packaged(), "spherical", "spheroid.")),
            "does not say whether its places are spherical or cartesian");
}

TEST(SofaFile, RefusesWhatContradictsItself) {
  EXPECT_EQ(sentence(with(packaged(), "variable.       710", "variable.       711")),
            "contradicts itself: the numbers of places, responses and delays differ");
  EXPECT_EQ(sentence(with(packaged(), "variable.         2", "variable.         3")),
            "has responses at 3 places of the head; binaural needs two ears");
}

TEST(SofaFile, AHeadHasItsMeasurementsResponses) {
  MeasuredHead measured{"head", Hertz(48000.0), 64, {{1.0, 0.0, 0.0}}, std::vector<float>(128), {}};
  measured.responses[10] = 1.0f;       // left: 10 frames late
  measured.responses[64 + 12] = 0.5f;  // right: 12 frames late and 6 dB fainter, and delayed by 2.5
  measured.delays_frames.push_back({0.0f, 2.5f});
  const spatial::Head head = as_head(measured);
  const auto left = head.response({}, spatial::Ear::left),
             right = head.response({}, spatial::Ear::right);
  EXPECT_EQ(left.size(), 501u);
  for (std::size_t k = 0; k < left.size(); k += 50) {
    const double turn = -2.0 * std::numbers::pi * spatial::grid_hz(k) / 48000.0;
    EXPECT_NEAR(std::abs(left[k] - std::polar(1.0, 10.0 * turn)), 0.0, 1e-9) << k;
    EXPECT_NEAR(std::abs(right[k] - std::polar(0.5, 14.5 * turn)), 0.0, 1e-9) << k;
  }
}

}  // namespace
}  // namespace otoscape::io::sofa
