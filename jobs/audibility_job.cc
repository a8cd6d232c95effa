// SPDX-License-Identifier: Apache-2.0
#include "jobs/audibility_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "io/input_path.h"
#include "jobs/audibility/audibility_file.h"
#include "jobs/audibility/audibility_report.h"
#include "jobs/audibility/speech_in_render.h"
#include "jobs/job_input.h"
#include "jobs/make_render_model.h"
#include "jobs/measure/measured_calibration.h"
#include "jobs/region.h"
#include "jobs/scene_summary.h"
#include "jobs/track_choice.h"

namespace otoscape::jobs {
namespace {

// A time before or after everything, s.
constexpr double kAlways = 1e9;

Result<Calibration> calibration_of(const RenderJob& job, models::InputFile& in, int stream,
                                   const io::ProgressCall& progress,
                                   std::vector<std::string>& notes) {
  if (!job.calibration.needs_measuring()) return job.calibration.fixed;
  auto reader = in.read_folded();
  if (!reader) return reader.error();
  const auto chosen =
      measure::measure_calibrations(**reader, in.streams(), job.calibration, progress);
  if (!chosen) return chosen.error();
  const measure::ChosenCalibration& found = chosen->at(stream);
  if (!found.note.empty()) notes.push_back(found.note);
  return found.calibration;
}

}  // namespace

Result<AudibilityReport> run_audibility(const RenderJob& job, const io::ProgressCall& progress) {
  if (auto status = io::must_be_read_twice(job.in); !status) return status.error();
  if (!job.audibility.empty()) {
    auto status = audibility::check_file(job.audibility, "-o", job.overwrite);
    if (!status) return status.error();
  }
  auto in = open_input(job);
  if (!in) return in.error();
  const auto streams = choose_tracks(in->info(), job);
  if (!streams) return streams.error();
  in->choose(*streams);
  AudibilityReport report;
  report.in = job.in;
  report.notes = notes_on_mono(in->info(), job);
  const int stream = *streams->begin();
  const auto& tracks = in->info().tracks;
  report.track = static_cast<int>(std::ranges::find(tracks, stream) - tracks.begin()) + 1;
  auto model = make_render_model(job, *in, report.notes);
  if (!model) return model.error();
  report.relation = (*model)->heard().relation;
  report.name = (*model)->heard().name;
  report.notices = (*model)->notices();
  if (auto status = (*model)->measure(*in, progress, report.notes); !status) return status.error();
  const auto calibration = calibration_of(job, *in, stream, progress, report.notes);
  if (!calibration) return calibration.error();
  const Region region(job.start, job.duration);
  audibility::SpeechAsked asked{job.dialogue, /*part=*/true, job.ears};
  const std::map<int, render::RenderParams> params = {{stream, {.calibration = *calibration}}};
  auto status = audibility::know_speech(asked, {**model, params}, *in, progress, report.notes);
  if (!status) return status.error();
  asked.part = region.is_part();
  const Seconds from(region.first().value() > 0.0 ? region.first().value() : -kAlways);
  const Seconds to(region.ends() ? region.end().value() : kAlways);
  auto found =
      audibility::speech_audibility({asked, {stream, from, to}, *calibration}, **model, *in);
  if (!found) return failed(fmt::format("{}: its sound has zero length", job.in));
  report.audibility = *std::move(found);
  status = audibility::write_file({job.audibility, job.in, job.overwrite}, report.audibility,
                                  **model, stream);
  if (!status) return status.error();
  return report;
}

Status check_audibility(const RenderJob& job, const models::InputFile& in) {
  const bool once = !io::can_be_read_twice(job.in);
  if (!job.dialogue.empty() && once) {
    return wrong_usage("--dialogue: this input cannot be read first; give a file");
  }
  if (job.audibility.empty()) return ok();
  if (in.streams().size() > 1) {
    return wrong_usage("--audibility belongs to one track: choose it with --audio-track");
  }
  if (once && (job.start || job.duration)) {
    return wrong_usage(
        "--audibility of a part needs all of the input first, and this one can be read only once; "
        "give a file");
  }
  return audibility::check_file(job.audibility, "--audibility", job.overwrite);
}

std::string to_text(const AudibilityReport& report) {
  std::string text =
      fmt::format("{}: speech audibility {} \"{}\"\n", report.in, report.relation, report.name);
  const char* name = "speech";
  for (const std::string& sentence : audibility::sentences(report.audibility)) {
    text += line(name, sentence);
    name = "";
  }
  for (const std::string& notice : report.notices) text += line("please read", notice);
  for (const std::string& note : report.notes) text += line("note", note);
  return text;
}

std::string to_json(const AudibilityReport& report) {
  const nlohmann::ordered_json json = {
      {"in", report.in},
      {"heard", report.name},
      {"track", report.track},
      {"speech_audibility", audibility::to_json(report.audibility, true)},
      {"notices", report.notices},
      {"notes", report.notes}};
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace otoscape::jobs
