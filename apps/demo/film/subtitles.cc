// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/film/subtitles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::film {
namespace {

std::string timestamp(double seconds, char point) {
  const int ms = static_cast<int>(std::lround(seconds * 1000.0));
  return fmt::format("{:02}:{:02}:{:02}{}{:03}", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60,
                     point, ms % 1000);
}

// How a speaker's lines are told from others': a colour as broadcasters use it, and the side of the
// picture where the speaker is.
struct Manner {
  std::string_view name;
  std::string_view vtt_colour;  // a class that every player of WebVTT has
  std::string_view rgb;
  int position_percent;
  int corner;  // SubRip's, as on a numeric keypad
};
constexpr Manner kManners[] = {
    {"Sam", "yellow", "#ffff00", 33, 1},
    {"Ruth", "cyan", "#00ffff", 67, 3},
    {"Audiologist", "lime", "#00ff00", 50, 2},
};

const Manner* manner_of(const sound::Line& line) {
  for (const Manner& manner : kManners)
    if (manner.name == line.speaker) return &manner;
  return nullptr;
}

std::string times(const sound::Line& line, char point) {
  return fmt::format("{} --> {}", timestamp(line.start_s, point), timestamp(line.end_s, point));
}

std::string srt_cue(const sound::Line& line) {
  const Manner* manner = manner_of(line);
  if (!manner) return fmt::format("{}\n{}\n\n", times(line, ','), line.text);
  return fmt::format("{}\n{{\\an{}}}<font color=\"{}\">{}: {}</font>\n\n", times(line, ','),
                     manner->corner, manner->rgb, manner->name, line.text);
}

std::string vtt_cue(const sound::Line& line) {
  const Manner* manner = manner_of(line);
  if (!manner) return fmt::format("{}\n{}\n\n", times(line, '.'), line.text);
  return fmt::format("{} position:{}% size:60%\n<v {}><c.{}>{}: {}</c>\n\n", times(line, '.'),
                     manner->position_percent, manner->name, manner->vtt_colour, manner->name,
                     line.text);
}

}  // namespace

std::vector<sound::Line> captions(const std::vector<sound::Line>& talk) {
  std::vector<sound::Line> all = talk;
  all.push_back({"", "[four stick clicks]", sound::kBandStart, sound::kGrooveStart - 0.1});
  all.push_back(
      {"", "[loud: drums, bass and two guitars]", sound::kGrooveStart, sound::kGrooveStart + 4.0});
  all.push_back({"", "[the song goes on]", sound::kGrooveStart + 8.0, sound::kGrooveStart + 11.0});
  all.push_back({"", "[last chord rings out]", sound::kLastHit, sound::kTestStart - 0.3});
  all.push_back(
      {"", "[a party: music, many voices]", sound::kPartyStart, sound::kPartyStart + 1.7});
  all.push_back(
      {"", "[a street: cars from the left, steps]", sound::kStreetStart, sound::kStreetBell - 0.3});
  all.push_back({"", "[a bicycle bell]", sound::kStreetBell, sound::kStreetBell + 1.0});
  all.push_back({"", "[quiet room]", sound::kOffStart + 0.3, sound::kSceneLength - 0.2});
  std::sort(all.begin(), all.end(),
            [](const sound::Line& a, const sound::Line& b) { return a.start_s < b.start_s; });
  return all;
}

std::string as_srt(const std::vector<sound::Line>& lines) {
  std::string text;
  int number = 0;
  for (const sound::Line& line : lines) text += fmt::format("{}\n", ++number) + srt_cue(line);
  return text;
}

std::string as_webvtt(const std::vector<sound::Line>& lines) {
  std::string text = "WEBVTT\n\n";
  for (const sound::Line& line : lines) text += vtt_cue(line);
  return text;
}

std::string chapters() {
  std::string text = ";FFMETADATA1\ntitle=otoscape demo: one rehearsal (synthetic scene)\n";
  for (const sound::Section& section : sound::kSections)
    text += fmt::format("[CHAPTER]\nTIMEBASE=1/1000\nSTART={:.0f}\nEND={:.0f}\ntitle={}\n",
                        section.start_s * 1000, section.end_s * 1000, section.title);
  return text;
}

}  // namespace otoscape::demo::film
