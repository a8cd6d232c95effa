// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/film/image.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "apps/demo/tools/files.h"

namespace otoscape::demo::film {

Colour blend(Colour a, Colour b, double part) {
  const auto mix = [&](std::uint8_t from, std::uint8_t to) {
    return static_cast<std::uint8_t>(std::lround(from + (to - from) * std::clamp(part, 0.0, 1.0)));
  };
  return {mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue)};
}

Image::Image(int w, int h, Colour background)
    : width(w), height(h), pixels(static_cast<std::size_t>(w) * h, background) {}

Status write_raw_rgb(const std::filesystem::path& file, const Image& image) {
  static_assert(sizeof(Colour) == 3);
  return tools::write_file(
      file, {reinterpret_cast<const char*>(image.pixels.data()), image.pixels.size() * 3});
}

Result<std::string> as_png(const tools::Runner& runner, const Image& image,
                           const std::filesystem::path& scratch) {
  if (auto written = write_raw_rgb(scratch, image); !written) return written.error();
  return runner.run({"ffmpeg", "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s",
                     fmt::format("{}x{}", image.width, image.height), "-i", scratch.string(),
                     "-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "-"});
}

Colour inferno(double part) {
  constexpr double kTerms[7][3] = {
      {0.0002189403691192265, 0.001651004631001012, -0.01948089843709184},
      {0.1065134194856116, 0.5639564367884091, 3.932712388889277},
      {11.60249308247187, -3.972853965665698, -15.9423941062914},
      {-41.70399613139459, 17.43639888205313, 44.35414519872813},
      {77.162935699427, -33.40235894210092, -81.80730925738993},
      {-71.31942824499214, 32.62606426397723, 73.20951985803202},
      {25.13112622477341, -12.24266895238567, -23.07032500287172}};
  const double x = std::clamp(part, 0.0, 1.0);
  double rgb[3] = {};
  for (int term = 6; term >= 0; --term)
    for (int c = 0; c < 3; ++c) rgb[c] = rgb[c] * x + kTerms[term][c];
  const auto byte = [](double v) {
    return static_cast<std::uint8_t>(std::lround(255.0 * std::clamp(v, 0.0, 1.0)));
  };
  return {byte(rgb[0]), byte(rgb[1]), byte(rgb[2])};
}

}  // namespace otoscape::demo::film
