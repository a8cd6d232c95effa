// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/hearing/implant.h"

namespace otoscape::io::views {

// The numbers of a place map.
struct PlaceMapFacts {
  struct Contact {
    int number = 0;   // the maker's
    double mm = 0.0;  // from the apex, along the organ of Corti
    double place_hz = 0.0;
    bool active = true;
    bool inside = true;  // the cochlea
  };
  struct Band {
    double low_hz = 0.0, high_hz = 0.0, centre_hz = 0.0;
    double place_hz = 0.0;  // of its contact; HiRes: midway between its two, on an octave scale
    double mm = 0.0;
    bool active = true;

    double mismatch_octaves() const;  // of the place above the centre
  };
  std::string array;
  double insertion_mm = 0.0;
  std::vector<Contact> contacts;  // from the apex
  std::vector<Band> bands;        // lowest first
};

// The centre of a band is the mean of its edges in Hz, as in the makers' tables.
PlaceMapFacts place_map_facts(const hearing::Implant& implant);

}  // namespace otoscape::io::views
