// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "apps/demo/film/film.h"
#include "apps/demo/film/listeners.h"
#include "apps/demo/tools/process.h"

namespace otoscape::demo::film {

// The program that renders, and what starts it.
struct Program {
  const tools::Runner& runner;
  std::string path;
};

// What the program made of the scene for one listener.
struct Render {
  Films films;
  std::filesystem::path summary;  // its JSON, empty where it gave none
  std::string audiogram_svg;      // empty where it gave none
};

// The scene's calibration as the program's option --calibration takes it.
std::string calibration();

// `program render` for one film; `whose` says whose hearing. Gives the summary, as JSON.
Result<std::string> render_film(const Program& program, const std::vector<std::string>& whose,
                                const std::filesystem::path& in, const std::filesystem::path& out);

// `program render` for both films into `out`.
Result<Render> render_for(const Program& program, const Listener& listener, const Films& scene,
                          const std::filesystem::path& work, const std::filesystem::path& out);

// The first sound track of a film at the scene's rate, cut or padded with zeros to `frames`.
Result<sound::Stereo> decode(const tools::Runner& runner, const std::filesystem::path& film,
                             std::size_t frames = sound::frames_at(sound::kSceneLength));

}  // namespace otoscape::demo::film
