// SPDX-License-Identifier: Apache-2.0
#include "jobs/haptics_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "io/input_path.h"
#include "io/output_file.h"
#include "jobs/measure/start_time.h"

namespace otoscape::jobs {
namespace {

Status check_form(const haptics::HapticsRequest& asked) {
  const auto form = haptics::form_of(asked.file);
  if (!form) {
    return wrong_usage(
        fmt::format("--haptics {}: the file's extension says its form: .wav, .ahap, .hjif or .json",
                    asked.file));
  }
  if (asked.bands == 1) return ok();
  if (*form != haptics::Form::wave) {
    return wrong_usage("--haptics-bands 2 belongs to a .wav file: patterns have one band");
  }
  const auto& device = otoscape::haptics::facts_of(asked.device);
  if (device.split_hz == 0.0) {
    return wrong_usage(
        fmt::format("--haptics-bands 2: a {} has one band, of intensity alone", device.name));
  }
  return ok();
}

}  // namespace

Status check_haptics(const RenderJob& job, const models::InputFile& in) {
  const haptics::HapticsRequest& asked = job.haptics;
  if (asked.file.empty()) return ok();
  if (auto status = check_form(asked); !status) return status;
  if (std::holds_alternative<models::MsbgRequest>(job.model)) {
    return wrong_usage("--haptics: the MSBG model has no body; use --model live");
  }
  if (in.streams().size() > 1) {
    return wrong_usage("--haptics belongs to one track: choose it with --audio-track");
  }
  if (!io::can_be_read_twice(job.in)) {
    return wrong_usage("--haptics: this input cannot be measured first; give a file");
  }
  auto file = io::OutputFile::create(asked.file, job.overwrite);
  return file ? ok() : Status(file.error());
}

std::unique_ptr<haptics::HapticsWriter> haptics_writer(const RenderJob& job,
                                                       const models::InputFile& in,
                                                       const Region& region,
                                                       std::vector<std::string>& notes) {
  if (job.haptics.file.empty()) return nullptr;
  const Hertz rate = in.stream(*in.streams().begin()).rate;
  const auto start = measure::start_time(job.in, rate, Seconds(0.0));
  if (!start.note.empty() && std::ranges::find(notes, start.note) == notes.end()) {
    notes.push_back(start.note);
  }
  haptics::HapticsFile::Options options;
  options.request = job.haptics;
  options.overwrite = job.overwrite;
  const auto& format = job.options.sample_format;
  if (format && *format != io::media::SampleFormat::f32) {
    options.samples = io::wave::WaveSamples::s24;
  }
  const auto name = otoscape::haptics::facts_of(job.haptics.device).name;
  options.facts.name = "vibration";
  options.facts.words = fmt::format("what the body feels, for a device of the kind {}", name);
  options.facts.programme = std::filesystem::path(job.in).stem().string();
  options.facts.time_reference = start.frames;
  options.facts.timecode = start.timecode;
  const std::int64_t origin = region.is_part() ? region.frames(rate).first : 0;
  return std::make_unique<haptics::HapticsWriter>(std::move(options), rate, origin);
}

}  // namespace otoscape::jobs
