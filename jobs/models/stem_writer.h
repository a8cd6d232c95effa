// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "jobs/models/stem_files.h"
#include "otoscape/render/stem_sink.h"

namespace otoscape::jobs::models {

// Writes the stems of one track's render into a folder, as long as the render and in time with it.
class StemWriter final : public render::StemSink {
 public:
  // setup: without a spec, which begin gives; options.time_reference is that of the programme's
  // frame 0. origin: the frame at which the region begins.
  StemWriter(StemFiles::Setup setup, std::int64_t origin)
      : setup_(std::move(setup)), origin_(origin) {}

  void begin(std::span<const render::StemName> stems, const StreamSpec& spec) override;
  void take(std::int64_t first, int frames, std::span<const FullScaleBlock> stems) override;

  // Before the first write: whether the mix keeps the file's clock. Where its sound begins late on
  // it, so does that of the stems.
  void keep_clock(bool keeps) { keeps_clock_ = keeps; }
  // Writes these frames, which take has got, and forgets all before them. Frames of one call follow
  // those of the call before. zero: the programme's frame 0 on the file's clock.
  Status write(std::int64_t first, int frames, std::int64_t zero);
  // Makes the folder appear. Fails where nothing was written.
  Status close();

  // After close: the stems, and a sentence for each that was clipped, which 24 bit samples are.
  std::vector<StemFacts> facts() const;
  std::vector<std::string> notes() const;

 private:
  Status open(std::int64_t first, std::int64_t zero);
  StemPiece cut(std::size_t skip, std::size_t count);

  StemFiles::Setup setup_;
  std::int64_t origin_;
  bool keeps_clock_ = false;
  std::vector<io::stems::Stem> stems_;
  // What take got and write has not: rows as of a StemPiece, and the frames of each.
  std::vector<std::vector<float>> waiting_;
  std::size_t waiting_frames_ = 0;
  std::int64_t first_ = 0;  // index of the first frame that waits
  bool begun_ = false;
  std::unique_ptr<StemFiles> files_;
};

}  // namespace otoscape::jobs::models
