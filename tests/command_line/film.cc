// SPDX-License-Identifier: Apache-2.0
#include "tests/command_line/film.h"

#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

constexpr const char* kMetadata =
    ";FFMETADATA1\ntitle=The Drummer\nartist=Nobody\n"
    "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2500\ntitle=Room\n"
    "[CHAPTER]\nTIMEBASE=1/1000\nSTART=2500\nEND=6000\ntitle=Loss\n";
constexpr const char* kSubtitles =
    "1\n00:00:00,500 --> 00:00:02,000\nHello.\n\n2\n00:00:03,000 --> 00:00:04,500\nWhat?\n";

Words picture_options() {
  static const bool has_x264 =
      must_run({"ffmpeg", "-v", "error", "-encoders"}).find("libx264 ") != std::string::npos;
  if (has_x264) return {"-c:v", "libx264", "-preset", "ultrafast", "-bf", "2"};
  return {"-c:v", "mpeg4", "-bf", "2"};
}

void append(Words& words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
}

}  // namespace

std::string make_film(const TemporaryFolder& folder, const std::string& name,
                      const FilmOptions& options) {
  const std::string film = folder / name;
  const bool matroska = name.ends_with(".mkv");
  const TemporaryFolder parts;
  write_wav(parts / "a.wav", noise_and_tones(48000, 2, options.seconds, 0.4, 1));
  write_wav(parts / "b.wav", noise_and_tones(44100, 1, options.seconds, 0.4, 2));
  write_bytes(parts / "metadata.txt", kMetadata);
  write_bytes(parts / "subtitles.srt", kSubtitles);
  const std::string picture = "testsrc2=s=320x240:r=25:d=" + std::to_string(options.seconds);
  Words words = {"ffmpeg", "-v", "error", "-f", "lavfi", "-i", picture};
  if (options.sound_late_s != 0.0) {
    append(words, {"-itsoffset", std::to_string(options.sound_late_s)});
  }
  append(words, {"-i", parts / "a.wav", "-i", parts / "b.wav", "-i", parts / "subtitles.srt", "-i",
                 parts / "metadata.txt", "-map", "0", "-map", "1", "-map", "2", "-map", "3"});
  append(words, {"-map_metadata", "4", "-map_chapters", "4", "-pix_fmt", "yuv420p"});
  append(words, picture_options());
  append(words, {"-c:a", options.sound_codec, "-b:a", "192k", "-c:s", matroska ? "srt" : "mov_text",
                 "-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=deu",
                 "-metadata:s:s:0", "language=fra"});
  if (matroska) {
    append(words, {"-attach", parts / "metadata.txt", "-metadata:s:t", "mimetype=text/plain"});
  }
  words.push_back(film);
  must_run(words);
  return film;
}

}  // namespace otoscape::test
