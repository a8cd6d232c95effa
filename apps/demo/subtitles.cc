// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/subtitles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "apps/demo/timeline.h"

namespace otoscape::demo {
namespace {

std::string timestamp(double seconds, char point) {
  const int ms = static_cast<int>(std::lround(seconds * 1000.0));
  return fmt::format("{:02}:{:02}:{:02}{}{:03}", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60,
                     point, ms % 1000);
}

std::string cue(const Line& line, char point) {
  const std::string speaker = line.speaker.empty() ? "" : line.speaker + ": ";
  return fmt::format("{} --> {}\n{}{}\n\n", timestamp(line.start_s, point),
                     timestamp(line.end_s, point), speaker, line.text);
}

}  // namespace

std::vector<Line> captions(const std::vector<Line>& talk) {
  std::vector<Line> all = talk;
  all.push_back({"", "[four stick clicks]", kBandStart, kGrooveStart - 0.1});
  all.push_back({"", "[loud: drums, bass and two guitars]", kGrooveStart, kGrooveStart + 4.0});
  all.push_back({"", "[the song goes on]", kGrooveStart + 8.0, kGrooveStart + 11.0});
  all.push_back({"", "[last chord rings out]", kLastHit, kTestStart - 0.3});
  all.push_back({"", "[a party: music, many voices]", kPartyStart, kPartyStart + 1.7});
  all.push_back({"", "[a street: cars from the left, steps]", kStreetStart, kStreetBell - 0.3});
  all.push_back({"", "[a bicycle bell]", kStreetBell, kStreetBell + 1.0});
  all.push_back({"", "[quiet room]", kOffStart + 0.3, kSceneLength - 0.2});
  std::sort(all.begin(), all.end(),
            [](const Line& a, const Line& b) { return a.start_s < b.start_s; });
  return all;
}

std::string as_srt(const std::vector<Line>& lines) {
  std::string text;
  int number = 0;
  for (const Line& line : lines) text += fmt::format("{}\n", ++number) + cue(line, ',');
  return text;
}

std::string as_webvtt(const std::vector<Line>& lines) {
  std::string text = "WEBVTT\n\n";
  for (const Line& line : lines) text += cue(line, '.');
  return text;
}

std::string chapters() {
  std::string text = ";FFMETADATA1\ntitle=otoscape demo: one rehearsal (synthetic scene)\n";
  for (const Section& section : kSections)
    text += fmt::format("[CHAPTER]\nTIMEBASE=1/1000\nSTART={:.0f}\nEND={:.0f}\ntitle={}\n",
                        section.start_s * 1000, section.end_s * 1000, section.title);
  return text;
}

}  // namespace otoscape::demo
