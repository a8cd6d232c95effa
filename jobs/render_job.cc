// SPDX-License-Identifier: Apache-2.0
#include "jobs/render_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <thread>

#include "io/media/media_writer.h"
#include "io/media/wav_chunks.h"
#include "io/output_file.h"
#include "jobs/matched_gain.h"
#include "jobs/measure/measured_calibration.h"
#include "jobs/measure/programme_pass.h"
#include "jobs/msbg_job.h"
#include "jobs/pipeline.h"
#include "jobs/region_seek.h"
#include "jobs/track_choice.h"

namespace otoscape::jobs {
namespace {

constexpr double kAlways = 1e9;  // s

// One pass's tools, and what the passes learn.
class Run {
 public:
  Run(const RenderJob& job, const ProgressCall& progress)
      : job_(job), progress_(progress), cache_(measure::ProgrammeCache::of(job.cache)) {}

  Result<RenderSummary> all();

 private:
  Status look();
  Status find_region_start();
  Status measure_input();
  Status prepare_msbg();
  Status match_loudness();
  Seconds region_end() const;
  Status render();
  Result<std::unique_ptr<io::media::MediaReader>> open(bool copy_others);
  Status know_programmes();
  Result<Pipeline::Tracks> make_tracks(const io::media::MediaInfo& info,
                                       measure::ProgrammeLevel::Measure measure);
  std::string name() const { return scene_ ? scene_->scene().title : job_.listener.name; }
  Status seek(io::media::MediaReader& reader, Pipeline::Tracks& tracks, bool copies);
  FrameRange range(Hertz rate) const;
  bool in_region(const io::media::CopiedPiece& piece) const;
  io::media::WriterOptions writer_options(const io::media::MediaInfo& info,
                                          const Pipeline::Tracks& tracks) const;
  Status write(io::media::MediaWriter& writer, io::media::Piece piece,
               std::set<int>& started) const;
  bool same_channels(const Pipeline::Tracks& tracks) const;
  double rate_ratio(const Pipeline::Tracks& tracks) const;
  void summarise(const io::media::MediaReader& reader, const Pipeline::Tracks& tracks);
  int threads() const {
    return job_.threads > 0 ? job_.threads : static_cast<int>(std::thread::hardware_concurrency());
  }
  bool has_region() const { return job_.start || job_.duration; }
  bool region_with_picture() const { return has_region() && job_.picture && info_.is_film; }

