// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/ears_track.h"

#include <algorithm>

#include "jobs/haptics/haptics_writer.h"
#include "jobs/models/listener_scene.h"
#include "jobs/models/stem_writer.h"
#include "otoscape/render/ears/scene_ears.h"
#include "otoscape/render/run_in.h"
#include "otoscape/surround/unfold.h"

namespace otoscape::jobs::models {
namespace {

// Sound after the region as far as windows reach, so that its end is rendered as within the whole
// programme.
constexpr double kRunOutSeconds = 0.05;
constexpr int kMostFrames = 4096;  // of one batch

hearing::HearingProfile heard_with(hearing::HearingProfile listener, Ears ears) {
  if (ears == Ears::left) listener.right = listener.left;
  if (ears == Ears::right) listener.left = listener.right;
  return listener;
}

io::media::SoundPiece copy_of(FullScaleBlock sound, int stream, std::int64_t first, Ears ears) {
  io::media::SoundPiece piece{stream, first, sound.frames(), {}, sound.channels()};
  if (ears != Ears::both) piece.channels = 1;
  for (int c = 0; c < piece.channels; ++c) {
    const int from = ears == Ears::right ? sound.channels() - 1 : c;
    const auto samples = sound.channel(from);
    piece.samples[static_cast<std::size_t>(c)].assign(samples.begin(), samples.end());
  }
  return piece;
}

}  // namespace

EarsTrack::RendererFactory EarsTrack::listener(hearing::HearingProfile listener,
                                               const render::RenderParams& params, Ears ears) {
  listener = heard_with(std::move(listener), ears);
  // Ringing that is not rendered sets no ears apart.
  const bool rings = params.inside.ringing != render::TinnitusMode::off;
  if (!rings) listener.left.tinnitus.clear(), listener.right.tinnitus.clear();
  // With an implant the channel that is kept is that ear's own, carriers and all.
  const bool implanted = listener.left.implant || listener.right.implant;
  bool alike = listener.alike() || (ears != Ears::both && !implanted);
  if (rings) {
    alike = alike && !render::ears::needs_two_ears(scene::Arc(scene_of(listener).keyframes));
  }
  return {alike, implanted,
          [listener = std::move(listener), params](const StreamSpec& stream, std::int64_t begin,
                                                   std::int64_t first) {
            return std::make_unique<render::Renderer>(stream, listener, params, first - begin);
          }};
}

EarsTrack::EarsTrack(const TrackSpec& spec, RendererFactory factory)
    : spec_(spec),
      factory_(std::move(factory)),
      stream_{spec.rate, spec.channels == 1 && factory_.ears_alike ? 1 : 2, spec.surround},
      level_in_({spec.rate, stream_.ears}, spec.measure),
      level_out_({spec.rate, spec.ears == Ears::both ? stream_.ears : 1}, spec.measure) {}

int EarsTrack::channels() const { return spec_.ears == Ears::both ? stream_.channels() : 1; }

FrameRange EarsTrack::range_in(std::int64_t begin) const {
  if (!spec_.from_first_frame) return spec_.range;
  return {spec_.range.first + begin, spec_.range.end + begin};
}

std::int64_t EarsTrack::first_heard(std::int64_t begin) const {
  return render::run_in_from(begin, range_in(begin).first, spec_.rate);
}

void EarsTrack::begin_at(std::int64_t begin) {
  begin_ = begin;
  from_ = first_heard(begin);
  spec_.range = range_in(begin);
  begun_ = true;
}

Status EarsTrack::begin(io::media::SoundPiece piece, const Give& give) {
  if (!begun_) begin_at(piece.first);
  const double run_out_s =
      spec_.haptics != nullptr ? haptics::HapticsWriter::kRunOutSeconds : kRunOutSeconds;
  const auto run_out = static_cast<std::int64_t>(run_out_s * spec_.rate.value());
  const std::int64_t to = spec_.range.end + run_out;
  const int skip = static_cast<int>(std::clamp<std::int64_t>(from_ - piece.first, 0, piece.frames));
  const int end = static_cast<int>(std::clamp<std::int64_t>(to - piece.first, skip, piece.frames));
  if (end == skip) return ok();
  if (stream_.ears == 2 && piece.channels == 1) piece.samples[1] = piece.samples[0];
  piece.channels = stream_.channels();
  if (!renderer_) {
    const std::int64_t zero = spec_.from_first_frame ? begin_ : 0;
    renderer_.emplace(factory_.make(stream_, begin_ - zero, piece.first + skip - zero));
  }
  const FullScaleBlock sound = piece.block().part(skip, end - skip);
  level_in_.add(at_ears(inside(sound, piece.first + skip), fold_in_));
  for (int done = 0; done < sound.frames();) {
    const int count = std::min(sound.frames() - done, kMostFrames);
    auto status = give(TrackBatch{spec_.stream, piece.first + skip + done,
                                  renderer_->begin(sound.part(done, count))});
    if (!status) return status;
    done += count;
  }
  return ok();
}

Status EarsTrack::rest(const Give& give) {
  while (renderer_) {
    auto batch = renderer_->begin_rest();
    if (!batch) return ok();
    if (auto status = give(TrackBatch{spec_.stream, 0, *std::move(batch)}); !status) return status;
  }
  return ok();
}

Status EarsTrack::end(TrackBatch batch, const Take& take) {
  if (!out_) out_ = batch.first;
  const std::int64_t events = renderer_->report().guard_events;
  const FullScaleBlock heard = renderer_->end(batch.batch);
  if (renderer_->report().guard_events > events) note_guard(heard.frames());
  if (auto status = pass_on(heard, take); !status) return status;
  if (written_ == 0) run_in_ = renderer_->report();
  return ok();
}

// Frames of run-in and run-out do not count.
void EarsTrack::note_guard(int frames) {
  constexpr std::size_t kMost = 1000;
  const bool heard = *out_ + frames > spec_.range.first && *out_ < spec_.range.end;
  if (!heard || guarded_at_.size() >= kMost) return;
  const std::int64_t zero = spec_.from_first_frame ? begin_ : 0;
  guarded_at_.push_back(std::max(*out_, spec_.range.first) - zero);
}

render::RenderReport EarsTrack::report() const {
  if (!renderer_) return {};
  render::RenderReport report = renderer_->report();
  for (int ear = 0; ear < 2; ++ear) {
    report.ears[ear].audible_to_typical -= run_in_.ears[ear].audible_to_typical;
    report.ears[ear].inaudible -= run_in_.ears[ear].inaudible;
  }
  // The ear that is rendered stands for both.
  if (spec_.ears == Ears::left) report.ears[1] = report.ears[0], report.ears[1].electric = false;
  if (spec_.ears == Ears::right) report.ears[0] = report.ears[1], report.ears[0].electric = false;
  report.non_finite_samples -= run_in_.non_finite_samples;
  report.guarded_frames -= run_in_.guarded_frames;
  report.guard_events -= run_in_.guard_events;
  if (report.guarded_frames == 0) report.deepest_guard = Decibels(0.0);
  return report;
}

// The part of `sound` inside the range; its first frame lies at `first`.
FullScaleBlock EarsTrack::inside(FullScaleBlock sound, std::int64_t first) const {
  const auto clamp = [&](std::int64_t frame, int least) {
    return static_cast<int>(std::clamp<std::int64_t>(frame - first, least, sound.frames()));
  };
  const int skip = clamp(spec_.range.first, 0);
  return sound.part(skip, clamp(spec_.range.end, skip) - skip);
}

FullScaleBlock EarsTrack::at_ears(FullScaleBlock sound, Fold& fold) const {
  if (stream_.surround.channels() == 0) return sound;
  for (auto& ear : fold) ear.resize(static_cast<std::size_t>(sound.frames()));
  const FullScaleBlock folded({fold[0].data(), fold[1].data()}, 2, sound.frames());
  surround::fold(sound, stream_.surround, folded);
  return folded;
}

// Run-in and run-out are cut off here.
Status EarsTrack::pass_on(FullScaleBlock heard, const Take& take) {
  const FullScaleBlock sound = inside(heard, *out_);
  const std::int64_t first = std::max(*out_, spec_.range.first);
  *out_ += heard.frames();
  if (sound.frames() == 0) return ok();
  io::media::SoundPiece piece = copy_of(sound, spec_.stream, first, spec_.ears);
  written_ += piece.frames;
  const std::int64_t zero = spec_.from_first_frame ? begin_ : 0;
  if (spec_.stems != nullptr) {
    if (auto status = spec_.stems->write(first - zero, piece.frames, zero); !status) return status;
  }
  if (spec_.haptics != nullptr) {
    if (auto status = spec_.haptics->write(first - zero, piece.frames, zero); !status)
      return status;
  }
  level_out_.add(at_ears(piece.block(), fold_out_));
  return take(std::move(piece));
}

}  // namespace otoscape::jobs::models
