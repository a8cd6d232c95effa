// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/hearing_protection.h"

#include <array>

namespace otoscape::scene {
namespace {

using hearing::Attenuation;

constexpr std::array kOctaves = {125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0};
constexpr double kFieldOfBestFit = 0.6;
constexpr double kConductiveFrom = 10.0;  // dB; bone and air repeat within about 5 dB each

Attenuation octaves_of(const std::array<double, 7>& db, double times = 1.0) {
  Attenuation made;
  for (std::size_t i = 0; i < kOctaves.size(); ++i) {
    made.points.push_back({Hertz(kOctaves[i]), Decibels(db[i] * times)});
  }
  return made;
}

bool is_conductive(const hearing::EarProfile& ear) {
  if (!ear.bone) return false;
  constexpr std::array kBelow = {Hertz(250), Hertz(500), Hertz(1000)};  // where occlusion works
  double gap_db = 0.0;
  for (Hertz f : kBelow) gap_db += (ear.air.at(f) - ear.bone->at(f)).value() / kBelow.size();
  return gap_db >= kConductiveFrom;
}

}  // namespace

const Attenuation& attenuation(Protector protector) {
  static const Attenuation foam = octaves_of({33, 36, 37, 38, 39, 46, 46}, kFieldOfBestFit);
  static const Attenuation flat15{{{Hertz(6000), Decibels(15)}, {Hertz(8000), Decibels(20)}}};
  static const Attenuation muff = octaves_of({12, 18, 27, 33, 34, 37, 37});
  switch (protector) {
    case Protector::foam:
      return foam;
    case Protector::flat15:
      return flat15;
    case Protector::muff:
      return muff;
  }
  return foam;
}

const Attenuation& bone_limit() {
  static const Attenuation limit = octaves_of({48, 50, 55, 48, 40, 48, 50});
  return limit;
}

Attenuation pressure(Decibels by) { return {{{Hertz(500), by}, {Hertz(2000), Decibels(0)}}}; }

double occlusion(Protector protector, const hearing::EarProfile& ear) {
  if (is_conductive(ear)) return 0.0;
  return protector == Protector::foam ? 0.5 : 1.0;
}

}  // namespace otoscape::scene
