// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "otoscape/base/layout.h"

namespace otoscape::io::wave {

// As mixing desks label it: L, R, C, LFE, Ls, Lss, Lsr, Ltf … Where a layout has one pair of
// surrounds, they are Ls and Rs, beside or behind.
std::string_view speaker_name(Speaker speaker, const Layout& layout);

}  // namespace otoscape::io::wave
