// SPDX-License-Identifier: Apache-2.0
#include "jobs/electrodogram_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "io/byte_sink.h"
#include "io/views/electrodogram_picture.h"
#include "io/views/electrodogram_table.h"
#include "otoscape/ear/fit_implant.h"
#include "otoscape/implant/coding/electrodogram.h"

namespace otoscape::jobs {
namespace {

enum class Kind { csv, npy, svg };

Result<Kind> kind_of(const ElectrodogramJob& job) {
  const std::string extension =
      job.out == "-" ? ".csv" : std::filesystem::path(job.out).extension().string();
  if (job.csv && extension != ".csv") {
    return wrong_usage(fmt::format("{}: --format belongs to .csv", job.out));
  }
  if (extension == ".csv") return Kind::csv;
  if (extension == ".npy") return Kind::npy;
  if (extension == ".svg") return Kind::svg;
  return wrong_usage(fmt::format("{}: an electrodogram is written as .csv, .npy or .svg", job.out));
}

void write(const ElectrodogramJob& job, Kind kind,
           const implant::coding::Electrodogram& electrodogram, io::ByteSink& sink) {
  const io::views::TakeBytes take = [&](std::string_view bytes) { sink.write(bytes); };
  if (kind == Kind::svg) return take(io::views::electrodogram_svg(electrodogram, job.map));
  if (kind == Kind::npy) return io::views::write_npy(electrodogram, job.map, take);
  if (job.csv == ElectrodogramJob::Csv::with_times)
    return io::views::write_long_csv(electrodogram, job.map, take);
  io::views::write_sequence_csv(electrodogram, job.map, take);
}

void count(const implant::coding::Electrodogram& electrodogram, ElectrodogramSummary& summary) {
  std::set<int> fired;
  for (const auto& timed : electrodogram.pulses) {
    const implant::Pulse& pulse = timed.pulse;
    if (pulse.level == 0 && pulse.current_ua == 0.0f) {
      summary.idle += 1;
      continue;
    }
    const double ua = static_cast<double>(pulse.current_ua);
    summary.lowest_ua = fired.empty() ? ua : std::min(summary.lowest_ua, ua);
    summary.highest_ua = std::max(summary.highest_ua, ua);
    fired.insert(pulse.electrode);
  }
  summary.pulses = static_cast<std::int64_t>(electrodogram.pulses.size());
  summary.electrodes_fired = static_cast<int>(fired.size());
}

}  // namespace

Result<ElectrodogramSummary> run(const ElectrodogramJob& job, const io::ProgressCall& progress) {
  const auto kind = kind_of(job);
  if (!kind) return kind.error();
  if (io::same_file(job.sound.in, job.out)) {
    return wrong_usage(
        fmt::format("{} is the input; give the electrodogram another name", job.out));
  }
  auto sink = io::ByteSink::open(job.out, job.overwrite);
  if (!sink) return sink.error();
  const implant::CodingParams params = ear::coding_params(job.map);
  DeviceSoundOptions options = job.sound;
  options.strategy = params.strategy;
  auto sound = device_sound(options, progress);
  if (!sound) return sound.error();
  progress({"coding", -1.0});
  const Hertz rate = sound->resampled ? implant::device_rate(params.strategy) : sound->source_rate;
  implant::coding::Electrodogram electrodogram =
      implant::coding::electrodogram(params, sound->samples, job.grid, rate);
  if (electrodogram.pulses.empty()) {
    return failed(fmt::format("{}: the map {} gives no pulses", job.sound.in, job.map.name));
  }
  electrodogram.electrodes = job.map.contacts;
  write(job, *kind, electrodogram, *sink);
  if (auto status = sink->keep(); !status) return status.error();
  ElectrodogramSummary summary;
  summary.map = job.map.name;
  summary.source_rate = sound->source_rate;
  summary.resampled = sound->resampled;
  summary.device_rate = rate;
  summary.seconds = static_cast<double>(sound->samples.size()) / summary.device_rate.value();
  summary.calibration = sound->calibration;
  if (job.grid == implant::coding::PulseGrid::toolbox) {
    summary.period_us = implant::coding::pulse_timing(params).period_us;
  }
  summary.cycles_hz = electrodogram.cycles_hz;
  // HiRes has no rate in its map: its cycles follow from the pulse width.
  summary.map_hz =
      params.strategy == implant::Strategy::hires120 ? summary.cycles_hz : params.rate_pps;
  summary.notes = std::move(sound->notes);
  count(electrodogram, summary);
  return summary;
}

namespace {

std::string pulse_words(const ElectrodogramSummary& s) {
  if (s.period_us > 0.0) return fmt::format("one every {:.10g} µs", s.period_us);
  const bool differs = std::abs(s.cycles_hz - s.map_hz) > 0.05;
  return fmt::format("{:.1f} cycles a second{}", s.cycles_hz,
                     differs ? fmt::format(" (the map says {:.10g})", s.map_hz) : "");
}

}  // namespace

std::string to_text(const ElectrodogramSummary& s) {
  std::string text = fmt::format(
      "{}: {:.3f} s at {:.0f} Hz{}, fs={:.1f}\n"
      "{} pulses, {}, {} of them idle; {} electrodes fired",
      s.map, s.seconds, s.device_rate.value(),
      s.resampled ? fmt::format(" (resampled from {:.0f} Hz)", s.source_rate.value()) : "",
      s.calibration.unit_rms().value(), s.pulses, pulse_words(s), s.idle, s.electrodes_fired);
  text += s.electrodes_fired > 0 ? fmt::format(", {:.1f} to {:.1f} µA\n", s.lowest_ua, s.highest_ua)
                                 : ": the sound stays below the base level\n";
  for (const std::string& note : s.notes) text += "note: " + note + "\n";
  return text;
}

}  // namespace otoscape::jobs
