// SPDX-License-Identifier: Apache-2.0
#include "jobs/loudness_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "io/files/scene_file.h"
#include "io/media/read/media_reader.h"
#include "io/media/speakers.h"
#include "jobs/measure/loudness_meter.h"
#include "jobs/measure/read_in_thread.h"
#include "jobs/measure/sound_outline.h"

namespace otoscape::jobs {
namespace {

Result<int> stream_of(const LoudnessJob& job, const io::media::MediaInfo& info) {
  if (info.tracks.empty()) return failed(fmt::format("{}: there is no sound in it", job.in));
  const int place = job.track.value_or(info.best_track + 1);
  if (place < 1 || place > std::ssize(info.tracks)) {
    return wrong_usage(fmt::format("--audio-track {}: {} has {} sound track{}", place, job.in,
                                   info.tracks.size(), info.tracks.size() == 1 ? "" : "s"));
  }
  return info.tracks[static_cast<std::size_t>(place - 1)];
}

Status prepare_scene(const LoudnessJob& job, LoudnessReport& report) {
  if (!job.scene) return ok();
  report.scene = job.scene;
  if (!job.fit) return ok();
  const auto length = measure::film_length(job.in);
  if (!length) return length.error();
  return io::files::fit_scene(*report.scene, *length, report.notes);
}

void add_notes(const LoudnessJob& job, const io::media::MediaReader& reader,
               LoudnessReport& report) {
  for (const std::string& trouble : reader.troubles()) report.notes.push_back(trouble);
  if (std::ranges::any_of(reader.info().streams, &io::media::StreamInfo::is_joined)) {
    report.notes.push_back("the file's two mono tracks are measured as one, left and right");
  }
  if (reader.info().unjoined_mono && !job.track) {
    report.notes.push_back(
        "the file has several mono tracks, which may be channels of one sound: only this one was "
        "measured");
  }
  if (!report.scene) return;
  constexpr double kToleranceSeconds = 0.1;
  const double end = report.facts.begin.value() + report.facts.length.value();
  const auto& points = report.scene->keyframes;
  const auto late = std::ranges::count_if(
      points, [&](const auto& k) { return k.time.value() > end + kToleranceSeconds; });
  if (late == 0) return;
  report.notes.push_back(
      fmt::format("{} of the scene's {} points lie{} beyond the sound's end, at {:.2f} s{}", late,
                  points.size(), late == 1 ? "s" : "", end,
                  job.fit ? "" : "; --fit stretches the scene to it"));
}

std::vector<std::span<const float>> channels_of(const io::media::SoundPiece& piece) {
  std::vector<std::span<const float>> channels;
  for (std::size_t c = 0; c < static_cast<std::size_t>(piece.channels); ++c) {
    channels.push_back(std::span(piece.samples[c]).first(static_cast<std::size_t>(piece.frames)));
  }
  return channels;
}

Status measure_track(const LoudnessJob& job, LoudnessReport& report, io::media::MediaReader& reader,
                     const io::ProgressCall& progress) {
  const auto chosen = stream_of(job, reader.info());
  if (!chosen) return chosen.error();
  reader.name_track_option("--audio-track");
  if (auto status = reader.choose({*chosen}, /*copy_others=*/false); !status) return status;
  const io::media::StreamInfo& about = reader.info().streams[static_cast<std::size_t>(*chosen)];
  const Layout& layout = about.layout;
  const auto& tracks = reader.info().tracks;
  report.track = static_cast<int>(std::ranges::find(tracks, *chosen) - tracks.begin()) + 1;
  report.rate_hz = about.rate.value();
  report.layout = io::media::text_of(layout);
  std::unique_ptr<measure::LoudnessMeter> meter;
  const auto take = [&](io::media::Piece piece) {
    progress({"measuring", reader.progress()});
    const auto* sound = std::get_if<io::media::SoundPiece>(&piece);
    if (sound == nullptr || sound->frames == 0) return;
    if (!meter) {
      measure::LoudnessMeter::Setup setup{about.rate, layout, Seconds(0.0), {}};
      if (reader.info().is_film) setup.begin = to_seconds(Frames(sound->first), about.rate);
      if (report.scene) setup.points = measure::loudness_points(report.scene->keyframes);
      meter = std::make_unique<measure::LoudnessMeter>(std::move(setup));
    }
    meter->add(channels_of(*sound));
  };
  if (auto status = measure::read_in_thread(reader, take); !status) return status;
  if (!meter) return failed(fmt::format("{}: its sound has zero length", job.in));
  report.facts = meter->finish();
  return ok();
}

}  // namespace

Result<LoudnessReport> run(const LoudnessJob& job, const io::ProgressCall& progress) {
  using Reader = io::media::MediaReader;
  LoudnessReport report;
  report.in = job.in;
  if (auto status = prepare_scene(job, report); !status) return status.error();
  const Reader::Options reading{.mono = job.track ? Reader::Mono::apart : Reader::Mono::joined,
                                .channels = Reader::Channels::kept,
                                .layout = job.layout,
                                .layout_option = "--input-layout"};
  auto reader = Reader::open(job.in, reading);
  if (!reader) return reader.error();
  if (auto status = measure_track(job, report, **reader, progress); !status) return status.error();
  add_notes(job, **reader, report);
  if (!job.target.empty()) report.verdict = measure::judge(job.target, report.facts);
  return report;
}

}  // namespace otoscape::jobs