  const RenderJob& job_;
  const ProgressCall& progress_;
  measure::ProgrammeCache cache_;
  std::unique_ptr<io::media::MediaReader>
      looked_at_;  // the file as first opened; standard input opens once
  io::media::MediaInfo info_;
  std::set<int> rendered_;
  io::media::OutputPlan plan_;
  double start_seconds_ = 0.0;
  std::map<int, render::RenderParams> params_;  // by stream, calibrated
  std::unique_ptr<SceneJob> scene_;
  std::unique_ptr<MsbgJob> msbg_;
  RenderSummary summary_;
};

}  // namespace

Result<std::unique_ptr<io::media::MediaReader>> Run::open(bool copy_others) {
  auto reader = looked_at_ ? Result(std::move(looked_at_)) : io::media::MediaReader::open(job_.in);
  if (!reader) return reader.error();
  if (auto status = (*reader)->choose(rendered_, copy_others); !status) return status.error();
  return reader;
}

Status Run::seek(io::media::MediaReader& reader, Pipeline::Tracks& tracks, bool copies) {
  if (!has_region()) return ok();
  const auto copied_from = copies ? std::optional(Seconds(start_seconds_)) : std::nullopt;
  return seek_region(reader, tracks, job_.in, cache_, copied_from);
}

FrameRange Run::range(Hertz rate) const {
  if (!has_region()) return {};
  FrameRange range{std::llround(start_seconds_ * rate.value())};
  const double skipped = start_seconds_ - job_.start.value_or(Seconds(0)).value();
  if (job_.duration) {
    range.end = range.first + std::llround((job_.duration->value() - skipped) * rate.value());
  }
  return range;
}

Result<Pipeline::Tracks> Run::make_tracks(const io::media::MediaInfo& info,
                                          measure::ProgrammeLevel::Measure measure) {
  Pipeline::Tracks tracks;
  for (int index : rendered_) {
    const io::media::StreamInfo& stream = info.streams[static_cast<std::size_t>(index)];
    if (msbg_) {
      auto track = msbg_->track(index, params_.at(index));
      if (!track) return track.error();
      tracks[index] = *std::move(track);
      continue;
    }
    const EarsTrack::Spec spec{index,     stream.rate,        std::min(stream.channels, 2),
                               job_.ears, range(stream.rate), !info.is_film,
                               measure};
    auto renders = scene_
                       ? scene_->renders(index, stream.rate, params_.at(index), summary_.notes)
                       : Result(EarsTrack::listener(job_.listener, params_.at(index), job_.ears));
    if (!renders) return renders.error();
    tracks[index] = std::make_unique<EarsTrack>(spec, *std::move(renders));
  }
  return tracks;
}

// What can be refused is refused before any work.
Status Run::look() {
  if (same_file(job_.in, job_.out)) {
    return wrong_usage(
        fmt::format("{} is input and output; write the render to another name", job_.in));
  }
  const bool passes_twice = (has_region() && job_.picture) || job_.calibration.needs_measuring() ||
                            job_.match_loudness || job_.scene || job_.msbg;
  if (job_.in == "-" && passes_twice) {
    return wrong_usage(
        "standard input cannot be measured first; give a file, or --calibration fs=…, no "
        "--scene and no --model msbg");
  }
  auto reader = io::media::MediaReader::open(job_.in);
  if (!reader) return reader.error();
  looked_at_ = std::move(*reader);
  info_ = looked_at_->info();
  return ok();
}

// A scene is told to the whole programme, whatever part is rendered: one pass makes its track.
Status Run::know_programmes() {
  if (!job_.scene) return ok();
  auto scene = SceneJob::make(*job_.scene, info_.declared_length, summary_.notes);
  if (!scene) return scene.error();
  scene_ = std::move(*scene);
  auto known =
      jobs::measure::know_programmes(job_.in, rendered_, cache_, progress_, summary_.notes);
  if (!known) return known.error();
  for (const int stream : rendered_) {
    scene_->know(stream, std::move(*known->at(stream).track));
  }
  return ok();
}

// Calibrations that depend on the programme: its whole tracks, whatever part is rendered.
Status Run::measure_input() {
  if (!job_.calibration.needs_measuring()) return ok();
  auto reader = open(false);
  if (!reader) return reader.error();
  const auto chosen =
      measure::measure_calibrations(**reader, rendered_, job_.calibration, progress_);
  if (!chosen) return chosen.error();
  measure::keep_what_was_read(**reader, job_.in, rendered_, cache_, summary_.notes);
  for (const auto& [stream, calibration] : *chosen) {
    params_.at(stream).calibration = calibration.calibration;
    if (!calibration.note.empty()) summary_.notes.push_back(calibration.note);
  }
  return ok();
}

// MSBG's model measures the whole file before it renders.
Status Run::prepare_msbg() {
  if (!msbg_) return ok();
  auto reader = open(false);
  if (!reader) return reader.error();
  return msbg_->measure(**reader, progress_);
}

// The gain that gives what is rendered its loudness back: one pass through the ears to measure.
Status Run::match_loudness() {
  if (!job_.match_loudness) return ok();
  auto reader = open(false);
  if (!reader) return reader.error();
  if (has_region() && job_.duration) (*reader)->end_after(region_end());
  auto made = make_tracks(info_, measure::ProgrammeLevel::Measure::rms_and_loudness);
  if (!made) return made.error();
  auto& tracks = *made;
  if (auto sought = seek(**reader, tracks, false); !sought) return sought;
  Pipeline pipeline(**reader, tracks);
  auto status = pipeline.run(threads(), [&](const io::media::Piece&) {
    progress_({"measuring", (*reader)->progress()});
    return ok();
  });
  if (!status) return status;
  for (const auto& [stream, track] : tracks) {
    Decibels& gain = params_.at(stream).output_gain;
    gain = matched_gain(*track, gain, summary_.notes);
  }
  return ok();
}

// Where reading may end: after the region, what the ears reach for beyond it, and the start of a
// sound file that does not begin at 0.
Seconds Run::region_end() const {
  constexpr double kBeyondSeconds = 1.0;
  return Seconds(job_.start.value_or(Seconds(0)).value() + job_.duration->value() + kBeyondSeconds);
}

// Copied packets of a region: what is decoded from its key frame on, and before its end.
bool Run::in_region(const io::media::CopiedPiece& piece) const {
  if (!has_region()) return true;
  const auto [first, last] = io::media::time_span(piece);
  const double end = job_.duration
                         ? job_.start.value_or(Seconds(0)).value() + job_.duration->value()
                         : std::numeric_limits<double>::infinity();
  return last > start_seconds_ && first < end;
}

io::media::WriterOptions Run::writer_options(const io::media::MediaInfo& info,
                                             const Pipeline::Tracks& tracks) const {
  io::media::WriterOptions options;
  for (const auto& [stream, track] : tracks) {
    options.rendered[stream] = {track->rate(), track->channels()};
  }
  options.seed = job_.seed.value_or(scene_ ? scene_->seed() : 1);
  if (std::ranges::any_of(plan_.streams, &io::media::StreamPlan::original)) {
    options.title = fmt::format("as heard: {}", name());
  }
  if (msbg_) options.comment = msbg_->comment();
  options.keeps_time = info.is_film && plan_.film;
  if (has_region()) options.origin = Seconds(start_seconds_);
  if (job_.duration) {
    const double end = job_.start.value_or(Seconds(0)).value() + job_.duration->value();
    options.length = Seconds(end - start_seconds_);
  }
  const Hertz rate = info.streams[static_cast<std::size_t>(*rendered_.begin())].rate;
  options.rate_ratio = rate_ratio(tracks);
  options.moved_by = to_frames(Seconds(start_seconds_), rate);
  return options;
}

Status Run::write(io::media::MediaWriter& writer, io::media::Piece piece,
                  std::set<int>& started) const {
  if (auto* copied = std::get_if<io::media::CopiedPiece>(&piece)) {
    return in_region(*copied) ? writer.write(std::move(*copied)) : ok();
  }
  if (const auto* end = std::get_if<io::media::SoundEnd>(&piece)) return writer.finish(end->stream);
  auto& sound = std::get<io::media::SoundPiece>(piece);
  if (started.insert(sound.stream).second) {
    // A sound file begins with its sound, whatever its time stamps say; only a film has a clock.
    std::int64_t first = info_.is_film ? sound.first : 0;
    const FrameRange whole = range(info_.streams[static_cast<std::size_t>(sound.stream)].rate);
    if (has_region() && info_.is_film) first = std::max<std::int64_t>(sound.first - whole.first, 0);
    if (auto status = writer.start(sound.stream, first); !status) return status;
  }
  return writer.write(sound.stream, sound.block());
}

bool Run::same_channels(const Pipeline::Tracks& tracks) const {
  const auto& [stream, track] = *tracks.begin();
  return info_.streams[static_cast<std::size_t>(stream)].channels == track->channels();
}

// Of what is written to what came in.
double Run::rate_ratio(const Pipeline::Tracks& tracks) const {
  const auto& [stream, track] = *tracks.begin();
  return track->rate().value() / info_.streams[static_cast<std::size_t>(stream)].rate.value();
}

Status Run::render() {
  auto reader = open(true);
  if (!reader) return reader.error();
  if (has_region() && job_.duration) (*reader)->end_after(region_end());
  auto made = make_tracks(info_, measure::ProgrammeLevel::Measure::rms);
  if (!made) return made.error();
  auto& tracks = *made;
  const bool copies = std::ranges::any_of(plan_.streams, [](const auto& s) { return !s.render; });
  if (auto sought = seek(**reader, tracks, copies); !sought) return sought;
  auto file = OutputFile::create(job_.out, job_.overwrite);
  if (!file) return file.error();
  auto writer = io::media::MediaWriter::open(file->temporary(), plan_, **reader,
                                             writer_options(info_, tracks));
  const auto about_out = [&](const Error& error) {
    return Error{error.kind, fmt::format("{}: {}", job_.out, error.sentence)};
  };
  if (!writer) return about_out(writer.error());
  std::set<int> started;
  Status written = ok();
  Pipeline pipeline(**reader, tracks);
  const auto status = pipeline.run(threads(), [&](io::media::Piece piece) {
    progress_({"rendering", (*reader)->progress()});
    written = write(**writer, std::move(piece), started);
    return written;
  });
  if (!written) return about_out(written.error());
  if (!status) return status;
  if (std::ranges::all_of(tracks, [](const auto& t) { return t.second->frames() == 0; })) {
    return failed(has_region() ? fmt::format("{}: there is no sound in this region", job_.in)
                               : fmt::format("{}: its sound has zero length", job_.in));
  }
  if (auto closed = (*writer)->close(); !closed) return about_out(closed.error());
  if (plan_.muxer == "wav" && job_.in != "-" && job_.out != "-" && !has_region() &&
      rate_ratio(tracks) == 1.0) {
    if (auto copied = io::media::copy_wav_chunks(job_.in, file->temporary(), same_channels(tracks));
        !copied)
      return about_out(copied.error());
  }
  summarise(**reader, tracks);
  if (auto kept = file->keep(); !kept) return kept;
  measure::keep_what_was_read(**reader, job_.in, rendered_, cache_, summary_.notes);
  return ok();
}

void Run::summarise(const io::media::MediaReader& reader, const Pipeline::Tracks& tracks) {
  for (const auto& [stream, track] : tracks) {
    TrackSummary s = summarise_track(*track, stream, info_, plan_, params_.at(stream),
                                     reader.report_of(stream).fold_peak);
    if (s.channels_in == 1 && s.channels_out == 2) {
      summary_.notes.push_back(scene_ ? "mono became stereo: the ears differ along the scene"
                                      : "mono became stereo: this listener's ears differ");
    }
    if (scene_) {
      const double end = job_.duration ? region_end().value() : kAlways;
      s.scene = scene_->summarise(stream, Seconds(start_seconds_ > 0.0 ? start_seconds_ : -kAlways),
                                  Seconds(end), summary_.notes);
    }
    if (msbg_) s.msbg = msbg_->summarise(stream, s.report);
    summary_.tracks.push_back(s);
  }
  for (const std::string& trouble : reader.troubles()) summary_.notes.push_back(trouble);
}

// A region with its picture begins where a picture can.
Status Run::find_region_start() {
  start_seconds_ = job_.start.value_or(Seconds(0)).value();
  if (!region_with_picture()) return ok();
  auto reader = io::media::MediaReader::open(job_.in);
  if (!reader) return reader.error();
  const double key = (*reader)->key_frame_before(start_seconds_);
  if (key < start_seconds_ - 0.001) {
    summary_.notes.push_back(
        fmt::format("the region begins at {:.3f} s, where a picture can begin", key));
  }
  start_seconds_ = key;
  return ok();
}

Result<RenderSummary> Run::all() {
  const auto began = std::chrono::steady_clock::now();
  if (auto status = look(); !status) return status.error();
  auto chosen = choose_tracks(info_, job_);
  if (!chosen) return chosen.error();
  rendered_ = *chosen;
  if (job_.msbg) {
    auto msbg = MsbgJob::make({job_.in, *job_.msbg, job_.listener, job_.ears, threads() > 1}, info_,
                              rendered_, summary_.notes);
    if (!msbg) return msbg.error();
    msbg_ = std::move(*msbg);
  }
  io::media::OutputOptions options = job_.options;
  options.sound_only = has_region() && info_.is_film && !job_.picture;
  auto plan = io::media::plan_output(info_, rendered_, job_.out, options);
  if (!plan) return plan.error();
  plan_ = *plan;
  summary_.notes.insert(summary_.notes.begin(), plan_.notes.begin(), plan_.notes.end());
  if (auto status = find_region_start(); !status) return status.error();
  for (int stream : rendered_) {
    params_[stream] = job_.params;
    params_[stream].seed = job_.seed.value_or(1);
    params_[stream].calibration = job_.calibration.fixed;
  }
  {  // say at once that OUT cannot be written
    auto file = OutputFile::create(job_.out, job_.overwrite);
    if (!file) return file.error();
  }
  if (auto status = know_programmes(); !status) return status.error();
  if (auto status = measure_input(); !status) return status.error();
  if (auto status = prepare_msbg(); !status) return status.error();
  if (auto status = match_loudness(); !status) return status.error();
  if (auto status = render(); !status) return status.error();
  summary_.out = job_.out;
  summary_.heard = name();
  summary_.is_scene = scene_ != nullptr;
  if (scene_) summary_.notices = scene_->scene().notices;
  summary_.ceiling_dbtp = job_.params.ceiling_dbtp;
  summary_.seconds_taken =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return summary_;
}

Result<RenderSummary> run(const RenderJob& job, const ProgressCall& progress) {
  return Run(job, progress).all();
}

}  // namespace otoscape::jobs
