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

std::string cue(const sound::Line& line, char point) {
  const std::string speaker = line.speaker.empty() ? "" : line.speaker + ": ";
  return fmt::format("{} --> {}\n{}{}\n\n", timestamp(line.start_s, point),
                     timestamp(line.end_s, point), speaker, line.text);
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
  for (const sound::Line& line : lines) text += fmt::format("{}\n", ++number) + cue(line, ',');
  return text;
}

std::string as_webvtt(const std::vector<sound::Line>& lines) {
  std::string text = "WEBVTT\n\n";
  for (const sound::Line& line : lines) text += cue(line, '.');
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
