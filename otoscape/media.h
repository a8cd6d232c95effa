// SPDX-License-Identifier: Apache-2.0
#pragma once

// Films and sound files, by FFmpeg: link otoscape::media. A program linked to a GPL build of FFmpeg
// is under the GPL as a whole.

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "otoscape/base/block.h"
#include "otoscape/base/result.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/metrics/audibility_track.h"
#include "otoscape/render/quantum/render_params.h"
#include "otoscape/render/quantum/render_report.h"
#include "otoscape/render/quantum/scene_params.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::media {

// The sound of a whole track: one or two channels of equal length, 1.0 is full scale.
struct TrackSound {
  Hertz rate;
  std::array<std::vector<float>, 2> samples;
  int channels = 0;

  FullScaleBlock block() {
    return {{samples[0].data(), samples[1].data()}, channels, static_cast<int>(samples[0].size())};
  }
};

// Decodes one track of a film or a sound file, track: from 1; none: the file's default, or both of
// two mono tracks that a camera wrote as left and right. Three to twelve channels are folded to
// stereo (ITU-R BS.775, without LFE). input_layout: the loudspeakers of the channels, in their
// order, such as *layout_named("5.1"); empty: as the file says. Where it does not say, three and
// more channels fail: nothing is guessed. The result holds the frames from the track's first one
// on. Fails for more than 2³¹ − 1 frames.
Result<TrackSound> read_track(const std::string& path, std::optional<int> track = {},
                              const Layout& input_layout = {});

// What a file's render takes. The defaults are the command's.
struct FileRender {
  std::string in, out;  // the extension of `out` decides the container
  std::variant<hearing::HearingProfile, scene::Scene> heard;
  render::RenderParams params;  // its seed is not used
  // Of the ringing of a listener or a scene. A listener for whom params.inside asks for anything
  // has what that says instead, as in a live Renderer.
  render::TinnitusMode tinnitus = render::TinnitusMode::full;
  Layout input_layout{};                   // of its channels; empty: as the file says
  bool fit = false;                        // stretches a scene to the film's length
  std::optional<Seconds> start, duration;  // a region gives sound alone
  std::string dialogue;                    // file with the dialogue of `in` by itself; empty: none
  bool without_picture = false;            // for an `out` that is a film and cannot hold it
  bool overwrite = false;
  // Called often, one call at a time, maybe from another thread: what is done ("measuring",
  // "rendering") and the share of it, 0…1; negative: unknown.
  std::function<void(const char* doing, double part)> progress;
};

// What became of one track.
struct RenderedTrack {
  int track = 1;  // among the file's tracks, from 1
  Hertz rate;
  int channels = 2;
  std::int64_t frames = 0;
  std::string encoder;  // FFmpeg's name
  render::RenderReport report;
  // How much of the speech each ear can use; no values where that is not said.
  metrics::AudibilityTrack audibility;
};
struct FileReport {
  std::vector<RenderedTrack> tracks;
  std::vector<std::string> notes;  // for the user, one line each
  std::string text;                // the command's summary
};

// Renders a film's or a sound file's sound; picture, subtitles, chapters and tags are copied bit
// for bit, and notes name what the container cannot hold. Fails where `out` is a film by its name
// and cannot hold the picture. `out` appears when it is complete; after an error there is none, or
// the old one.
Result<FileReport> render_file(const FileRender& render);

// "FFmpeg 5.1.7, GPL version 2 or later": what is linked, and under which licence.
std::string ffmpeg_version();

}  // namespace otoscape::media
