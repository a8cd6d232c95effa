// SPDX-License-Identifier: Apache-2.0
#include "jobs/video/strip_facts.h"

#include <fmt/format.h>

#include <algorithm>

#include "jobs/audibility/audibility_report.h"
#include "jobs/audibility_job.h"
#include "jobs/job_input.h"
#include "jobs/make_render_model.h"
#include "jobs/video/audibility_table.h"

namespace otoscape::jobs::video {
namespace {

bool has_speech(const metrics::AudibilityTrack& track) {
  return std::ranges::any_of(track.values, &metrics::AudibilityTrack::Value::speech);
}

RenderJob programme_of(const VideoJob& job) {
  RenderJob programme = job.hearing;
  programme.in = job.programme.empty() ? job.in : job.programme;
  programme.out = job.out;
  programme.audibility.clear();
  programme.overwrite = job.overwrite;
  return programme;
}

Status add_measured(const VideoJob& job, const RenderJob& programme, StripFacts& facts,
                    const io::ProgressCall& progress) {
  auto report = run_audibility(programme, progress);
  if (!report) return report.error();
  facts.film.speech = std::move(report->audibility.track);
  facts.speech = audibility::sentences(report->audibility);
  for (std::string& note : report->notes) {
    if (std::ranges::find(facts.notes, note) == facts.notes.end())
      facts.notes.push_back(std::move(note));
  }
  if (job.programme.empty()) {
    facts.notes.push_back(
        fmt::format("the speech is that of {}, as the programme itself; where that is a render "
                    "already, --programme names the film before it",
                    job.in));
  }
  return ok();
}

}  // namespace

Result<StripFacts> strip_facts(const VideoJob& job, const io::ProgressCall& progress) {
  const RenderJob programme = programme_of(job);
  auto in = open_input(programme);
  if (!in) return in.error();
  std::vector<std::string> notes;
  auto model = make_render_model(programme, *in, notes);
  if (!model) return model.error();
  StripFacts facts{StripCourse((*model)->hearing(0)), {}, {}, {}, {}, {}, std::move(notes)};
  facts.relation = (*model)->heard().relation;
  facts.name = (*model)->heard().name;
  facts.notices = (*model)->notices();
  facts.film.length_s = in->info().declared_length.value();
  facts.film.points_s = facts.course.points();
  facts.film.ears = {programme.ears != models::Ears::right, programme.ears != models::Ears::left};
  if (!job.audibility.empty()) {
    auto track = read_audibility(job.audibility);
    if (!track) return track.error();
    facts.film.speech = *std::move(track);
    facts.speech = {fmt::format("as {} says", job.audibility)};
  } else if (in->info().tracks.empty()) {
    facts.speech = {fmt::format("{} has no sound: the strip shows no speech", programme.in)};
    facts.film.missing = "no sound";
    return facts;
  } else if (auto status = add_measured(job, programme, facts, progress); !status) {
    return status.error();
  }
  if (!has_speech(facts.film.speech)) facts.film.missing = "nobody speaks";
  return facts;
}

}  // namespace otoscape::jobs::video
