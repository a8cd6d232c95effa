// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/film/film.h"

#include <fmt/format.h>

#include "apps/demo/film/subtitles.h"
#include "apps/demo/film/waveform.h"
#include "apps/demo/sound/timeline.h"
#include "apps/demo/sound/wav.h"
#include "io/output_file.h"

namespace otoscape::demo::film {
namespace {

constexpr int kStripTop = 180;
constexpr int kMargin = 112;  // left and right of the strip, for its scale
constexpr char kFont[] = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
constexpr char kBoldFont[] = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf";

struct Words {
  std::string_view text;  // no colon, quote or backslash: ffmpeg's filter syntax uses them
  std::string x = "56";
  int y = 0;
  int size = 24;
  const char* colour = "0xe8edf2";
  const char* font = kFont;
  double start_s = 0.0;
  double end_s = sound::kSceneLength;
};

// One text in the picture; it fades in and out unless it is there all the time.
std::string drawtext(const Words& w) {
  std::string filter = fmt::format(
      ",drawtext=fontfile={}:expansion=none:text='{}':x={}:y={}:fontsize={}:fontcolor={}", w.font,
      w.text, w.x, w.y, w.size, w.colour);
  if (w.end_s - w.start_s < sound::kSceneLength)
    filter +=
        fmt::format(":enable='between(t,{0},{1})':alpha='clip(min((t-{2})/0.4,({1}-t)/0.4),0,1)'",
                    w.start_s, w.end_s, w.start_s > 0.0 ? w.start_s : -1.0);
  return filter;
}

std::string titles() {
  std::string all = drawtext({.text = "One rehearsal",
                              .y = 52,
                              .size = 46,
                              .font = kBoldFont,
                              .end_s = sound::kTalkStart});
  all += drawtext({.text = "Then a test, a voice, a party and a street",
                   .y = 118,
                   .size = 24,
                   .colour = "0x9fb0c0",
                   .end_s = sound::kTalkStart});
  for (const sound::Section& section : sound::kSections) {
    const double start = section.start_s == 0.0 ? sound::kTalkStart : section.start_s;
    const bool loud = section.start_s == sound::kBandStart;
    all += drawtext({.text = section.title,
                     .y = 52,
                     .size = 46,
                     .font = kBoldFont,
                     .start_s = start,
                     .end_s = section.end_s});
    all += drawtext({.text = section.level,
                     .y = 118,
                     .size = 26,
                     .colour = loud ? "0xffb454" : "0x9fb0c0",
                     .start_s = start,
                     .end_s = section.end_s});
  }
  return all;
}

std::string furniture() {
  constexpr int kMiddle = kStripTop + kStripHeight / 2;
  constexpr const char* kMuted = "0x9fb0c0";
  std::string all =
      drawtext({.text = "SYNTHETIC SCENE", .x = "w-tw-56", .y = 64, .size = 17, .colour = kMuted});
  all +=
      drawtext({.text = "left ear", .x = "1184", .y = kMiddle - 70, .size = 16, .colour = kMuted});
  all +=
      drawtext({.text = "right ear", .x = "1184", .y = kMiddle + 54, .size = 16, .colour = kMuted});
  for (const int level : {40, 65, 80}) {
    const int y = kMiddle - static_cast<int>(strip_height(level)) - 6;
    const std::string words = fmt::format("{}{}", level, level == 80 ? " dB SPL" : "");
    all += drawtext({.text = words, .x = "100-tw", .y = y, .size = 15, .colour = kMuted});
  }
  all += drawtext({.text = "The picture shows the sound in the room. What you hear may be one "
                           "listener’s version of it.",
                   .x = "(w-tw)/2",
                   .y = kStripTop + kStripHeight + 26,
                   .size = 17,
                   .colour = "0x8a97a6"});
  return all;
}

// The strip moves past a fixed line; the part after the present time is dimmed.
std::string picture_filter() {
  const std::string moving = fmt::format(
      "color=c=0x10141a:s=1280x720:r=25:d={}[back];"
      "[0:v]loop=loop=-1:size=1,crop={}:{}:x='{}+t*{}':y=0[strip];"
      "[back][strip]overlay={}:{}:shortest=1,format=yuv420p",
      sound::kSceneLength, 1280 - 2 * kMargin, kStripHeight, kMargin, kStripPixelsPerSecond,
      kMargin, kStripTop);
  const std::string line = fmt::format(
      ",drawbox=x=641:y={0}:w={1}:h={2}:color=0x10141a@0.55:t=fill"
      ",drawbox=x=639:y={0}-8:w=2:h={2}+16:color=0xe8edf2:t=fill",
      kStripTop, 640 - kMargin, kStripHeight);
  return moving + line + titles() + furniture();
}

// The best encoder that this ffmpeg has.
std::vector<std::string> video_encoder(const std::string& encoders) {
  if (encoders.find(" libx264 ") != std::string::npos)
    return {"-c:v", "libx264", "-preset", "veryfast", "-crf", "23"};
  if (encoders.find(" libopenh264 ") != std::string::npos)
    return {"-c:v", "libopenh264", "-b:v", "1500k"};
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
  const Image strip = draw_waveform(scene.sound);
  if (auto written = write_raw_rgb(work / "strip.rgb", strip); !written) return written;
  const Arguments input = {"ffmpeg",
                           "-y",
                           "-v",
                           "error",
                           "-f",
                           "rawvideo",
                           "-pix_fmt",
                           "rgb24",
                           "-s",
                           fmt::format("{}x{}", strip.width, strip.height),
                           "-framerate",
                           "25",
                           "-i",
                           (work / "strip.rgb").string(),
                           "-filter_complex",
                           picture_filter(),
                           "-t",
                           fmt::format("{}", sound::kSceneLength),
                           "-an"};
  const Arguments output = {"-pix_fmt", "yuv420p", "-g", "50", (work / "picture.mkv").string()};
  const auto made = runner.run(input + video_encoder(*encoders) + output);
  if (!made) return made.error();
  return ok();
}

}  // namespace

Result<Films> make_films(const tools::Runner& runner, const sound::Scene& scene,
                         const std::filesystem::path& work, const std::filesystem::path& out) {
  if (auto made = make_picture(runner, scene, work); !made) return made.error();
  for (const auto& written :
       {sound::write_wav(work / "scene.wav", scene.sound),
        io::write_text((work / "scene.srt").string(), as_srt(captions(scene.lines)), true),
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
