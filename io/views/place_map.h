// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/hearing/implant.h"

namespace otoscape::io::views {

// The numbers behind the picture of a place map.
struct PlaceMapFacts {
  struct Contact {
    int number = 0;   // the maker's
    double mm = 0.0;  // from the apex, along the organ of Corti
    double place_hz = 0.0;
    bool active = true;
    bool inside = true;  // of the cochlea
  };
  struct Band {
    double low_hz = 0.0, high_hz = 0.0, centre_hz = 0.0;
    double place_hz = 0.0;  // of its contact; HiRes: between its two, in octaves
    double mm = 0.0;
    bool active = true;

    double mismatch_octaves() const;  // place above centre
  };
  std::string array;
  double insertion_mm = 0.0;
  std::vector<Contact> contacts;  // from the apex
  std::vector<Band> bands;        // lowest first
};

// The centre is the middle of a band's edges in Hz, as makers table it.
PlaceMapFacts place_map_facts(const hearing::Implant& implant);

}  // namespace otoscape::io::views
