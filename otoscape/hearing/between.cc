// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/between.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "otoscape/hearing/between_implants.h"
#include "otoscape/hearing/crossings.h"

namespace otoscape::hearing {
namespace {

std::vector<Hertz> frequencies(std::initializer_list<const Attenuation*> all) {
  std::vector<Hertz> found;
  for (const Attenuation* one : all) {
    for (const auto& point : one->points) found.push_back(point.frequency);
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

Attenuation between(const Attenuation& a, const Attenuation& b, double part) {
  if (a == b) return b;
  Attenuation result;
  for (Hertz f : frequencies({&a, &b})) {
    result.points.push_back({f, Decibels(std::lerp(a.at(f).value(), b.at(f).value(), part))});
  }
  return result;
}

Smearing between(const Smearing& a, const Smearing& b, double part) {
  const auto* from = std::get_if<SmearingFactors>(&a);
  const auto* to = std::get_if<SmearingFactors>(&b);
  if (from == nullptr || to == nullptr) return part < 0.5 ? a : b;
  return SmearingFactors{std::lerp(from->lower, to->lower, part),
                         std::lerp(from->upper, to->upper, part)};
}

EarProfile without_ringing(EarProfile ear) {
  ear.tinnitus.clear();
  return ear;
}

}  // namespace

EarProfile between(const EarProfile& a, const EarProfile& b, double part) {
  if (part <= 0.0) return without_ringing(a);
  if (part >= 1.0) return without_ringing(b);
  EarProfile ear;
  ear.air = Audiogram::between(a.air, b.air, part);
  if (a.bone || b.bone) {
    ear.bone = Audiogram::between(a.bone.value_or(a.air), b.bone.value_or(b.air), part);
  }
  ear.worn = between(a.worn, b.worn, part);
  ear.smearing = between(a.smearing, b.smearing, part);
  ear.implant = between(a.implant, b.implant, part);
  return ear;
}

Attenuation together(const Attenuation& a, const Attenuation& b, const Attenuation& limit) {
  if (a.points.empty() && b.points.empty()) return {};
  std::vector<Hertz> all = frequencies({&a, &b, &limit});
  const auto over = [&](Hertz f) { return (a.at(f) + b.at(f) - limit.at(f)).value(); };
  if (!limit.points.empty()) add_crossings(all, over);
  Attenuation result;
  for (Hertz f : all) {
    const Decibels sum = a.at(f) + b.at(f);
    result.points.push_back({f, limit.points.empty() ? sum : std::min(sum, limit.at(f))});
  }
  return result;
}

}  // namespace otoscape::hearing
