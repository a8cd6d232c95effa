// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/film/renders.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "apps/demo/sound/levels.h"
#include "io/output_file.h"
#include "io/text_file.h"

namespace otoscape::demo::film {
namespace {

// Empty on failure: the page leaves the audiogram out then.
std::string audiogram(const Program& program, const Listener& listener,
                      const std::filesystem::path& file) {
  std::filesystem::remove(file);
  const auto drawn = program.runner.run(
      {program.path, "audiogram", fmt::format("preset:{}", listener.preset), "-o", file.string()});
  if (!drawn) return "";
  auto svg = io::read_text_file(file);
  return svg ? *svg : "";
}

}  // namespace

std::string calibration() { return fmt::format("fs={:g}", sound::kCalibration.unit_rms().value()); }

Result<std::string> render_film(const Program& program, const std::vector<std::string>& whose,
                                const std::filesystem::path& in, const std::filesystem::path& out) {
  std::vector<std::string> call = {program.path, "render", in.string(), "-o", out.string()};
  call.insert(call.end(), whose.begin(), whose.end());
  const std::vector<std::string> how = {"--calibration", calibration(), "--overwrite",
                                        "--json",        "--cache",     "off"};
  call.insert(call.end(), how.begin(), how.end());
  return program.runner.run(call, "build it: ./run build");
}

Result<Render> render_for(const Program& program, const Listener& listener, const Films& scene,
                          const std::filesystem::path& work, const std::filesystem::path& out) {
  const std::string stem = fmt::format("scene-{}", listener.preset);
  Render made{{out / (stem + ".mkv"), out / (stem + ".mp4")}, {}, {}};
  const std::vector<std::string> whose = {"--listener", fmt::format("preset:{}", listener.preset)};
  const auto summary = render_film(program, whose, scene.mkv, made.films.mkv);
  if (!summary) return summary.error();
  if (nlohmann::json::accept(*summary)) {
    made.summary = out / (stem + ".json");
    if (auto written = io::write_text(made.summary.string(), *summary, true); !written)
      return written.error();
  }
  const auto second = render_film(program, whose, scene.mp4, made.films.mp4);
  if (!second) return second.error();
  made.audiogram_svg = audiogram(program, listener, work / "audiogram.svg");
  return made;
}

Result<sound::Stereo> decode(const tools::Runner& runner, const std::filesystem::path& film,
                             std::size_t frames) {
  const auto bytes =
      runner.run({"ffmpeg", "-v", "error", "-i", film.string(), "-map", "0:a:0", "-f", "f32le",
                  "-ac", "2", "-ar", fmt::format("{}", sound::kRate), "-"});
  if (!bytes) return bytes.error();
  sound::Stereo sound(frames);
  const std::size_t count = std::min(frames, bytes->size() / 8);
  for (std::size_t n = 0; n < count; ++n) {
    std::memcpy(&sound.left[n], bytes->data() + 8 * n, 4);
    std::memcpy(&sound.right[n], bytes->data() + 8 * n + 4, 4);
  }
  return sound;
}

}  // namespace otoscape::demo::film
