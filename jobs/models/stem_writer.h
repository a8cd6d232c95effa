// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/stems/stem_set.h"
#include "otoscape/render/stem_sink.h"

namespace otoscape::jobs::models {

// Writes the stems of one track's render into a folder, as long as the render and in time with it.
class StemWriter final : public render::StemSink {
 public:
  // origin: the frame at which the mix begins; where its sound begins later, so does that of the
  // stems. options.time_reference: of the programme's frame 0.
  StemWriter(std::string folder, io::stems::StemOptions options, std::int64_t origin)
      : folder_(std::move(folder)), options_(std::move(options)), origin_(origin) {}

  void begin(std::span<const render::StemName> stems, const StreamSpec& spec) override;
  void take(std::int64_t first, std::span<const FullScaleBlock> stems) override;

  // Writes these frames, which take has got, and forgets all before them. Frames of one call follow
  // those of the call before.
  Status write(std::int64_t first, int frames);
  // Makes the folder appear. Fails where nothing was written.
  Status close();

  // A sentence for each stem that was clipped, which 24 bit samples are.
  std::vector<std::string> notes() const;

 private:
  Status open(std::int64_t first);

  std::string folder_;
  io::stems::StemOptions options_;
  std::int64_t origin_;
  std::vector<io::stems::Stem> stems_;
  StreamSpec spec_;
  std::vector<std::vector<float>> waiting_;  // of every channel of every stem in turn
  std::int64_t first_ = 0;                   // index of the first frame that waits
  bool begun_ = false;
  std::optional<io::stems::StemSet> set_;
};

}  // namespace otoscape::jobs::models
