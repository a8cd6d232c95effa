// SPDX-License-Identifier: Apache-2.0
#include "io/wave/wave_chunks.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "io/wave/wave_format.h"
#include "tests/support/riff.h"
#include "tests/support/shell.h"

namespace otoscape::io::wave {
namespace {

const Layout kStereo = *layout_named("stereo");

// A file whose sound is a hole of `bytes` bytes, so that 4 GB take no disk.
std::string sparse(const test::TemporaryFolder& folder, std::uint64_t frames) {
  const std::string path = folder / "large.wav";
  const WaveFormat format{48000, kStereo, WaveSamples::s24};
  const std::string head = wave_head(format, {}, frames);
  test::write_bytes(path, head);
  std::filesystem::resize_file(path, head.size() + frames * 6);
  return path;
}

TEST(AppendChunks, AFileThatPassesFourGigabytesBecomesRf64) {
  const test::TemporaryFolder folder;
  // 4 GB less 260 bytes: the head's 88 bytes and a chunk of 400 pass it.
  const std::uint64_t frames = (0x100000000 - 260) / 6;
  const std::string path = sparse(folder, frames);
  ASSERT_EQ(test::read_riff(path).kind, "RIFF");
  const NewChunk small{"note", "short"}, large{"axml", std::string(401, 'x')};
  ASSERT_TRUE(append_chunks(path, {&small, 1}));
  ASSERT_EQ(test::read_riff(path).kind, "RIFF");
  ASSERT_TRUE(append_chunks(path, {&large, 1}));
  const test::Riff riff = test::read_riff(path);
  EXPECT_EQ(riff.kind, "RF64");
  EXPECT_EQ(riff.order, "ds64 fmt  data note axml ");
  EXPECT_EQ(riff.data_bytes, frames * 6);
  EXPECT_EQ(test::number_in(riff.chunks.at("ds64"), 16, 8), frames);
  EXPECT_EQ(riff.chunks.at("note"), "short");
  EXPECT_EQ(riff.chunks.at("axml"), large.body);
  // And from there on.
  ASSERT_TRUE(append_chunks(path, {&small, 1}));
  EXPECT_EQ(test::read_riff(path).order, "ds64 fmt  data note axml note ");
}

TEST(AppendChunks, WithoutAPlaceForLargeSizesTheFileStaysAsItIs) {
  const test::TemporaryFolder folder;
  const std::string path = sparse(folder, (0x100000000 - 260) / 6);
  {
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(12);
    file << "PAD ";
  }
  const auto size = std::filesystem::file_size(path);
  const NewChunk large{"axml", std::string(401, 'x')};
  const auto status = append_chunks(path, {&large, 1});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().sentence, "a WAV file above 4 GB has no place for more descriptions");
  EXPECT_EQ(std::filesystem::file_size(path), size);
  EXPECT_EQ(test::read_riff(path).kind, "RIFF");
}

TEST(AppendChunks, OtherFilesAreRefused) {
  const test::TemporaryFolder folder;
  test::write_bytes(folder / "a.flac", "fLaC and so on");
  const NewChunk chunk{"axml", "x"};
  EXPECT_FALSE(append_chunks(folder / "a.flac", {&chunk, 1}));
  EXPECT_EQ(test::bytes_of(folder / "a.flac"), "fLaC and so on");
}

}  // namespace
}  // namespace otoscape::io::wave
