// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/implant_exhibit.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "apps/demo/page/pictures.h"
#include "io/files/listener_file.h"
#include "io/views/place_map_picture.h"

namespace otoscape::demo::page {
namespace {

constexpr std::string_view kPlacedListener = "preset:two-years";  // whose place map is drawn
constexpr Seconds kHop{0.01};                                     // between a spectrogram's columns

Result<std::string> place_map() {
  const auto listener = io::files::load_listener(std::string(kPlacedListener));
  if (!listener) return listener.error();
  if (!listener->profile.left.implant)
    return failed(fmt::format("{} has no implant to draw", kPlacedListener));
  return io::views::place_map_picture(*listener->profile.left.implant);
}

}  // namespace

Result<ImplantExhibit> exhibit_implant(film::ImplantRender render) {
  ImplantExhibit exhibit;
  for (const film::Sample& sample : render.samples)
    exhibit.spectrograms.push_back(pictures_of(sample.sound, kHop).spectrogram);
  auto places = place_map();
  if (!places) return places.error();
  exhibit.place_map_svg = *std::move(places);
  exhibit.render = std::move(render);
  return exhibit;
}

}  // namespace otoscape::demo::page
