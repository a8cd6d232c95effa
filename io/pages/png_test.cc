// SPDX-License-Identifier: Apache-2.0
#include "io/pages/png.h"

#include <gtest/gtest.h>

#include <string>

namespace otoscape::io::pages {
namespace {

// The bytes that Python's zlib and struct give for the same picture.
TEST(Png, ASmallPictureHasTheBytesOfTheStandard) {
  IndexedPicture picture(2, 1);
  picture.colours = {{0, 0, 0}, {255, 128, 0}};
  picture.at(1, 0) = 1;
  const unsigned char expected[] = {
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0,   0,    0,    13,   'I',  'H',  'D',
      'R',  0,    0,    0,    2,    0,    0,    0,    1,   8,    3,    0,    0,    0,    0xc3,
      0xfc, 0x8f, 0xb8, 0,    0,    0,    6,    'P',  'L', 'T',  'E',  0,    0,    0,    255,
      128,  0,    0x20, 0x7c, 0x15, 0x69, 0,    0,    0,   14,   'I',  'D',  'A',  'T',  0x78,
      0x01, 1,    3,    0,    0xfc, 0xff, 0,    0,    1,   0x00, 0x04, 0x00, 0x02, 0x0b, 0x21,
      0x8b, 0x71, 0,    0,    0,    0,    'I',  'E',  'N', 'D',  0xae, 0x42, 0x60, 0x82};
  EXPECT_EQ(png(picture), std::string(reinterpret_cast<const char*>(expected), sizeof expected));
}

// More pixels than one stored block holds.
TEST(Png, ALargePictureHasAsManyBytesAsItsBlocks) {
  IndexedPicture picture(1000, 160);
  picture.colours = {{0, 0, 0}};
  const std::size_t rows = 160 * 1001, blocks = 3;
  EXPECT_EQ(png(picture).size(), 8 + 25 + 15 + (12 + 2 + 5 * blocks + rows + 4) + 12);
}

}  // namespace
}  // namespace otoscape::io::pages
