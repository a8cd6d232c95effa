// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/joined_clock.h"

#include <gtest/gtest.h>

#include <fstream>

#include "io/media/read/media_reader.h"
#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::io::media {
namespace {

// The sound of a file of one mono track.
struct Heard {
  std::vector<float> samples;
  std::optional<SeekIndex> index;
};

Heard heard(const std::string& path) {
  auto reader = *MediaReader::open(path);
  EXPECT_TRUE(reader->choose({0}, false));
  Heard heard;
  const auto take = [&](Piece piece) {
    if (const auto* sound = std::get_if<SoundPiece>(&piece)) {
      const auto& samples = sound->samples[0];
      heard.samples.insert(heard.samples.end(), samples.begin(), samples.begin() + sound->frames);
    }
    return ok();
  };
  while (*reader->read(take)) {
  }
  heard.index = reader->index_of(0);
  return heard;
}

class Joined : public testing::Test {
 protected:
  // Mono MP3, which begins anywhere alike.
  void write(const std::string& name, double seconds) {
    test::write_wav(folder / "made.wav", test::noise_and_tones(48000, 1, seconds, 0.4));
    test::must_run(
        {"ffmpeg", "-v", "error", "-i", folder / "made.wav", "-c:a", "libmp3lame", folder / name});
  }
  test::TemporaryFolder folder;
};

// The same time stamps occur twice, so that no place could be found again with certainty.
TEST_F(Joined, HasNoPlacesToBeginAt) {
  write("a.ts", 14.0);
  const std::string once = test::bytes_of(folder / "a.ts");
  test::write_bytes(folder / "in.ts", once + once);
  const Heard alone = heard(folder / "a.ts"), joined = heard(folder / "in.ts");
  EXPECT_NEAR(static_cast<double>(joined.samples.size()), 28.0 * 48000.0, 4800.0);
  ASSERT_TRUE(alone.index && joined.index);
  EXPECT_EQ(alone.index->size(), 1u);
  EXPECT_EQ(joined.index->size(), 0u);
}

// A recorder still writes: what is there when reading arrives at the end is read.
TEST_F(Joined, AFileThatGrowsIsReadToItsEnd) {
  write("a.ts", 2.0);
  const std::string bytes = test::bytes_of(folder / "a.ts");
  const std::size_t half = bytes.size() / 188 / 2 * 188;
  test::write_bytes(folder / "in.ts", bytes.substr(0, half));
  auto reader = *MediaReader::open(folder / "in.ts");
  ASSERT_TRUE(reader->choose({0}, false));
  std::int64_t frames = 0;
  const auto take = [&](Piece piece) {
    if (const auto* sound = std::get_if<SoundPiece>(&piece)) frames += sound->frames;
    return ok();
  };
  while (frames < 4800 && *reader->read(take)) {
  }
  std::ofstream(folder / "in.ts", std::ios::binary | std::ios::app) << bytes.substr(half);
  while (*reader->read(take)) {
  }
  EXPECT_EQ(frames, std::ssize(heard(folder / "a.ts").samples));
}

}  // namespace
}  // namespace otoscape::io::media
