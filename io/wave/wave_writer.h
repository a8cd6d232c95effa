// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "io/wave/wave_format.h"
#include "otoscape/base/block.h"
#include "otoscape/base/result.h"

namespace otoscape::io::wave {

// Writes sound to a WAV file, piece by piece. 24 bit is rounded, and limited to full scale. The
// bytes do not depend on the partition into blocks.
class WaveWriter {
 public:
  // descriptions: chunks before the sound.
  static Result<WaveWriter> open(const std::string& path, const WaveFormat& format,
                                 std::vector<NewChunk> descriptions);

  // A sample that is no number is written as 0.
  Status write(ConstBlock<FullScaleUnit> sound);
  // The same bytes as for zeros. Long silence becomes a hole in the file, which takes no space
  // where the file system knows holes.
  void write_silence(std::uint64_t frames);
  // Writes the sizes. Without it the file is empty to its readers.
  Status close();

  std::uint64_t frames() const { return frames_; }
  // Largest magnitude so far; above 1, 24-bit files are clipped.
  float peak() const { return peak_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, Close>;
  WaveWriter(File file, const WaveFormat& format, std::vector<NewChunk> descriptions);
  char* room_for(std::size_t bytes);
  void add_zeros(std::size_t bytes);
  Status flush(std::size_t bytes);
  Status end_silence();

  File file_;
  WaveFormat format_;
  std::vector<NewChunk> descriptions_;
  std::vector<std::uint32_t> samples_;  // of a block, channel by channel, as they are written
  std::vector<char> bytes_;             // of the file, as many as wait to be written, and room
  std::size_t waiting_ = 0;             // they begin on a page
  std::uint64_t frames_ = 0;
  std::uint64_t silent_bytes_ = 0;  // of silence that is not in the file yet
  float peak_ = 0.0f;
};

}  // namespace otoscape::io::wave
