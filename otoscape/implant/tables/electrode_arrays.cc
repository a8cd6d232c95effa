// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/tables/electrode_arrays.h"

#include <algorithm>
#include <array>

namespace otoscape::implant::tables {
namespace {

const std::vector<double> kContourDegrees = {
    380.58, 357.88, 336.34, 317.54, 298.42, 279.90, 259.92, 241.08, 220.88, 202.04, 180.94,
    161.32, 141.77, 123.22, 107.45, 92.92,  78.61,  63.81,  51.24,  39.21,  28.77,  18.53};

const std::vector<double> kStandardDegrees = {544.03, 450.71, 392.85, 331.66, 274.82, 224.27,
                                              174.05, 127.74, 84.16,  50.47,  27.56,  9.62};

// An array that hugs the modiolus winds as the Contour does. Its contacts are spread over the
// Contour's angles, stretched to the tip angle that its maker states (ours).
std::vector<double> hugging(int contacts, double pitch_mm, double tip_deg) {
  constexpr double kContourPitchMm = 0.714;
  std::vector<double> degrees;
  for (int i = 0; i < contacts; ++i) {
    const double at =
        std::min(i * pitch_mm / kContourPitchMm, static_cast<double>(kContourDegrees.size() - 1));
    const auto below = std::min(static_cast<std::size_t>(at), kContourDegrees.size() - 2);
    const double way = at - static_cast<double>(below);
    const double contour =
        kContourDegrees[below] + way * (kContourDegrees[below + 1] - kContourDegrees[below]);
    degrees.push_back(contour * tip_deg / kContourDegrees[0]);
  }
  return degrees;
}

constexpr const char* kMaker = "contacts, pitch and depth as the maker states them";
constexpr const char* kMakerHugging =
    "contacts, length and tip angle as the maker states them; the other angles ours, after the "
    "Contour's";

}  // namespace

std::span<const ElectrodeArray> electrode_arrays() {
  static const std::vector<ElectrodeArray> arrays = {
      {"contour-advance", "Cochlear Contour Advance (CI24RE, CI512)", 22, 0.714, 18.0,
       kContourDegrees, "angles: Landsberger et al. (2015), as openMHA tables them"},
      {"slim-straight", "Cochlear Slim Straight (CI422, CI522)", 22, 19.1 / 21, 22.0, {}, kMaker},
      {"slim-modiolar", "Cochlear Slim Modiolar (CI532, CI632)", 22, 14.0 / 21, 18.0,
       hugging(22, 14.0 / 21, 400.0), kMakerHugging},
      {"hybrid-l24", "Cochlear Hybrid L24", 22, 15.0 / 21, 16.0, {}, kMaker},
      {"med-el-standard", "MED-EL Standard, FLEXsoft", 12, 2.4, 31.5, kStandardDegrees,
       "angles: Landsberger et al. (2015), as openMHA tables them"},
      {"med-el-flex28", "MED-EL FLEX28", 12, 2.1, 28.0, {}, kMaker},
      {"med-el-flex24", "MED-EL FLEX24", 12, 1.9, 24.0, {}, kMaker},
      {"med-el-flex20", "MED-EL FLEX20", 12, 1.4, 20.0, {}, kMaker},
      {"hifocus-1j", "Advanced Bionics HiFocus 1J", 16, 1.1, 25.0, {}, kMaker},
      {"slimj", "Advanced Bionics HiFocus SlimJ", 16, 1.3, 23.0, {}, kMaker},
      {"mid-scala", "Advanced Bionics HiFocus Mid-Scala", 16, 0.98, 18.5, hugging(16, 0.98, 420.0),
       kMakerHugging},
  };
  return arrays;
}

const ElectrodeArray* find_array(const std::string& name) {
  const auto arrays = electrode_arrays();
  const auto found = std::ranges::find(arrays, name, &ElectrodeArray::name);
  return found == arrays.end() ? nullptr : &*found;
}

}  // namespace otoscape::implant::tables
