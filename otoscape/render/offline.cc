// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/offline.h"

#include <algorithm>
#include <array>
#include <vector>

namespace otoscape::render {

Result<Frames> render_offline(Source& source, Renderer& renderer, Sink& sink,
                              const StreamSpec& spec) {
  constexpr int kBlock = 4096;
  std::array<std::vector<float>, 2> memory{std::vector<float>(kBlock), std::vector<float>(kBlock)};
  const FullScaleBlock block({memory[0].data(), memory[1].data()}, spec.ears, kBlock);
  std::int64_t early = renderer.latency().value();  // frames to cut off at the start
  std::int64_t owed = 0, written = 0;
  bool ended = false;
  while (!ended || owed > 0) {
    int count = 0;
    if (!ended) {
      const auto read = source.read(block);
      if (!read) return read.error();
      count = *read;
      ended = count == 0;
      owed += count;
    }
    if (ended) {
      for (auto& channel : memory) std::ranges::fill(channel, 0.0f);
      count = kBlock;
    }
    const FullScaleBlock now = block.part(0, count);
    renderer.process(now, now);
    const int skip = static_cast<int>(std::min<std::int64_t>(early, count));
    const int keep = static_cast<int>(std::min<std::int64_t>(count - skip, owed));
    early -= skip;
    if (keep == 0) continue;
    if (auto status = sink.write(now.part(skip, keep)); !status) return status.error();
    owed -= keep;
    written += keep;
  }
  return Frames(written);
}

}  // namespace otoscape::render
