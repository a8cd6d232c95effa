// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <string>
#include <utility>

#include "tools/figures/figures.h"

// otoscape_figures FOLDER: draws every picture of docs/figures anew.

int main(int argc, char** argv) {
  using namespace otoscape::figures;
  if (argc != 2) {
    std::fputs("otoscape_figures FOLDER: draws the pictures of docs/figures\n", stderr);
    return 2;
  }
  using Draw = std::vector<Plot> (*)();
  constexpr std::pair<const char*, Draw> kFigures[] = {{"recruitment", recruitment},
                                                       {"conductive", conductive},
                                                       {"bank", gammatone_bank},
                                                       {"band_level", band_level},
                                                       {"smearing", spectral_smearing},
                                                       {"temporal_smearing", temporal_smearing},
                                                       {"outer_middle_ear", outer_middle_ear},
                                                       {"guard", guard},
                                                       {"return_cap", return_cap},
                                                       {"audibility", audibility},
                                                       {"latency", latency},
                                                       {"profile", profile},
                                                       {"calibration", calibration},
                                                       {"ringing", ringing},
                                                       {"body", body_sounds},
                                                       {"events", events}};
  for (const auto& [name, draw] : kFigures) {
    const std::string path = std::string(argv[1]) + "/" + name + ".svg";
    if (write_figure(path, draw())) continue;
    std::fprintf(stderr, "otoscape_figures: cannot write %s\n", path.c_str());
    return 1;
  }
  return 0;
}
