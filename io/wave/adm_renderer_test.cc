// SPDX-License-Identifier: Apache-2.0
// The EBU's own renderer of the Audio Definition Model (EBU Tech 3388; "ear" of PyPI) reads our
// files. Skipped unless OTOSCAPE_EAR_RENDER names its program: './run adm' installs it.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <numbers>

#include "io/wave/adm.h"
#include "io/wave/wave_writer.h"
#include "tests/support/riff.h"
#include "tests/support/shell.h"

namespace otoscape::io::wave {
namespace {

constexpr int kFrames = 9600;  // each tone makes a whole number of turns
constexpr double kAmplitude = 0.1;

double tone_hz(std::size_t channel) { return 200.0 + 100.0 * static_cast<double>(channel); }

// A tone of its own in each channel.
std::string made(const test::TemporaryFolder& folder, const Layout& layout) {
  std::vector<std::vector<float>> tones(static_cast<std::size_t>(layout.channels()));
  std::vector<const float*> channels;
  for (std::size_t c = 0; c < tones.size(); ++c) {
    for (int f = 0; f < kFrames; ++f) {
      tones[c].push_back(static_cast<float>(
          kAmplitude * std::sin(2.0 * std::numbers::pi * tone_hz(c) * f / 48000.0)));
    }
    channels.push_back(tones[c].data());
  }
  auto writer = WaveWriter::open(folder / "in.wav", {48000, layout, WaveSamples::s24}, {});
  EXPECT_TRUE(writer->write({std::span<const float* const>(channels), kFrames}));
  EXPECT_TRUE(writer->close());
  EXPECT_TRUE(append_adm(folder / "in.wav", "tones", layout));
  return folder / "in.wav";
}

// Amplitude of tone `tone` in channel `channel` of a 24-bit file.
double amplitude(const std::string& path, std::size_t channel, std::size_t tone) {
  const test::Riff riff = test::read_riff(path);
  const std::string bytes = test::bytes_of(path);
  const std::string& fmt = riff.chunks.at("fmt ");
  const std::size_t count = test::number_in(fmt, 2, 2), width = test::number_in(fmt, 14, 2) / 8;
  double real = 0.0, imaginary = 0.0;
  for (std::size_t f = 0; f < kFrames; ++f) {
    const std::uint64_t raw = test::number_in(bytes, riff.data_at + (f * count + channel) * width,
                                              static_cast<int>(width))
                              << (64 - 8 * width);
    const double sample = static_cast<double>(static_cast<std::int64_t>(raw)) * 0x1p-63;
    const double turn = 2.0 * std::numbers::pi * tone_hz(tone) * static_cast<double>(f) / 48000.0;
    real += sample * std::cos(turn);
    imaginary += sample * std::sin(turn);
  }
  return 2.0 * std::hypot(real, imaginary) / kFrames;
}

struct Case {
  const char *layout, *system;
  std::vector<std::size_t> places;  // in the system's order (ITU-R BS.2051-3), of each channel
};

TEST(EbuRenderer, PutsEachChannelWhereItBelongs) {
  const char* program = std::getenv("OTOSCAPE_EAR_RENDER");
  if (program == nullptr) GTEST_SKIP() << "OTOSCAPE_EAR_RENDER is not set";
  const Case cases[] = {
      {"mono", "0+5+0", {2}},
      {"stereo", "0+2+0", {0, 1}},
      {"quad", "0+5+0", {0, 1, 4, 5}},
      {"5.1", "0+5+0", {0, 1, 2, 3, 4, 5}},
      {"5.1(side)", "0+5+0", {0, 1, 2, 3, 4, 5}},
      {"7.0", "0+7+0", {0, 1, 2, 6, 7, 4, 5}},
      {"7.1", "0+7+0", {0, 1, 2, 3, 6, 7, 4, 5}},
      {"5.1.2", "2+5+0", {0, 1, 2, 3, 4, 5, 6, 7}},
      {"5.1.4", "4+5+0", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}},
      {"7.1.2", "4+7+0", {0, 1, 2, 3, 6, 7, 4, 5, 8, 9}},
      {"7.1.4", "4+7+0", {0, 1, 2, 3, 6, 7, 4, 5, 8, 9, 10, 11}},
  };
  for (const Case& made_case : cases) {
    const test::TemporaryFolder folder;
    const std::string in = made(folder, *layout_named(made_case.layout));
    const test::Ran ran = test::run({program, "-s", made_case.system, in, folder / "out.wav"});
    ASSERT_EQ(ran.status, 0) << made_case.layout << ": " << ran.err;
    for (std::size_t c = 0; c < made_case.places.size(); ++c) {
      EXPECT_NEAR(amplitude(folder / "out.wav", made_case.places[c], c), kAmplitude, 1e-5)
          << made_case.layout << " channel " << c;
    }
  }
}

}  // namespace
}  // namespace otoscape::io::wave
