// SPDX-License-Identifier: Apache-2.0
#include "jobs/render_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "io/input_path.h"
#include "io/media/write/fit_plan.h"
#include "io/output_file.h"
#include "jobs/audibility/speech_in_render.h"
#include "jobs/beside_out.h"
#include "jobs/captions_in_render.h"
#include "jobs/fold_headroom.h"
#include "jobs/job_input.h"
#include "jobs/layout_choice.h"
#include "jobs/make_render_model.h"
#include "jobs/matched_gain.h"
#include "jobs/measure/measured_calibration.h"
#include "jobs/measure/programme_pass.h"
#include "jobs/models/binaural_track.h"
#include "jobs/output_pass.h"
#include "jobs/pipeline.h"
#include "jobs/region.h"
#include "jobs/region_seek.h"
#include "jobs/track_choice.h"
#include "otoscape/loss/msbg/sampling.h"
#include "otoscape/render/quantum/check_params.h"

namespace otoscape::jobs {
namespace {

// A time before or after everything, s: the infinite is no JSON number.
constexpr double kAlways = 1e9;

using Reader = std::unique_ptr<io::media::MediaReader>;

// One run of a job: the state that its passes over the file share.
class Run {
 public:
  Run(const RenderJob& job, const io::ProgressCall& progress, models::InputFile in)
      : job_(job),
        progress_(progress),
        in_(std::move(in)),
        region_(job.start, job.duration),
        asked_{job.dialogue, region_.is_part(), job.ears} {}

  Status choose();
  Status measure();
  Status render();
  RenderSummary summary();

 private:
  Status fit_plan();
  Status measure_calibration();
  Status match_loudness();
  Result<Reader> open(bool copy_others);
  Result<Pipeline::Tracks> make_tracks(measure::ProgrammeLevel::Measure measure,
                                       const BesideWriters& beside = {});
  Status seek(io::media::MediaReader& reader, Pipeline::Tracks& tracks, bool copies);
  void summarise(const io::media::MediaReader& reader, const Pipeline::Tracks& tracks,
                 const OutputPass& output);

