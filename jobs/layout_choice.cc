// SPDX-License-Identifier: Apache-2.0
#include "jobs/layout_choice.h"

#include <algorithm>

#include "otoscape/surround/lanes.h"

namespace otoscape::jobs {

void choose_layout(const RenderJob& job, models::InputFile& in, std::vector<std::string>& notes) {
  const auto is_wide = [&](int stream) { return in.stream(stream).channels > 2; };
  if (job.layout != OutLayout::same || std::ranges::none_of(in.streams(), is_wide)) return;
  if (job.ears != models::Ears::both) return;
  if (std::holds_alternative<models::MsbgRequest>(job.model)) {
    notes.push_back("the MSBG model has two ears and no layout: folded to stereo");
    return;
  }
  for (const int stream : in.streams()) {
    const Layout& layout = in.stream(stream).layout;
    // The reader asks for the layout of a track that has none.
    if (!is_wide(stream) || layout.channels() == 0 || surround::has_fronts(layout)) continue;
    notes.push_back("a layout without front left and right cannot be kept: folded to stereo");
    return;
  }
  in.keep_channels(true);
}

Layout surround_of(const models::InputFile& in, int stream) {
  const io::media::StreamInfo& info = in.stream(stream);
  return in.keeps_channels() && info.channels > 2 ? info.layout : Layout();
}

}  // namespace otoscape::jobs
