// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/film/film.h"

#include <fmt/format.h>

#include "apps/demo/film/subtitles.h"
#include "apps/demo/picture/artist.h"
#include "apps/demo/sound/timeline.h"
#include "apps/demo/sound/wav.h"
#include "io/output_file.h"

namespace otoscape::demo::film {
namespace {

constexpr char kFont[] = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
constexpr int kWidth = 1280, kHeight = 720, kPicturesPerSecond = 25;

// The best encoder that this ffmpeg has.
std::vector<std::string> video_encoder(const std::string& encoders) {
  if (encoders.find(" libx264 ") != std::string::npos)
    return {"-c:v", "libx264", "-preset", "veryfast", "-crf", "23"};
  if (encoders.find(" libopenh264 ") != std::string::npos)
    return {"-c:v", "libopenh264", "-b:v", "1500k"};
  if (encoders.find(" libvpx-vp9 ") != std::string::npos)  // which browsers show, unlike MPEG-4
    return {"-c:v",    "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "7",
            "-row-mt", "1",          "-crf",      "31",       "-b:v",      "0"};
  return {"-c:v", "mpeg4", "-q:v", "4"};
}

using Arguments = std::vector<std::string>;

Arguments operator+(Arguments a, const Arguments& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Status make_picture(const tools::Runner& runner, const sound::Scene& scene,
                    const std::filesystem::path& work) {
  const auto encoders = runner.run({"ffmpeg", "-hide_banner", "-encoders"},
                                   "install it: sudo apt-get install ffmpeg");
  if (!encoders) return encoders.error();
  if (!std::filesystem::exists(kFont))
    return failed("no DejaVu font; install it: sudo apt-get install fonts-dejavu-core");
  picture::Artist artist(scene, kWidth / picture::kAcross);
  picture::Canvas canvas(kWidth, kHeight, kWidth / picture::kAcross);
  int number = 0;
  const auto next = [&]() -> std::span<const std::uint8_t> {
    const double seconds = static_cast<double>(number++) / kPicturesPerSecond;
    if (seconds >= sound::kSceneLength) return {};
    artist.draw(canvas, seconds);
    return canvas.pixels();
  };
  const Arguments input = {"ffmpeg",     "-y",
                           "-v",         "error",
                           "-f",         "rawvideo",
                           "-pix_fmt",   "bgr0",
                           "-s",         fmt::format("{}x{}", kWidth, kHeight),
                           "-framerate", fmt::format("{}", kPicturesPerSecond),
                           "-i",         "-",
                           "-an"};
  // Films of this size are shown with BT.709's colours.
  const Arguments colours = {"-vf",
                             "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
                             "-colorspace",
                             "bt709",
                             "-color_primaries",
                             "bt709",
                             "-color_trc",
                             "bt709"};
  const Arguments output = {"-g", "50", (work / "picture.mkv").string()};
  return runner.feed(input + colours + video_encoder(*encoders) + output, next);
}

}  // namespace

Result<Films> make_films(const tools::Runner& runner, const sound::Scene& scene,
                         const std::filesystem::path& work, const std::filesystem::path& out) {
  if (auto made = make_picture(runner, scene, work); !made) return made.error();
  for (const auto& written :
       {sound::write_wav(work / "scene.wav", scene.sound),
        io::write_text((work / "scene.srt").string(), as_srt(captions(scene.lines)), true),
        io::write_text((out / "scene.vtt").string(), as_webvtt(captions(scene.lines)), true),
        io::write_text((work / "chapters.txt").string(), chapters(), true)})
    if (!written) return written.error();
  const Films films{out / "scene.mkv", out / "scene.mp4"};
  const Arguments inputs = {"ffmpeg",
                            "-y",
                            "-v",
                            "error",
                            "-i",
                            (work / "picture.mkv").string(),
                            "-i",
                            (work / "scene.wav").string(),
                            "-i",
                            (work / "scene.srt").string(),
                            "-i",
                            (work / "chapters.txt").string(),
                            "-map",
                            "0:v",
                            "-map",
                            "1:a",
                            "-map",
                            "2:s",
                            "-map_metadata",
                            "3",
                            "-map_chapters",
                            "3",
                            "-fflags",
                            "+bitexact",
                            "-metadata:s:a:0",
                            "language=eng",
                            "-metadata:s:s:0",
                            "language=eng",
                            "-disposition:s:0",
                            "default",
                            "-c:v",
                            "copy"};
  const auto mkv = runner.run(
      inputs + Arguments{"-c:a", "flac", "-sample_fmt", "s32", "-c:s", "srt", films.mkv.string()});
  if (!mkv) return mkv.error();
  const auto mp4 = runner.run(inputs + Arguments{"-c:a", "aac", "-b:a", "320k", "-c:s", "mov_text",
                                                 "-movflags", "+faststart", films.mp4.string()});
  if (!mp4) return mp4.error();
  return films;
}

}  // namespace otoscape::demo::film
