// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// Bits of AAC (ISO/IEC 14496-3) that FFmpeg's encoder does not write, or not as decoders read them.

namespace otoscape::io::media {

// An element of a raw data block is named by kind and tag, whatever its place in the block.
struct AacElement {
  enum class Kind : std::uint8_t { single, pair };
  Kind kind = Kind::single;
  int tag = 0;  // 0…15
};

// Where the elements' loudspeakers stand: each list from the front centre outwards and backwards,
// so that a single element at the front comes before the pairs, and one at the back after them.
struct AacProgram {
  std::vector<AacElement> front, side, back;
  bool lfe = false;  // its tag is 0
};

// An AudioSpecificConfig (1.6.2.1) whose loudspeakers a program config element says, with the
// object type and rate of an encoder's own, and without spectral band replication. own: at least
// two bytes, of a rate with an index (table 1.18).
std::vector<std::uint8_t> aac_config(std::span<const std::uint8_t> own, const AacProgram& program);

// One raw data block (4.5.2.1) of two: all elements of `first`, then those of `second`, which is a
// block of one single or pair element; that gets `tag`. None: they are not such blocks.
std::optional<std::vector<std::uint8_t>> joined_blocks(std::span<const std::uint8_t> first,
                                                       std::span<const std::uint8_t> second,
                                                       int tag);

}  // namespace otoscape::io::media
