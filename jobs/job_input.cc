// SPDX-License-Identifier: Apache-2.0
#include "jobs/job_input.h"

#include <fmt/format.h>

#include "io/input_path.h"
#include "io/output_file.h"
#include "jobs/make_render_model.h"

namespace otoscape::jobs {

Result<models::InputFile> open_input(const RenderJob& job) {
  if (io::same_file(job.in, job.out)) {
    return wrong_usage(
        fmt::format("{} is input and output; write the render to another name", job.in));
  }
  const bool is_region = job.start || job.duration;
  const bool passes_twice = (is_region && job.picture) || job.calibration.needs_measuring() ||
                            job.match_loudness || measures_first(job);
  if (passes_twice && !io::can_be_read_twice(job.in)) {
    return wrong_usage(
        fmt::format("{} cannot be measured first; give a file, or --calibration fs=…, no "
                    "--scene and no --model msbg",
                    job.in == "-" ? "standard input" : job.in));
  }
  models::InputFile::Reading reading;
  reading.layout_option = "--input-layout";
  if (job.track) reading.mono = io::media::MediaReader::Mono::apart;
  reading.layout = job.input_layout;
  return models::InputFile::open(job.in, reading, job.cache);
}

}  // namespace otoscape::jobs
