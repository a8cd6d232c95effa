// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/implant_exhibit.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "apps/demo/film/image.h"
#include "apps/demo/page/heard.h"
#include "apps/demo/page/spectrogram.h"
#include "io/files/listener_file.h"
#include "io/views/place_map_picture.h"

namespace otoscape::demo::page {
namespace {

constexpr std::string_view kPlacedListener = "preset:two-years";  // whose place map is drawn
constexpr std::size_t kHop = 480;  // 10 ms between a spectrogram's columns

Result<std::string> place_map() {
  const auto listener = io::files::load_listener(std::string(kPlacedListener));
  if (!listener) return listener.error();
  if (!listener->profile.left.implant)
    return failed(fmt::format("{} has no implant to draw", kPlacedListener));
  return io::views::place_map_picture(*listener->profile.left.implant);
}

}  // namespace

Result<ImplantExhibit> exhibit_implant(const tools::Runner& runner, film::ImplantRender render,
                                       const std::filesystem::path& work) {
  ImplantExhibit exhibit;
  for (const film::Sample& sample : render.samples) {
    const film::Image picture = draw_spectrogram(StereoSpectra(sample.sound, kHop));
    auto png = film::as_png(runner, picture, work / "spectrogram.rgb");
    if (!png) return png.error();
    exhibit.spectrograms.push_back(*std::move(png));
  }
  auto places = place_map();
  if (!places) return places.error();
  exhibit.place_map_svg = *std::move(places);
  exhibit.render = std::move(render);
  return exhibit;
}

}  // namespace otoscape::demo::page
