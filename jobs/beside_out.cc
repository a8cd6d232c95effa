// SPDX-License-Identifier: Apache-2.0
#include "jobs/beside_out.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "io/captions/vtt.h"
#include "io/haptics/vibrate.h"
#include "io/output_file.h"
#include "jobs/audibility/audibility_file.h"
#include "jobs/audibility/audibility_report.h"
#include "jobs/audibility_job.h"
#include "jobs/captions/caption_files.h"
#include "jobs/captions/caption_source.h"
#include "jobs/captions_in_render.h"
#include "jobs/haptics_choice.h"
#include "jobs/report/report.h"
#include "jobs/stem_choice.h"

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

// A sentence of the summary, for a page.
std::string as_sentence(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text + '.';
}

void add_audibility(const models::TrackSummary& track, report::ReportFacts& facts) {
  if (!track.audibility) return;
  facts.audibility = track.audibility->track;
  for (std::string& sentence : audibility::sentences(*track.audibility))
    facts.audibility_words.push_back(as_sentence(std::move(sentence)));
}

// The film's words as the character makes them out, and all of them, both with what tells of the
// perspective.
Status add_captions(const RenderJob& job, const models::InputFile& in, const Rendered& rendered,
                    report::ReportFacts& facts) {
  std::vector<std::string> ignored;  // said where captions are asked for by themselves
  const CaptionsHeard heard = captions_heard(job);
  const auto source = captions::caption_source({job.captions, rendered.model, *in.streams().begin(),
                                                heard.character, heard.seed, facts.audibility},
                                               in, ignored);
  if (!source) return source.error();
  captions::CaptionSet set = captions::make_captions(*source);
  const double end = std::min(rendered.region.end().value(), source->length.value());
  for (auto& [list, label] :
       {std::pair{&set.point_of_hearing, "Point of hearing"}, std::pair{&set.full, "All words"}}) {
    if (list == &set.full && !set.has_words) continue;
    captions::cut(*list, facts.begin, Seconds(end - facts.begin.value()));
    if (list->cues.empty()) continue;
    facts.captions.push_back({label, list->language, io::captions::vtt_text(*list)});
  }
  return ok();
}

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
  add_audibility(rendered.tracks.front(), facts);
  if (rendered.writers.haptics) {
    facts.vibration = io::haptics::vibrate_pulses(rendered.writers.haptics->pattern());
  }
  if (auto added = add_captions(job, in, rendered, facts); !added) return added;
  auto written = report::write_report(request_of(job), facts, progress);
  if (!written) return written.error();
  notes.insert(notes.end(), written->begin(), written->end());
  return ok();
}

// A name of one of the files beside OUT, and the option that gives it.
using Named = std::pair<const char*, std::string>;

Status check_pair(const Named& first, const Named& second) {
  if (!io::same_file(first.second, second.second)) return ok();
  const bool reads = std::string_view(first.first) == "IN";
  return wrong_usage(fmt::format("{} and {} {} {}; give one another name", first.first,
                                 second.first, reads ? "are one file," : "would both write",
                                 second.second));
}

// Two of the files, or one of them and IN or OUT, have one name, or one lies in the folder of the
// stems, which must be new: that would show only when all is rendered.
Status check_names(const RenderJob& job) {
  std::vector<Named> names = {{"IN", job.in},
                              {"OUT", job.out},
                              {"--haptics", job.haptics.file},
                              {"--audibility", job.audibility},
                              {"--report", job.report}};
  for (std::string& name : captions::CaptionFiles::names(job.captions)) {
    names.emplace_back("--captions", std::move(name));
  }
  std::erase_if(names, [](const Named& name) { return name.second.empty(); });
  for (std::size_t i = 2; i < names.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (auto status = check_pair(names[k], names[i]); !status) return status;
    }
  }
  for (const auto& [option, name] : names) {
    const std::string folder = std::filesystem::path(name).parent_path().string();
    if (job.stems.empty() || name == "-" ||
        !io::same_file(folder.empty() ? "." : folder, job.stems))
      continue;
    return wrong_usage(fmt::format(
        "{} lies in the folder of --stems, which appears when it is whole; put it elsewhere",
        name));
  }
  return ok();
}

}  // namespace

Status check_beside(const RenderJob& job, const models::InputFile& in) {
  Status status = check_names(job);
  if (status) status = check_stems(job, in);
  if (status) status = check_audibility(job, in);
  if (status) status = check_captions(job);
  if (status) status = check_haptics(job, in);
  return status ? check_report(job, in) : status;
}

BesideWriters open_beside(const RenderJob& job, const models::InputFile& in,
                          const Measured& measured, std::vector<std::string>& notes) {
  return {stem_writer(job, in, measured.region, measured.model.loudness_points(), notes),
          haptics_writer(job, in, measured.region, notes)};
}

Status write_beside(const RenderJob& job, models::InputFile& in, const Rendered& rendered,
                    std::vector<std::string>& notes, const io::ProgressCall& progress) {
  const auto written = audibility::write_file({job.audibility, job.in, job.overwrite},
                                              rendered.tracks.front().audibility, rendered.model,
                                              *in.streams().begin());
  return written ? write_report(job, in, rendered, notes, progress) : written;
}

}  // namespace otoscape::jobs
