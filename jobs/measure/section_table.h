// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "otoscape/render/programme/section_loudness.h"

namespace otoscape::jobs::measure {

// A time in the film as the reader of the table counts it.
using TimeText = std::function<std::string(Seconds)>;
std::string clock_text(Seconds time);  // M:SS.s

// The loudness of a scene's sections, LU re the programme, a line for each; behind it a sentence
// for each warning. `indent` before each line.
std::string section_table(const std::vector<render::programme::SectionLoudness>& sections,
                          double programme_lufs, const TimeText& time, const std::string& indent);

}  // namespace otoscape::jobs::measure
