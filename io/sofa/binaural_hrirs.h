// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/sofa/sofa_file.h"
#include "otoscape/base/layout.h"
#include "otoscape/base/result.h"
#include "otoscape/spatial/hrirs.h"
#include "otoscape/units/frequency.h"

namespace otoscape::io::sofa {

// KEMAR, an artificial head, as Gardner and Martin of the MIT Media Lab measured it in 1994; the
// file comes with libmysofa.
inline constexpr const char* kPackagedHead = "/usr/share/libmysofa/MIT_KEMAR_normal_pinna.sofa";
inline constexpr double kFarthestDeg = 15.0;

// For a head that was read. Fails where, of the places measured, the one nearest to a loudspeaker
// or to the front is farther than kFarthestDeg from it. Adds a note where it was measured at
// another rate.
Result<spatial::Hrirs> hrirs_of(MeasuredHead head, const Layout& layout, Hertz rate,
                                std::vector<std::string>& notes);

// The head that a user names: a SOFA file, "sphere" (spatial/sphere.h), or with "" kPackagedHead
// and, where that is missing, the sphere; a note says which. Fails as read_sofa and hrirs_of do.
// `packaged` is for tests.
Result<spatial::Hrirs> binaural_hrirs(const std::string& spec, const Layout& layout, Hertz rate,
                                      std::vector<std::string>& notes,
                                      const std::string& packaged = kPackagedHead);

}  // namespace otoscape::io::sofa
