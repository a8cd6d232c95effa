// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/fit_msbg.h"

#include <algorithm>
#include <cmath>

namespace otoscape::ear {

Result<loss::msbg::Audiogram> fit_msbg(const hearing::EarProfile& ear, const std::string& side) {
  if (ear.implant) {
    return failed("the MSBG model knows no implants, and the " + side +
                  " ear has one; --model live renders it");
  }
  loss::msbg::Audiogram audiogram;
  for (const auto& point : ear.air.points()) {
    const std::string place = " at " + std::to_string(std::lround(point.frequency.value())) +
                              " Hz; --model live renders it";
    if (!point.response || point.level.value() >= loss::msbg::kCatchUpDb) {
      return failed("the MSBG model is defined below 105 dB HL only, and the " + side +
                    " ear has " +
                    (point.response ? std::to_string(std::lround(point.level.value())) + " dB HL"
                                    : "no response") +
                    place);
    }
    audiogram.frequencies_hz.push_back(point.frequency.value());
    audiogram.thresholds_db_hl.push_back(point.level.value());
  }
  if (auto status = loss::msbg::check(audiogram); !status) return status.error();
  return audiogram;
}

std::vector<std::string> unknown_to_msbg(const hearing::HearingProfile& listener) {
  const auto either = [&](auto has) { return has(listener.left) || has(listener.right); };
  std::vector<std::string> unknown;
  if (either([](const hearing::EarProfile& ear) { return ear.bone.has_value(); })) {
    unknown.push_back("conductive loss");
  }
  if (either([](const hearing::EarProfile& ear) {
        return !(ear.worn == hearing::EarProfile().worn);
      })) {
    unknown.push_back("what is worn");
  }
  if (either([](const hearing::EarProfile& ear) { return !ear.tinnitus.empty(); })) {
    unknown.push_back("ringing");
  }
  if (either([](const hearing::EarProfile& ear) {
        return !std::holds_alternative<hearing::SmearingAuto>(ear.smearing);
      })) {
    unknown.push_back("the listener's own smearing");
  }
  return unknown;
}

}  // namespace otoscape::ear
