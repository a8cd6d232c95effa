// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

namespace otoscape::implant::tables {

// An electrode array as published. Contacts from the apex.
struct ElectrodeArray {
  std::string name;   // "contour-advance"
  std::string title;  // "Cochlear Contour Advance (CI24RE, CI512)"
  int contacts = 22;
  double pitch_mm = 0.714;         // between neighbouring contacts
  double insertion_mm = 18.0;      // of the tip, typical
  std::vector<double> angles_deg;  // of the contacts where published, from the apex; else empty
  std::string source;
};
std::span<const ElectrodeArray> electrode_arrays();
const ElectrodeArray* find_array(const std::string& name);

}  // namespace otoscape::implant::tables
