// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "otoscape/metrics/audibility_track.h"

namespace otoscape::io::pages {

// Levels of a sound by band of a third of an octave over time, at each ear.
struct LevelTrack {
  static constexpr int kBands = 24;    // from 50 Hz to 10 kHz
  static constexpr int kLowest = -30;  // dB SPL of the value 0, which stands for all that is less

  double step_s = 0.1;
  int ears = 2;
  std::vector<std::uint8_t> values;  // dB SPL − kLowest, at (column · ears + ear) · kBands + band
};
double third_hz(int band);  // 1000 · 10^(n/10), IEC 61260

// A listener's hearing over time: each row holds until the next.
struct HearingCourse {
  static constexpr std::array<int, 11> kHertz = {125,  250,  500,  750,  1000, 1500,
                                                 2000, 3000, 4000, 6000, 8000};
  static constexpr int kNothing = 127;  // no response

  struct Ear {
    std::array<int, 11> db_hl{};
    bool implant = false;
    int ringing_db_spl = -1;  // of the loudest layer; negative: none
    bool operator==(const Ear&) const = default;
  };
  struct Row {
    double time_s = 0.0;
    std::array<Ear, 2> ears;
    double perspective = 1.0;  // 0 the room … 1 the listener
  };
  std::vector<Row> rows;
};

// One sound of the film, as the room has it or as one listener may hear it.
struct Version {
  std::string id, name;
  std::string says;       // a sentence about it, shown while it is heard
  std::string link;       // of the file, relative to the page
  double offset_s = 0.0;  // of the page's time 0 in that file
  bool room = false;
  LevelTrack levels;
  HearingCourse hearing;  // of a listener
};

struct Captions {
  std::string label, language;
  std::string webvtt;
};

// A point of the story.
struct Moment {
  double time_s = 0.0;
  std::string words;
};

struct PlayerContents {
  std::string id;
  std::string question;  // above the buttons that choose a version
  double seconds = 0.0;
  std::string picture;  // link of the file with the picture; empty: none, levels take its place
  double picture_offset_s = 0.0;
  std::vector<Version> versions;
  std::size_t first = 0;  // version that is heard at first
  std::vector<Moment> moments;
  std::string moments_title = "The story’s moments";
  std::vector<Captions> captions;
  // Milliseconds on and off, from time 0 on, for telephones that vibrate; empty: none.
  std::vector<std::pair<int, int>> vibration;
  metrics::AudibilityTrack audibility;        // of the speech; without values: none
  std::vector<std::string> audibility_words;  // the same in sentences
};

}  // namespace otoscape::io::pages