  const RenderJob& job_;
  const io::ProgressCall& progress_;
  models::InputFile in_;
  Region region_;
  const audibility::SpeechAsked asked_;
  io::media::OutputPlan plan_;
  std::map<int, render::RenderParams> params_;  // by stream, calibrated
  std::map<int, spatial::Hrirs> heads_;         // by stream
  std::unique_ptr<models::RenderModel> model_;
  RenderSummary summary_;
};

}  // namespace

Result<Reader> Run::open(bool copy_others) {
  auto reader = in_.read(copy_others);
  if (reader && region_.ends()) (*reader)->end_after(region_.read_to());
  return reader;
}

Status Run::seek(io::media::MediaReader& reader, Pipeline::Tracks& tracks, bool copies) {
  if (!region_.is_part()) return ok();
  const auto copied_from = copies ? std::optional(region_.first()) : std::nullopt;
  return seek_region(reader, tracks, in_.path(), in_.cache(), copied_from);
}

Result<Pipeline::Tracks> Run::make_tracks(measure::ProgrammeLevel::Measure measure,
                                          const BesideWriters& beside) {
  Pipeline::Tracks tracks;
  for (const int index : in_.streams()) {
    const io::media::StreamInfo& stream = in_.stream(index);
    const models::TrackSpec spec{index,
                                 stream.rate,
                                 std::min(stream.channels, 2),
                                 surround_of(job_, in_, index),
                                 job_.ears,
                                 region_.frames(stream.rate),
                                 !in_.info().is_film,
                                 measure,
                                 beside.stems.get(),
                                 beside.haptics.get()};
    auto track = model_->track(spec, params_.at(index), summary_.notes);
    if (!track) return track.error();
    tracks[index] = *std::move(track);
    if (const auto head = heads_.find(index); head != heads_.end()) {
      tracks[index] =
          std::make_unique<models::BinauralTrack>(head->second, std::move(tracks[index]));
    }
  }
  return tracks;
}

// All checks that need no decoding.
Status Run::choose() {
  auto chosen = choose_tracks(in_.info(), job_);
  if (!chosen) return chosen.error();
  in_.choose(*chosen);
  if (auto status = choose_layout(job_, in_, summary_.notes); !status) return status;
  auto heads = heads_of(job_, in_, summary_.notes);
  if (!heads) return heads.error();
  heads_ = *std::move(heads);
  for (std::string& note : notes_on_mono(in_.info(), job_))
    summary_.notes.push_back(std::move(note));
  auto model = make_render_model(job_, in_, summary_.notes);
  if (!model) return model.error();
  model_ = *std::move(model);
  io::media::OutputOptions options = with_layouts(job_.options, job_, in_);
  options.sound_only = region_.is_part() && in_.info().is_film && !job_.picture;
  auto plan = io::media::plan_output(in_.info(), in_.streams(), job_.out, options);
  if (!plan) return plan.error();
  plan_ = *plan;
  if (auto status = fit_plan(); !status) return status.error();
  summary_.notes.insert(summary_.notes.begin(), plan_.notes.begin(), plan_.notes.end());
  auto begun = begin_region(job_, in_.info(), region_, summary_.notes);
  if (!begun) return begun;
  for (const int stream : in_.streams()) {
    params_[stream] = job_.params;
    params_[stream].seed = job_.seed.value_or(1);
    params_[stream].calibration = job_.calibration.fixed;
  }
  if (auto status = check_beside(job_, in_); !status) return status;
  // Fails before any work where OUT cannot be written.
  auto file = io::OutputFile::create(job_.out, job_.overwrite);
  return file ? ok() : Status(file.error());
}

// Leaves out what the container cannot hold. Tracks do not exist yet; their form suffices here.
Status Run::fit_plan() {
  io::media::WriterOptions options;
  for (const int index : in_.streams()) {
    const bool msbg = std::holds_alternative<models::MsbgRequest>(job_.model);
    const Hertz rate = msbg ? Hertz(loss::msbg::kRateHz) : in_.stream(index).rate;
    // Its decoder refuses it in a moment; a trial at a damaged rate would take gigabytes.
    if (!render::check_stream(rate)) return ok();
    options.rendered[index] = {rate, job_.ears == models::Ears::both ? 2 : 1,
                               surround_of(job_, in_, index)};
  }
  if (std::ranges::any_of(plan_.streams, &io::media::StreamPlan::original))
    options.title = "as heard";
  return io::media::fit_plan(plan_, *in_.opened(), options);
}

Status Run::measure() {
  Status status = model_->measure(in_, progress_, summary_.notes);
  if (status) status = measure_calibration();
  const auto before = speech_before(job_, asked_);
  if (status) status = know_speech(before, {*model_, params_}, in_, progress_, summary_.notes);
  if (status) status = make_headroom(job_, in_, params_, progress_, summary_.notes);
  return status ? match_loudness() : status;
}

// Calibrations that depend on the programme, over whole tracks even where a region is rendered.
Status Run::measure_calibration() {
  if (!job_.calibration.needs_measuring()) return ok();
  auto reader = in_.read_folded();
  if (!reader) return reader.error();
  const auto chosen =
      measure::measure_calibrations(**reader, in_.streams(), job_.calibration, progress_);
  if (!chosen) return chosen.error();
  measure::keep_what_was_read(**reader, in_.path(), in_.streams(), in_.cache(), summary_.notes);
  for (const auto& [stream, calibration] : *chosen) {
    params_.at(stream).calibration = calibration.calibration;
    if (!calibration.note.empty()) summary_.notes.push_back(calibration.note);
  }
  return ok();
}

// The gain to the loudness of the input, measured by one pass through the model.
Status Run::match_loudness() {
  if (!job_.match_loudness) return ok();
  auto reader = open(/*copy_others=*/false);
  if (!reader) return reader.error();
  auto tracks = make_tracks(measure::ProgrammeLevel::Measure::loudness);
  if (!tracks) return tracks.error();
  if (auto sought = seek(**reader, *tracks, false); !sought) return sought;
  Pipeline pipeline(**reader, *tracks);
  auto status = pipeline.run(threads_of(job_), [&](const io::media::Piece&) {
    progress_({"measuring", (*reader)->progress()});
    return ok();
  });
  if (!status) return status;
  for (const auto& [stream, track] : *tracks) {
    Decibels& gain = params_.at(stream).output_gain;
    gain = matched_gain(*track, gain, summary_.notes);
  }
  return ok();
}

Status Run::render() {
  auto reader = open(/*copy_others=*/true);
  if (!reader) return reader.error();
  const BesideWriters beside = open_beside(job_, in_, {region_, *model_}, summary_.notes);
  auto tracks = make_tracks(measure::ProgrammeLevel::Measure::rms, beside);
  if (!tracks) return tracks.error();
  audibility::find_speech(asked_, in_, *tracks);
  const bool copies = std::ranges::any_of(plan_.streams, [](const auto& s) { return !s.render; });
  if (auto sought = seek(**reader, *tracks, copies); !sought) return sought;
  OutputPass output(job_, in_, region_, plan_, *model_);
  output.has_stems(beside.stems.get());
  output.has_haptics(beside.haptics.get());
  auto captions = captions_of({job_, *model_, region_, params_, plan_}, in_, summary_.notes);
  if (!captions) return captions.error();
  output.adds(captions->tracks);
  if (auto status = output.run(**reader, *tracks, progress_); !status) return status;
  for (const std::string& note : output.notes()) summary_.notes.push_back(note);
  if (beside.stems) {
    for (const std::string& note : beside.stems->notes()) summary_.notes.push_back(note);
    summary_.stems = beside.stems->facts();
  }
  const auto written = write(*captions, job_);
  if (!written) return written.error();
  summary_.captions = *written;
  if (beside.haptics) summary_.haptics = beside.haptics->summary();
  summarise(**reader, *tracks, output);
  measure::keep_what_was_read(**reader, in_.path(), in_.streams(), in_.cache(), summary_.notes);
  return write_beside(job_, in_, {region_, *model_, summary_.tracks, beside}, summary_.notes,
                      progress_);
}

void Run::summarise(const io::media::MediaReader& reader, const Pipeline::Tracks& tracks,
                    const OutputPass& output) {
  const Seconds from(region_.first().value() > 0.0 ? region_.first().value() : -kAlways);
  const Seconds to(region_.ends() ? region_.read_to().value() : kAlways);
  for (const auto& [stream, track] : tracks) {
    models::TrackSummary s = models::summarise_track(
        *track,
        {stream, in_.info(), plan_, params_.at(stream), reader.report_of(stream).fold_peak});
    if (s.channels_in == 1 && s.channels_out == 2) {
      summary_.notes.push_back("mono became stereo: " + model_->why_two_ears());
    }
    s.loudness = output.loudness(stream);
    s.audibility = audibility::speech_audibility(
        {asked_, {stream, from, region_.end()}, s.calibration}, *model_, in_);
    model_->summarise({stream, from, to}, s, summary_.notes);
    summary_.tracks.push_back(s);
  }
  for (const std::string& trouble : reader.troubles()) summary_.notes.push_back(trouble);
}

RenderSummary Run::summary() {
  summary_.out = job_.out;
  summary_.heard = model_->heard();
  summary_.notices = model_->notices();
  summary_.ceiling_dbtp = job_.params.ceiling_dbtp;
  return std::move(summary_);
}

Result<RenderSummary> run(const RenderJob& job, const io::ProgressCall& progress) {
  const auto began = std::chrono::steady_clock::now();
  auto in = open_input(job);
  if (!in) return in.error();
  Run run(job, progress, *std::move(in));
  for (auto step : {&Run::choose, &Run::measure, &Run::render}) {
    if (auto status = (run.*step)(); !status) return status.error();
  }
  RenderSummary summary = run.summary();
  summary.seconds_taken =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return summary;
}

}  // namespace otoscape::jobs
