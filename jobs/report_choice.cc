// SPDX-License-Identifier: Apache-2.0
#include "jobs/report_choice.h"

#include "jobs/report/report.h"

namespace otoscape::jobs {
namespace {

report::ReportRequest request_of(const RenderJob& job) {
  return {job.report, job.in, job.out, job.overwrite};
}

// The listener of a job without a scene.
const hearing::HearingProfile* listener_of(const RenderJob& job) {
  if (const auto* msbg = std::get_if<models::MsbgRequest>(&job.model)) return &msbg->listener;
  return std::get_if<hearing::HearingProfile>(&job.model);
}

}  // namespace

Status check_report(const RenderJob& job, const models::InputFile& in) {
  if (job.report.empty()) return ok();
  if (in.streams().size() > 1)
    return wrong_usage("--report belongs to one track: choose it with --audio-track");
  return report::check_report(request_of(job));
}

Status write_report(const RenderJob& job, models::InputFile& in, const Rendered& rendered,
                    std::vector<std::string>& notes, const io::ProgressCall& progress) {
  if (job.report.empty()) return ok();
  const Region& region = rendered.region;
  report::ReportFacts facts{in, rendered.tracks.front(), rendered.model.heard(),
                            rendered.model.notices()};
  facts.scene = rendered.model.scene();
  if (facts.scene == nullptr) facts.listener = listener_of(job);
  facts.begin = region.first();
  if (region.ends()) facts.length = Seconds(region.end().value() - region.first().value());
  auto written = report::write_report(request_of(job), facts, progress);
  if (!written) return written.error();
  notes.insert(notes.end(), written->begin(), written->end());
  return ok();
}

}  // namespace otoscape::jobs
