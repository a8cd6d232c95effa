// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/aac_bits.h"

#include <gtest/gtest.h>

#include <string>

namespace otoscape::io::media {
namespace {

using Bytes = std::vector<std::uint8_t>;

AacElement single(int tag) { return {AacElement::Kind::single, tag}; }
AacElement pair(int tag) { return {AacElement::Kind::pair, tag}; }

// Spaces are for the reader; zeros fill the last byte.
Bytes bytes_of(const std::string& bits) {
  Bytes bytes;
  int count = 0;
  for (const char bit : bits) {
    if (bit == ' ') continue;
    if (count++ % 8 == 0) bytes.push_back(0);
    if (bit == '1')
      bytes.back() = static_cast<std::uint8_t>(bytes.back() | 0x80 >> (count - 1) % 8);
  }
  return bytes;
}

const Bytes kLowComplexity48 = {0x11, 0xb0, 0x56, 0xe5, 0x00};  // FFmpeg's, of 5.1 at 48 kHz
const std::string kNoBandReplication = "01010110111 00101 0";

// Field by field, as table 4.2 of ISO/IEC 14496-3 has them.
TEST(AacBits, AConfigurationSaysEachElementsPlace) {
  const Bytes wanted = bytes_of(
      "00010 0011 0000 000"  // low complexity, 48 kHz, by the element's lists
      "0000 01 0011 0010 0001 0001 01 000 0000 000"  // numbers of elements
      "0 0000  1 0000  1 0001  0 0001  0000"         // front, side, back, LFE
      "000000 00000000" +
      kNoBandReplication);
  EXPECT_EQ(aac_config(kLowComplexity48, {{single(0), pair(0)}, {pair(1)}, {single(1)}, true}),
            wanted);
}

// The bytes that FFmpeg 5.1 writes for 2.1 and quad, without its comment.
TEST(AacBits, AConfigurationIsTheEncodersOwnWhereThatIsRight) {
  EXPECT_EQ(aac_config(kLowComplexity48, {{pair(0)}, {}, {}, true}),
            (Bytes{0x11, 0x80, 0x04, 0xc4, 0x01, 0x00, 0x20, 0x00, 0x00, 0x56, 0xe5, 0x00}));
  EXPECT_EQ(aac_config(kLowComplexity48, {{pair(0)}, {}, {pair(1)}, false}),
            (Bytes{0x11, 0x80, 0x04, 0xc4, 0x04, 0x00, 0x21, 0x10, 0x00, 0x56, 0xe5, 0x00}));
}

TEST(AacBits, JoinedBlocksHoldTheElementsOfBothAndOneEnd) {
  const std::string kPair = "001 0000", kSingle = "000 0000", kEnd = "111";
  // Every place of the first block's end in its byte, and of the second's.
  for (std::size_t a = 1; a <= 17; ++a) {
    for (std::size_t b = 1; b <= 17; ++b) {
      const std::string first(a, '1'), second = "0" + std::string(b, '1');
      EXPECT_EQ(joined_blocks(bytes_of(kPair + first + kEnd), bytes_of(kSingle + second + kEnd), 1),
                bytes_of(kPair + first + "000 0001" + second + kEnd))
          << a << " " << b;
    }
  }
}

TEST(AacBits, WhatHasNoEndOrBeginsWithAnotherElementIsNotJoined) {
  const Bytes block = bytes_of("000 0000 1010 111"), fill = bytes_of("110 0001 10101010 111");
  EXPECT_TRUE(joined_blocks(block, block, 1));
  EXPECT_FALSE(joined_blocks(block, fill, 1));
  EXPECT_FALSE(joined_blocks(bytes_of("000 0000 1010 011"), block, 1));
  EXPECT_FALSE(joined_blocks(block, Bytes{0x01, 0xc0, 0x00}, 1));
  EXPECT_FALSE(joined_blocks(block, {}, 1));
}

}  // namespace
}  // namespace otoscape::io::media
