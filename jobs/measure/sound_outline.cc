// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/sound_outline.h"

#include <algorithm>
#include <cmath>

#include "io/input_path.h"
#include "io/media/read/media_reader.h"

namespace otoscape::jobs::measure {
namespace {

Result<int> default_stream(const io::media::MediaReader& reader, const std::string& path) {
  const io::media::MediaInfo& info = reader.info();
  if (info.best_track < 0) return failed(path + ": has no sound");
  return info.tracks[static_cast<std::size_t>(info.best_track)];
}

void add(io::views::SoundOutline& outline, const io::media::SoundPiece& piece, Hertz rate,
         std::int64_t& frames) {
  const double per_step = rate.value() * outline.step.value();
  for (int n = 0; n < piece.frames; ++n, ++frames) {
    const auto at = static_cast<std::size_t>(static_cast<double>(frames) / per_step);
    if (at >= outline.peaks.size()) outline.peaks.resize(at + 1, 0.0f);
    for (int c = 0; c < piece.channels; ++c) {
      const float sample =
          std::abs(piece.samples[static_cast<std::size_t>(c)][static_cast<std::size_t>(n)]);
      if (sample > outline.peaks[at]) outline.peaks[at] = sample;  // not where it is no number
    }
  }
}

}  // namespace

Result<io::views::SoundOutline> sound_outline(const std::string& path, const Layout& layout) {
  auto reader =
      io::media::MediaReader::open(path, {.layout = layout, .layout_option = "--input-layout"});
  if (!reader) return reader.error();
  const auto stream = default_stream(**reader, path);
  if (!stream) return stream.error();
  if (auto status = (*reader)->choose({*stream}, /*copy_others=*/false); !status) {
    return status.error();
  }
  const Hertz rate = (*reader)->info().streams[static_cast<std::size_t>(*stream)].rate;
  io::views::SoundOutline outline;
  std::int64_t frames = 0;
  const auto take = [&](io::media::Piece piece) -> Status {
    if (const auto* sound = std::get_if<io::media::SoundPiece>(&piece))
      add(outline, *sound, rate, frames);
    return ok();
  };
  if (auto status = (*reader)->read_to_end(take); !status) return status.error();
  outline.length = to_seconds(Frames(frames), rate);
  return outline;
}

Result<Seconds> film_length(const std::string& path) {
  auto reader = io::media::MediaReader::open(path);
  if (!reader) return reader.error();
  const io::media::MediaInfo& info = (*reader)->info();
  if (info.declared_length > Seconds(0.0) && !info.length_is_a_guess) return info.declared_length;
  if (auto status = io::must_be_read_twice(path); !status) return status.error();
  const auto outline = sound_outline(path);
  if (!outline) return outline.error();
  return outline->length;
}

}  // namespace otoscape::jobs::measure
