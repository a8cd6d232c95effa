// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "io/pages/player_contents.h"
#include "io/pages/spectrogram.h"
#include "io/pages/timeline.h"
#include "io/views/outline.h"
#include "jobs/report/merging_columns.h"
#include "jobs/report/slice_spectra.h"
#include "otoscape/dsp/biquad.h"
#include "otoscape/units/calibration.h"

namespace otoscape::jobs::report {

// What a page shows of one sound.
struct SoundPictures {
  double seconds = 0.0;
  io::pages::LevelTrack levels;
  io::pages::Spectrogram spectrogram;
  io::pages::LoudnessCurve loudness;
  io::views::SoundOutline outline;
};

// Measures a sound that comes piece by piece, at its two ears. Its memory does not grow with the
// sound's length, but for the loudness and the outline: 8 bytes for each 0.1 s.
class SoundView {
 public:
  struct Setup {
    Hertz rate;
    Calibration calibration;
    Decibels gain{0.0};  // by which the sound is louder than the calibration says
    Seconds hop{0.05};   // between slices; a level is the mean of two
  };
  explicit SoundView(const Setup& setup);
  SoundView(const SoundView&) = delete;  // its spectra call it
  SoundView& operator=(const SoundView&) = delete;

  void add(std::span<const float> left, std::span<const float> right);
  // At the end, once.
  SoundPictures finish();

 private:
  void take(const Slice& slice);
  void add_steps(std::span<const float> left, std::span<const float> right);
  std::vector<std::uint8_t> levels() const;

  Hertz rate_;
  Seconds hop_;
  double pa2_;  // Pa² of a mean square of 1
  MergingColumns levels_, picture_;
  std::vector<float> level_column_, picture_column_;
  dsp::Biquads k_weighting_;
  std::vector<float> k_left_, k_right_;
  std::int64_t frames_ = 0;
  std::vector<double> energies_;  // K-weighted, of both channels, in each 0.1 s
  std::vector<float> peaks_;
  SliceSpectra spectra_;  // the last: its calls reach the others
};

}  // namespace otoscape::jobs::report
