// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "io/output_file.h"
#include "io/wave/recording_chunks.h"
#include "io/wave/wave_writer.h"
#include "jobs/haptics/haptics_request.h"
#include "jobs/haptics/pattern_maker.h"

namespace otoscape::jobs::haptics {

// The file that vibration goes to: a sound file, or a pattern. It appears when it is closed.
class HapticsFile {
 public:
  struct Options {
    HapticsRequest request;
    bool overwrite = false;
    io::wave::WaveSamples samples = io::wave::WaveSamples::f32;
    io::wave::RecordingFacts facts;  // of a sound file
  };
  static Result<HapticsFile> open(const Options& options, Hertz rate);

  Status write(ConstBlock<FullScaleUnit> sound);
  Status close();

  HapticsSummary summary() const;
  io::haptics::Pattern pattern() const;  // of all that was written, whatever the file is

 private:
  HapticsFile(Options options, Hertz rate, io::OutputFile file);
  Error about(const Error& error) const;

  Options options_;
  Hertz rate_;
  io::OutputFile file_;
  std::optional<io::wave::WaveWriter> wave_;
  PatternMaker pattern_;
  std::int64_t frames_ = 0;
  float peak_ = 0.0f;
};

}  // namespace otoscape::jobs::haptics
