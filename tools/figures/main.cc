// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <string>
#include <utility>

#include "io/files/scene_file.h"
#include "io/output_file.h"
#include "io/views/arc_picture.h"
#include "otoscape/scene/stretch.h"
#include "tools/figures/figures.h"

namespace {

// The picture of a scene, as otoscape scene plot draws it.
bool write_arc(const std::string& path) {
  using namespace otoscape;
  const auto loaded = io::files::load_scene("preset:sudden-loss");
  if (!loaded) return false;
  const scene::Scene& scene = loaded->scene;
  return static_cast<bool>(
      io::write_text(path, io::views::arc_svg(scene, scene::own_length(scene), nullptr), true));
}

}  // namespace

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
                                                       {"events", events},
                                                       {"felt", felt_sound},
                                                       {"spherical_head", spherical_head}};
  for (const auto& [name, draw] : kFigures) {
    const std::string path = std::string(argv[1]) + "/" + name + ".svg";
    if (write_figure(path, draw())) continue;
    std::fprintf(stderr, "otoscape_figures: cannot write %s\n", path.c_str());
    return 1;
  }
  const std::string arc = std::string(argv[1]) + "/arc.svg";
  if (write_arc(arc)) return 0;
  std::fprintf(stderr, "otoscape_figures: cannot write %s\n", arc.c_str());
  return 1;
}
