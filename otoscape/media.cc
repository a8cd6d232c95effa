// SPDX-License-Identifier: Apache-2.0
#include "otoscape/media.h"

#include <limits>
#include <utility>

#include "io/media/media_version.h"
#include "io/media/read/media_reader.h"
#include "jobs/render_job.h"
#include "jobs/render_summary.h"
#include "jobs/track_choice.h"

namespace otoscape::media {
namespace {

constexpr std::size_t kMostFrames = std::numeric_limits<int>::max();

std::variant<hearing::HearingProfile, jobs::models::SceneOptions, jobs::models::MsbgRequest>
model_of(const FileRender& render) {
  if (const auto* listener = std::get_if<hearing::HearingProfile>(&render.heard)) return *listener;
  jobs::models::SceneOptions scene;
  scene.scene = std::get<scene::Scene>(render.heard);
  scene.fit = render.fit;
  scene.tinnitus = render.tinnitus;
  return scene;
}

FileReport report_of(const jobs::RenderSummary& summary) {
  FileReport report;
  for (const jobs::models::TrackSummary& track : summary.tracks) {
    report.tracks.push_back(
        {track.track, track.rate, track.channels_out, track.frames, track.encoder, track.report,
         track.audibility ? track.audibility->track : metrics::AudibilityTrack()});
  }
  report.notes = summary.notes;
  report.text = jobs::to_text(summary);
  return report;
}

}  // namespace

Result<TrackSound> read_track(const std::string& path, std::optional<int> track,
                              const Layout& input_layout) {
  using io::media::MediaReader;
  MediaReader::Options options{.layout = input_layout};
  if (track) options.mono = MediaReader::Mono::apart;
  auto reader = MediaReader::open(path, options);
  if (!reader) return reader.error();
  const io::media::MediaInfo& info = (*reader)->info();
  jobs::RenderJob job;
  job.in = path;
  job.track = track;
  const auto streams = jobs::choose_tracks(info, job);
  if (!streams) return streams.error();
  if (auto status = (*reader)->choose(*streams, false); !status) return status.error();
  TrackSound sound;
  sound.rate = info.streams[static_cast<std::size_t>(*streams->begin())].rate;
  const auto take = [&](io::media::Piece piece) -> Status {
    const auto* part = std::get_if<io::media::SoundPiece>(&piece);
    if (part == nullptr) return ok();
    sound.channels = part->channels;
    const auto frames = static_cast<std::size_t>(part->frames);
    if (sound.samples[0].size() + frames > kMostFrames) {
      return failed(path + ": the track is too long to be held in memory at once");
    }
    for (std::size_t c = 0; c < static_cast<std::size_t>(part->channels); ++c) {
      const auto first = part->samples[c].begin();
      sound.samples[c].insert(sound.samples[c].end(), first, first + part->frames);
    }
    return ok();
  };
  if (auto status = (*reader)->read_to_end(take); !status) return status.error();
  return sound;
}

Result<FileReport> render_file(const FileRender& render) {
  jobs::RenderJob job;
  job.in = render.in;
  job.out = render.out;
  job.model = model_of(render);
  job.tinnitus = render.tinnitus;
  job.params = render.params;
  job.calibration.fixed = render.params.calibration;
  job.input_layout = render.input_layout;
  job.start = render.start;
  job.duration = render.duration;
  job.options.without_picture = render.without_picture;
  job.dialogue = render.dialogue;
  job.overwrite = render.overwrite;
  const auto progress = [&](io::Progress now) {
    if (render.progress) render.progress(now.doing, now.part);
  };
  const auto summary = jobs::run(job, progress);
  if (!summary) return summary.error();
  return report_of(*summary);
}

std::string ffmpeg_version() {
  return "FFmpeg " + io::media::ffmpeg_version() + ", " + io::media::ffmpeg_licence();
}

}  // namespace otoscape::media
