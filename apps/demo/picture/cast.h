// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "apps/demo/picture/person.h"
#include "apps/demo/sound/crowd.h"
#include "apps/demo/sound/mouth.h"

namespace otoscape::demo::picture {

inline constexpr Looks kSam{ink(0xc48a66), ink(0x2b1d1a), ink(0x41607a),
                            ink(0x262b3d), Hair::cropped, true};
inline constexpr Looks kRuth{ink(0xecbd9c), ink(0xa8452a), ink(0x9a3348), ink(0x20242f),
                             Hair::long_waves};
inline constexpr Looks kAudiologist{ink(0xd9a684), ink(0x9a9ca4), ink(0x4f8a8b), ink(0x2d323c),
                                    Hair::side,    false,         true};
inline constexpr Looks kGuitarist{ink(0x74462f), ink(0x181112), ink(0x5d4a86), ink(0x1e2130),
                                  Hair::curls};
inline constexpr Looks kBassist{ink(0xdba884), ink(0x4b3524), ink(0x3d6b4f),
                                ink(0x22252e), Hair::bald,    true};
// From the left, as their voices are.
inline constexpr std::array<Looks, sound::kGuestCount> kGuests{{
    {ink(0xd9a07c), ink(0x6b4a2c), ink(0x2f6f7a), ink(0x20242f), Hair::cropped, true},
    {ink(0x8a5638), ink(0x1a1213), ink(0xd08a3c), ink(0x20242f), Hair::bun},
    {ink(0xe6b594), ink(0xb5662f), ink(0x4d7a4a), ink(0x20242f), Hair::side, true},
    {ink(0xb67a54), ink(0x1d1516), ink(0xb04a4a), ink(0x20242f), Hair::cropped},
    {ink(0xecc3a4), ink(0xc9a45c), ink(0x7a5aa8), ink(0x20242f), Hair::bob},
    {ink(0x6b412c), ink(0x141011), ink(0xc76a86), ink(0x20242f), Hair::curls, false, true},
}};

// The opening of a speaker's mouth, 0…1; 0 for who says nothing.
double mouth_at(const std::vector<sound::Mouth>& mouths, std::string_view speaker, double seconds);

}  // namespace otoscape::demo::picture
