// SPDX-License-Identifier: Apache-2.0
#include "jobs/output_pass.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "io/input_path.h"
#include "io/media/write/wav_chunks.h"
#include "io/wave/adm.h"
#include "jobs/haptics/haptics_writer.h"
#include "jobs/models/stem_writer.h"

namespace otoscape::jobs {

io::media::WriterOptions OutputPass::writer_options(const Pipeline::Tracks& tracks) const {
  io::media::WriterOptions options;
  for (const auto& [stream, track] : tracks) {
    options.rendered[stream] = {track->rate(), std::min(track->channels(), 2), track->surround()};
  }
  options.seed = job_.seed.value_or(model_.seed());
  if (std::ranges::any_of(plan_.streams, &io::media::StreamPlan::original)) {
    options.title = fmt::format("as heard: {}", model_.heard().name);
  }
  options.comment = model_.comment();
  options.texts = texts_;
  options.keeps_time = has_clock() && plan_.stores_starts;
  if (region_.is_part()) options.origin = region_.first();
  if (region_.ends()) options.length = Seconds(region_.end().value() - region_.first().value());
  options.rate_ratio = rate_ratio(tracks);
  options.moved_by = to_frames(region_.first(), in_.stream(*in_.streams().begin()).rate);
  return options;
}

// A sound file begins with its sound, whatever its time stamps say; only a film has a clock, and
// tracks beside others.
bool OutputPass::has_clock() const {
  const auto has_time = [&](const io::media::StreamPlan& s) {
    const io::media::StreamInfo& info = in_.stream(s.source);
    return !s.render && !info.cover_art && info.kind != io::media::StreamInfo::Kind::attachment;
  };
  if (in_.info().is_film && plan_.film) return true;
  if (region_.is_part()) return false;
  return in_.streams().size() > 1 || std::ranges::any_of(plan_.streams, has_time);
}

void OutputPass::has_stems(models::StemWriter* stems) {
  stems_ = stems;
  if (stems != nullptr) stems->keep_clock(in_.info().is_film || has_clock());
}

void OutputPass::has_haptics(haptics::HapticsWriter* haptics) {
  haptics_ = haptics;
  if (haptics != nullptr) haptics->keep_clock(in_.info().is_film || has_clock());
}

Status OutputPass::write(io::media::MediaWriter& writer, io::media::Piece piece) {
  if (auto* copied = std::get_if<io::media::CopiedPiece>(&piece)) {
    return region_.holds(*copied) ? writer.write(std::move(*copied)) : ok();
  }
  if (const auto* end = std::get_if<io::media::SoundEnd>(&piece)) return writer.finish(end->stream);
  auto& sound = std::get<io::media::SoundPiece>(piece);
  if (started_.insert(sound.stream).second) {
    std::int64_t first = in_.info().is_film || has_clock() ? sound.first : 0;
    if (region_.is_part() && in_.info().is_film) {
      first =
          std::max<std::int64_t>(first - region_.frames(in_.stream(sound.stream).rate).first, 0);
    }
    if (auto status = writer.start(sound.stream, first); !status) return status;
  }
  return writer.write(sound.stream, sound.block());
}

void OutputPass::measure(const io::media::SoundPiece& sound, const Pipeline::Tracks& tracks) {
  if (!started_.contains(sound.stream)) {
    const models::RenderedTrack& track = *tracks.at(sound.stream);
    Layout layout = track.surround();
    if (sound.channels == 1) layout = {Speaker::front_centre};
    if (sound.channels == 2) layout = {Speaker::front_left, Speaker::front_right};
    const bool film = in_.info().is_film;
    loudness_.begin(sound.stream, track.rate(), layout,
                    film ? to_seconds(Frames(sound.first), track.rate()) : region_.first());
  }
  loudness_.add(sound);
}

// Of what is written to what came in.
double OutputPass::rate_ratio(const Pipeline::Tracks& tracks) const {
  const auto& [stream, track] = *tracks.begin();
  return track->rate().value() / in_.stream(stream).rate.value();
}

Status OutputPass::run_through(io::media::MediaReader& reader, Pipeline::Tracks& tracks,
                               io::media::MediaWriter& writer, const io::ProgressCall& progress) {
  Status written = ok();
  Pipeline pipeline(reader, tracks);
  const auto status = pipeline.run(threads_of(job_), [&](io::media::Piece piece) {
    progress({"rendering", reader.progress()});
    if (const auto* sound = std::get_if<io::media::SoundPiece>(&piece)) measure(*sound, tracks);
    written = write(writer, std::move(piece));
    return written;
  });
  if (!written) return about_out(written.error());
  if (!status) return status;
  if (std::ranges::all_of(tracks, [](const auto& t) { return t.second->frames() == 0; })) {
    return failed(region_.is_part() ? fmt::format("{}: there is no sound in this region", job_.in)
                                    : fmt::format("{}: its sound has zero length", job_.in));
  }
  if (auto closed = writer.close(); !closed) return about_out(closed.error());
  notes_ = writer.notes();
  return loudness_.finish();
}

// Copies the descriptive chunks of a WAV file, where the whole file is rendered at its own rate.
Status OutputPass::copy_chunks(const io::OutputFile& file, const Pipeline::Tracks& tracks) const {
  if (plan_.muxer != "wav" || !io::can_be_read_twice(job_.in) || job_.out == "-" ||
      region_.is_part() || rate_ratio(tracks) != 1.0) {
    return ok();
  }
  const auto& [stream, track] = *tracks.begin();
  // With ADM of the render's own, the source's would contradict it.
  const bool same_channels = in_.stream(stream).channels == track->channels() && !job_.options.adm;
  auto copied = io::media::copy_wav_chunks(job_.in, file.temporary(), same_channels);
  return copied ? ok() : Status(about_out(copied.error()));
}

Status OutputPass::write_adm(const io::OutputFile& file, const Pipeline::Tracks& tracks) const {
  using enum Speaker;
  if (!job_.options.adm) return ok();
  const models::RenderedTrack& track = *tracks.begin()->second;
  Layout layout = track.surround();
  if (layout.channels() == 0) {
    layout = track.channels() == 1 ? Layout{front_centre} : Layout{front_left, front_right};
  }
  const std::string name = std::filesystem::path(job_.out).stem().string();
  const auto written = io::wave::append_adm(file.temporary(), name, layout);
  return written ? ok() : Status(about_out(written.error()));
}

Status OutputPass::run(io::media::MediaReader& reader, Pipeline::Tracks& tracks,
                       const io::ProgressCall& progress) {
  auto file = io::OutputFile::create(job_.out, job_.overwrite);
  if (!file) return file.error();
  auto writer =
      io::media::MediaWriter::open(file->temporary(), plan_, reader, writer_options(tracks));
  if (!writer) return about_out(writer.error());
  if (auto status = run_through(reader, tracks, **writer, progress); !status) return status;
  if (auto status = copy_chunks(*file, tracks); !status) return status;
  if (auto status = write_adm(*file, tracks); !status) return status;
  if (haptics_ != nullptr) {
    if (auto closed = haptics_->close(); !closed) return closed;
  }
  if (stems_ != nullptr) {
    if (auto closed = stems_->close(); !closed) return closed;
  }
  return file->keep();
}

Error OutputPass::about_out(const Error& error) const {
  return {error.kind, fmt::format("{}: {}", job_.out, error.sentence)};
}

}  // namespace otoscape::jobs
