// SPDX-License-Identifier: Apache-2.0
#include "io/track_ears.h"

#include <algorithm>

namespace otoscape::io {
namespace {

// A region is heard as in the whole programme: the ears hear this much of what was before.
constexpr double kRunInSeconds = 2.0;
constexpr int kRestFrames = 4096;

hearing::HearingProfile heard_with(hearing::HearingProfile listener, Ears ears) {
  if (ears == Ears::left) listener.right = listener.left;
  if (ears == Ears::right) listener.left = listener.right;
  return listener;
}

int rendered_channels(const TrackEars::Spec& spec, const hearing::HearingProfile& listener) {
  return spec.channels == 1 && heard_with(listener, spec.ears).alike() ? 1 : 2;
}

SoundPiece copy_of(FullScaleBlock sound, int stream, std::int64_t first, Ears ears) {
  SoundPiece piece{stream, first, sound.frames(), {}, sound.channels()};
  if (ears != Ears::both) piece.channels = 1;
  for (int c = 0; c < piece.channels; ++c) {
    const int from = ears == Ears::right ? sound.channels() - 1 : c;
    const auto samples = sound.channel(from);
    piece.samples[static_cast<std::size_t>(c)].assign(samples.begin(), samples.end());
  }
  return piece;
}

}  // namespace

TrackEars::TrackEars(const Spec& spec, const hearing::HearingProfile& listener,
                     const render::RenderParams& params)
    : spec_(spec),
      stream_{spec.rate, rendered_channels(spec, listener)},
      level_in_({spec.rate, stream_.ears}, spec.measure),
      level_out_({spec.rate, spec.ears == Ears::both ? stream_.ears : 1}, spec.measure) {
  renderer_.emplace(stream_, heard_with(listener, spec.ears), params);
}

int TrackEars::channels() const { return spec_.ears == Ears::both ? stream_.ears : 1; }

Status TrackEars::hear(SoundPiece piece, const Take& take) {
  const std::int64_t run_in = static_cast<std::int64_t>(kRunInSeconds * spec_.rate.value());
  const std::int64_t from = spec_.range.first < 0
                                ? spec_.range.first
                                : std::max<std::int64_t>(spec_.range.first - run_in, 0);
  const int skip = static_cast<int>(std::clamp<std::int64_t>(from - piece.first, 0, piece.frames));
  const int end =
      static_cast<int>(std::clamp<std::int64_t>(spec_.range.end - piece.first, skip, piece.frames));
  position_ = piece.first + piece.frames;
  if (end == skip) return ok();
  if (stream_.ears == 2 && piece.channels == 1) piece.samples[1] = piece.samples[0];
  piece.channels = stream_.ears;
  if (!heard_any_) {
    heard_any_ = true;
    out_ = piece.first + skip;
  }
  const FullScaleBlock sound = piece.block().part(skip, end - skip);
  measure(sound, piece.first + skip, level_in_);
  return pass_on(renderer_->render(sound), take);
}

Status TrackEars::finish(const Take& take) {
  std::array<std::vector<float>, 2> memory{std::vector<float>(kRestFrames),
                                           std::vector<float>(kRestFrames)};
  while (true) {
    const FullScaleBlock heard =
        renderer_->rest({{memory[0].data(), memory[1].data()}, stream_.ears, kRestFrames});
    if (heard.frames() == 0) return ok();
    if (auto status = pass_on(heard, take); !status) return status;
  }
}

void TrackEars::measure(FullScaleBlock sound, std::int64_t first, ProgrammeLevel& level) const {
  const int skip =
      static_cast<int>(std::clamp<std::int64_t>(spec_.range.first - first, 0, sound.frames()));
  level.add(sound.part(skip, sound.frames() - skip));
}

// Run-in is cut off here.
Status TrackEars::pass_on(FullScaleBlock heard, const Take& take) {
  const int skip =
      static_cast<int>(std::clamp<std::int64_t>(spec_.range.first - out_, 0, heard.frames()));
  out_ += heard.frames();
  const FullScaleBlock sound = heard.part(skip, heard.frames() - skip);
  if (sound.frames() == 0) return ok();
  SoundPiece piece = copy_of(sound, spec_.stream, out_ - sound.frames(), spec_.ears);
  written_ += piece.frames;
  level_out_.add(piece.block());
  return take(std::move(piece));
}

}  // namespace otoscape::io
