// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions/render_captions.h"

#include <fmt/format.h>

#include "io/media/write/text_writer.h"
#include "jobs/captions/caption_files.h"
#include "jobs/captions/caption_tracks.h"

namespace otoscape::jobs::captions {

Result<RenderCaptions> RenderCaptions::make(const CaptionsAsked& asked, const models::InputFile& in,
                                            const Part& part, std::vector<std::string>& notes) {
  auto source = caption_source(asked, in, notes);
  if (!source) return source.error();
  RenderCaptions captions;
  captions.source_ = *std::move(source);
  captions.set_ = make_captions(captions.source_);
  const double to = std::min(part.to.value(), captions.source_.length.value());
  const Seconds length(to - part.from.value());
  cut(captions.set_.point_of_hearing, part.from, length);
  cut(captions.set_.full, part.from, length);
  return captions;
}

std::vector<io::media::TextTrack> RenderCaptions::tracks(const io::media::OutputPlan& plan,
                                                         std::vector<std::string>& notes) const {
  if (!plan.film || plan.excerpt) return {};
  const std::string codec = io::media::text_codec_of(plan.muxer);
  if (codec.empty()) {
    notes.push_back(fmt::format(
        "a .{} file holds no captions: they are in their own file alone; .mkv, .mp4, .mov and "
        ".webm hold them",
        plan.extension));
    return {};
  }
  return caption_tracks(set_, codec);
}

Result<std::vector<std::string>> RenderCaptions::write(const CaptionOptions& options,
                                                       bool overwrite) const {
  const auto files = CaptionFiles::write(options, overwrite, source_, set_);
  if (!files) return files.error();
  return caption_sentences(set_, *files);
}

}  // namespace otoscape::jobs::captions
