// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/page_implant.h"

#include <fmt/format.h>

#include "io/pages/base64.h"
#include "io/pages/follows_scheme.h"
#include "io/pages/spectrogram.h"
#include "io/views/svg.h"

namespace otoscape::demo::page {
namespace {

using io::pages::base64;
using io::views::svg::escaped;

// A picture in a box that scrolls where the screen is narrower.
std::string wide_picture(const std::string& svg, const std::string& caption,
                         const std::string& alt) {
  return fmt::format(
      "<figure class='wide'><figcaption>{}</figcaption><div class='scroll' tabindex='0' "
      "role='region' aria-label=\"{}\"><img alt=\"{}\" src='data:image/svg+xml;base64,{}'></div>"
      "</figure>",
      caption, alt, alt, base64(io::pages::follows_scheme(svg)));
}

}  // namespace

std::string electrodogram_figure(const ImplantExhibit& exhibit) {
  const std::string sentence = escaped(exhibit.render.sentence);
  return wide_picture(
      exhibit.render.electrodogram_svg,
      fmt::format("<strong>The electrodogram</strong> of “{}”: every pulse that the implant of the "
                  "right ear would send, on 22 electrodes, by the coding ACE (map "
                  "<code>ace-22</code>). Nothing else of the sound reaches the nerve.",
                  sentence),
      fmt::format("Electrodogram of the sentence “{}”: time to the right, one row for each "
                  "electrode, low frequencies at the bottom",
                  sentence));
}

std::string place_map_figure(const ImplantExhibit& exhibit) {
  return wide_picture(
      exhibit.place_map_svg,
      "<strong>Where the electrodes lie</strong>, and which frequencies they are given. An "
      "electrode is heard at first where it lies, mostly higher than the sound that it stands for; "
      "within months many people come to hear it nearer to that sound.",
      "The electrodes along the unrolled cochlea, where each is heard, and the band each gets");
}

std::string sample_figures(const ImplantExhibit& exhibit) {
  std::string html;
  for (std::size_t i = 0; i < exhibit.spectrograms.size(); ++i) {
    const film::Sample& sample = exhibit.render.samples[i];
    const std::string words = fmt::format("Spectrogram. {}. {}", escaped(sample.kind.name),
                                          escaped(sample.kind.assumptions));
    html += fmt::format(
        "<figure class='sample'><figcaption><strong>{}</strong></figcaption>{}"
        "<audio controls preload='metadata' aria-label=\"{}\" "
        "src='data:audio/mp4;base64,{}'></audio>"
        "<p><b>Model:</b> {} <b>Assumed:</b> {}</p></figure>",
        escaped(sample.kind.name),
        io::pages::spectrogram_figure(exhibit.spectrograms[i],
                                      {.words = words, .wide = 400, .tick_s = 1.0}),
        escaped(sample.kind.name), base64(sample.m4a), escaped(sample.kind.model),
        escaped(sample.kind.assumptions));
  }
  return html;
}

}  // namespace otoscape::demo::page
