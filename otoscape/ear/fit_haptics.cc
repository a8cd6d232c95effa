// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/fit_haptics.h"

#include <algorithm>
#include <cmath>

#include "otoscape/hearing/describe.h"

namespace otoscape::ear {
namespace {

DbHl threshold_of(const hearing::EarProfile& ear) {
  double worn_db = 0.0;
  for (const double hz : {500.0, 1000.0, 2000.0, 4000.0}) {
    worn_db += 0.25 * ear.worn.at(Hertz(hz)).value();
  }
  const DbHl acoustic = hearing::four_tone_average(ear.air) + Decibels(worn_db);
  if (!ear.implant) return acoustic;
  const double electric =
      std::lerp(kImplantNew.value(), kImplantUsed.value(), ear.implant->adaptation);
  return std::min(acoustic, DbHl(electric));
}

}  // namespace

DbHl threshold_for_depth(const hearing::EarProfile& left, const hearing::EarProfile& right) {
  return std::min(threshold_of(left), threshold_of(right));
}

}  // namespace otoscape::ear
