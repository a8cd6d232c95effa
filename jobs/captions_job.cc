// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions_job.h"

#include <fmt/format.h>

#include "jobs/audibility_job.h"
#include "jobs/captions/caption_files.h"
#include "jobs/captions/caption_source.h"
#include "jobs/captions_in_render.h"
#include "jobs/job_input.h"
#include "jobs/make_render_model.h"
#include "jobs/scene_summary.h"
#include "jobs/track_choice.h"

namespace otoscape::jobs {

Result<std::string> run_captions(const RenderJob& job, const io::ProgressCall& progress) {
  auto checked = captions::CaptionFiles::check(job.captions, job.overwrite);
  if (!checked) return checked.error();
  // The speech first: it says where there is none to read, too.
  auto report = run_audibility(job, progress);
  if (!report) return report.error();
  auto in = open_input(job);
  if (!in) return in.error();
  const auto streams = choose_tracks(in->info(), job);
  if (!streams) return streams.error();
  in->choose(*streams);
  std::vector<std::string> said_already;
  auto model = make_render_model(job, *in, said_already);
  if (!model) return model.error();
  const CaptionsHeard heard = captions_heard(job);
  const auto source =
      captions::caption_source({job.captions, **model, *streams->begin(), heard.character,
                                heard.seed, report->audibility.track},
                               *in, report->notes);
  if (!source) return source.error();
  const captions::CaptionSet set = captions::make_captions(*source);
  const auto files = captions::CaptionFiles::write(job.captions, job.overwrite, *source, set);
  if (!files) return files.error();
  std::string text =
      fmt::format("{}: captions {} \"{}\"\n", report->in, report->relation, report->name);
  const char* name = "captions";
  for (const std::string& sentence : captions::caption_sentences(set, *files)) {
    text += line(name, sentence);
    name = "";
  }
  for (const std::string& notice : report->notices) text += line("please read", notice);
  for (const std::string& note : report->notes) text += line("note", note);
  return text;
}

}  // namespace otoscape::jobs
