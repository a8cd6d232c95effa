// SPDX-License-Identifier: Apache-2.0
#include "jobs/stem_choice.h"

#include <filesystem>

#include "io/input_path.h"
#include "io/output_folder.h"
#include "jobs/measure/start_time.h"

namespace otoscape::jobs {

Status check_stems(const RenderJob& job, const models::InputFile& in) {
  if (job.stems.empty()) return ok();
  if (std::holds_alternative<models::MsbgRequest>(job.model)) {
    return wrong_usage("--stems: the MSBG model has no parts; use --model live");
  }
  if (in.streams().size() > 1) {
    return wrong_usage("--stems belongs to one track: choose it with --audio-track");
  }
  if (job.ears != models::Ears::both) {
    return wrong_usage("--stems belongs to both ears: leave --ear out");
  }
  if (!io::can_be_read_twice(job.in)) {
    return wrong_usage("--stems: this input cannot be measured first; give a file");
  }
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::path folder_path = fs::weakly_canonical(job.stems, ignored),
                 out = fs::weakly_canonical(job.out, ignored);
  if (out == folder_path || out.parent_path() == folder_path) {
    return wrong_usage("--stems: OUT lies in this folder; give the stems one of their own");
  }
  auto folder = io::OutputFolder::create(job.stems);
  return folder ? ok() : Status(folder.error());
}

std::unique_ptr<models::StemWriter> stem_writer(const RenderJob& job, const models::InputFile& in,
                                                const Region& region,
                                                std::vector<measure::LoudnessPoint> points,
                                                std::vector<std::string>& notes) {
  if (job.stems.empty()) return nullptr;
  const Hertz rate = in.stream(*in.streams().begin()).rate;
  const auto start = measure::start_time(job.in, rate, Seconds(0.0));
  if (!start.note.empty()) notes.push_back(start.note);
  io::stems::StemOptions options;
  const auto& format = job.options.sample_format;
  if (format && *format != io::media::SampleFormat::f32) {
    options.samples = io::wave::WaveSamples::s24;
  }
  options.programme = std::filesystem::path(job.in).stem().string();
  options.time_reference = start.frames;
  options.timecode = start.timecode;
  const std::int64_t origin = region.is_part() ? region.frames(rate).first : 0;
  return std::make_unique<models::StemWriter>(
      models::StemFiles::Setup{
          job.stems, {}, std::move(options), std::move(points), threads_of(job) > 1},
      origin);
}

}  // namespace otoscape::jobs
