// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/output_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

// .ogg names a sound file, but one with a picture of its own is a film.
bool is_ogg_film(const MediaInfo& source, const Container& container) {
  return container.format->name == std::string_view("ogg") && source.is_film &&
         std::ranges::all_of(source.streams, [](const StreamInfo& s) {
           return !s.is_moving_picture() || one_of(s.codec, {"theora", "vp8"});
         });
}

// Why a stream that is not rendered is not even tried; empty: it is tried.
std::string left_out(const StreamInfo& stream, const Container& container,
                     const OutputOptions& options) {
  if (!stream.is_moving_picture()) return "";
  if (options.without_picture) return "the picture is left out, as asked";
  if (container.film) return "";
  return fmt::format("the picture is left out: .{} files hold sound only", container.extension);
}

void add_once(std::vector<std::string>& notes, const std::string& note) {
  if (std::ranges::find(notes, note) == notes.end()) notes.push_back(note);
}

// A region that gives its sound alone.
void note_sound_only(const MediaInfo& source, const OutputOptions& options, OutputPlan& plan) {
  if (source.picture() >= 0)
    add_once(plan.notes, "a region gives sound only; --picture keeps the picture");
  if (options.keep_original) {
    add_once(plan.notes, "--keep-original needs --picture in a region: only the render was kept");
  }
}

}  // namespace

Result<OutputPlan> plan_output(const MediaInfo& source, const std::set<int>& rendered,
                               const std::string& out, const OutputOptions& options) {
  auto container = container_of(out);
  if (!container) return container.error();
  if (options.adm && out == "-")
    return wrong_usage("--adm: standard output cannot hold ADM; give a .wav file");
  OutputPlan plan;
  plan.muxer = container->format->name;
  plan.extension = container->extension;
  plan.needs_picture = container->film;
  plan.stores_starts = stores_starts(*container->format);
  plan.excerpt = options.sound_only;
  plan.film = container->film = container->film || is_ogg_film(source, *container);
  for (int i = 0; i < static_cast<int>(source.streams.size()); ++i) {
    const StreamInfo& stream = source.streams[static_cast<std::size_t>(i)];
    const bool render = rendered.contains(i);
    if (stream.is_joined && !options.keep_original) continue;  // rendered with its left channel
    if (render) {
      const auto wide = options.surround.find(i);
      const Layout surround = wide == options.surround.end() ? Layout() : wide->second;
      auto sound = plan_sound(stream, *container, options, surround);
      if (!sound) return sound.error();
      plan.streams.push_back({i, *sound, false});
      note_losses(stream, *container, options, *sound, plan.notes);
    }
    if (options.sound_only || (render && !options.keep_original)) continue;
    const std::string reason = left_out(stream, *container, options);
    if (reason.empty()) plan.streams.push_back({i, std::nullopt, render || stream.is_joined});
    if (!reason.empty()) add_once(plan.notes, reason);
  }
  if (options.sound_only) note_sound_only(source, options, plan);
  return plan;
}

}  // namespace otoscape::io::media
