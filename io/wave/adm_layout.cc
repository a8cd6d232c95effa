// SPDX-License-Identifier: Apache-2.0
#include "io/wave/adm_layout.h"

#include <fmt/format.h>

#include <initializer_list>

namespace otoscape::io::wave {
namespace {

constexpr std::uint64_t set_of(std::initializer_list<int> channels) {
  std::uint64_t set = 0;
  for (const int channel : channels) set |= std::uint64_t{1} << channel;
  return set;
}

struct CommonPack {
  int number;
  std::uint64_t channels;  // bit n: channel format n
};

// BS.2094-1, table of pack formats for DirectSpeakers.
constexpr CommonPack kCommon[] = {
    {0x01, set_of({3})},                                                           // mono
    {0x02, set_of({1, 2})},                                                        // stereo
    {0x0a, set_of({1, 2, 3})},                                                     // 3.0
    {0x0b, set_of({1, 2, 3, 9})},                                                  // 4.0
    {0x0c, set_of({1, 2, 3, 5, 6})},                                               // 5.0
    {0x03, set_of({1, 2, 3, 4, 5, 6})},                                            // 5.1
    {0x0d, set_of({1, 2, 3, 4, 5, 6, 9})},                                         // 6.1
    {0x0f, set_of({1, 2, 3, 4, 0x0a, 0x0b, 0x1c, 0x1d})},                          // 7.1
    {0x04, set_of({1, 2, 3, 4, 5, 6, 0x0d, 0x0f})},                                // 5.1.2
    {0x05, set_of({1, 2, 3, 4, 5, 6, 0x0d, 0x0f, 0x10, 0x12})},                    // 5.1.4
    {0x17, set_of({1, 2, 3, 4, 0x0a, 0x0b, 0x1c, 0x1d, 0x22, 0x23, 0x1e, 0x1f})},  // 7.1.4
};
constexpr int kOwnPack = 0x1001;  // the first number that is free

}  // namespace

int adm_channel(Speaker speaker, const Layout& layout) {
  using enum Speaker;
  const bool two_pairs = layout.channel_of(back_left) && layout.channel_of(side_left);
  switch (speaker) {
    case front_left:
      return 0x01;
    case front_right:
      return 0x02;
    case front_centre:
      return 0x03;
    case lfe:
      return 0x04;
    case back_left:
      return two_pairs ? 0x1c : 0x05;
    case back_right:
      return two_pairs ? 0x1d : 0x06;
    case front_left_of_centre:
      return 0x07;
    case front_right_of_centre:
      return 0x08;
    case back_centre:
      return 0x09;
    case side_left:
      return two_pairs ? 0x0a : 0x05;
    case side_right:
      return two_pairs ? 0x0b : 0x06;
    case top_centre:
      return 0x0c;
    case top_front_left:
      return two_pairs ? 0x22 : 0x0d;
    case top_front_centre:
      return 0x0e;
    case top_front_right:
      return two_pairs ? 0x23 : 0x0f;
    case top_back_left:
      return two_pairs ? 0x1e : 0x10;
    case top_back_centre:
      return 0x11;
    case top_back_right:
      return two_pairs ? 0x1f : 0x12;
  }
  return 0;
}

AdmPack adm_pack(const Layout& layout) {
  std::uint64_t channels = 0;
  for (const Speaker speaker : layout.speakers())
    channels |= std::uint64_t{1} << adm_channel(speaker, layout);
  for (const CommonPack& pack : kCommon) {
    if (pack.channels == channels) return {fmt::format("AP_0001{:04x}", pack.number), true};
  }
  return {fmt::format("AP_0001{:04x}", kOwnPack), false};
}

}  // namespace otoscape::io::wave
