// SPDX-License-Identifier: Apache-2.0
#include "jobs/layout_choice.h"

#include <algorithm>

#include "io/sofa/binaural_hrirs.h"
#include "otoscape/surround/lanes.h"

namespace otoscape::jobs {

Status choose_layout(const RenderJob& job, models::InputFile& in, std::vector<std::string>& notes) {
  const bool msbg = std::holds_alternative<models::MsbgRequest>(job.model);
  if (job.layout == OutLayout::binaural) {
    if (msbg) return wrong_usage("--layout binaural: the MSBG model takes stereo and mono");
    in.keep_channels(true);
    return ok();
  }
  const auto is_wide = [&](int stream) { return in.stream(stream).channels > 2; };
  if (job.layout != OutLayout::same || std::ranges::none_of(in.streams(), is_wide)) return ok();
  if (job.ears != models::Ears::both) return ok();
  if (msbg) {
    notes.push_back("the MSBG model has two ears and no layout: folded to stereo");
    return ok();
  }
  for (const int stream : in.streams()) {
    const Layout& layout = in.stream(stream).layout;
    // The reader asks for the layout of a track that has none.
    if (!is_wide(stream) || layout.channels() == 0 || surround::has_fronts(layout)) continue;
    notes.push_back(
        "a layout without front left and right cannot be kept: all tracks are folded to stereo");
    return ok();
  }
  in.keep_channels(true);
  return ok();
}

Layout surround_of(const RenderJob& job, const models::InputFile& in, int stream) {
  const io::media::StreamInfo& info = in.stream(stream);
  const bool is_kept = in.keeps_channels() && job.layout == OutLayout::same;
  return is_kept && info.channels > 2 ? info.layout : Layout();
}

io::media::OutputOptions with_layouts(io::media::OutputOptions options, const RenderJob& job,
                                      const models::InputFile& in) {
  for (const int stream : in.streams()) {
    const Layout layout = surround_of(job, in, stream);
    if (layout.channels() > 0) options.surround[stream] = layout;
  }
  return options;
}

Result<std::map<int, spatial::Hrirs>> heads_of(const RenderJob& job, const models::InputFile& in,
                                               std::vector<std::string>& notes) {
  std::map<int, spatial::Hrirs> heads;
  if (job.layout != OutLayout::binaural) return heads;
  for (const int stream : in.streams()) {
    const io::media::StreamInfo& info = in.stream(stream);
    if (info.channels < 2) {
      notes.push_back("mono has no place among loudspeakers: both ears hear it as it is");
      continue;
    }
    // The reader asks for the layout of a track that has none.
    if (info.channels > 2 && info.layout.channels() == 0) continue;
    const Layout layout = info.channels > 2 ? info.layout : *layout_named("stereo");
    std::vector<std::string> said;
    auto made = io::sofa::binaural_hrirs(job.hrtf, layout, info.rate, said);
    if (!made) return made.error();
    heads.emplace(stream, *std::move(made));
    for (std::string& note : said) {
      if (std::ranges::find(notes, note) == notes.end()) notes.push_back(std::move(note));
    }
  }
  return heads;
}

}  // namespace otoscape::jobs
