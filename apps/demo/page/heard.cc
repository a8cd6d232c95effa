// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/heard.h"

#include "otoscape/units/reference_threshold.h"

namespace otoscape::demo::page {
namespace {

// How much each third of an octave from 160 Hz to 8 kHz matters for understanding average speech
// (ANSI S3.5-1997, table 3).
constexpr int kFirstSpeechThird = 5;
constexpr double kImportance[] = {0.0083, 0.0095, 0.0150, 0.0289, 0.0440, 0.0578,
                                  0.0653, 0.0711, 0.0818, 0.0844, 0.0882, 0.0898,
                                  0.0868, 0.0844, 0.0771, 0.0527, 0.0364, 0.0185};

// The spectra's slices whose middles lie in `active`.
std::vector<int> talking(const std::vector<sound::Slice>& active, int slices) {
  std::vector<int> chosen;
  std::size_t next = 0;
  for (int slice = 0; slice < slices; ++slice) {
    const std::size_t middle = static_cast<std::size_t>(slice) * Spectra::kHop;
    while (next < active.size() && active[next].first + active[next].frames <= middle) ++next;
    if (next < active.size() && active[next].first <= middle) chosen.push_back(slice);
  }
  return chosen;
}

std::vector<int> playing() {
  std::vector<int> chosen;
  for (std::size_t n = sound::frames_at(sound::kBand.start_s);
       n < sound::frames_at(sound::kBand.end_s); n += Spectra::kHop)
    chosen.push_back(static_cast<int>(n / Spectra::kHop));
  return chosen;
}

std::array<double, kOctaves> octaves(const Spectra& spectra, const std::vector<int>& slices) {
  std::array<double, kOctaves> levels{};
  for (int octave = 0; octave < kOctaves; ++octave) {
    double sum = 0.0;
    for (const int slice : slices)
      for (int third = 3 * octave; third < 3 * octave + 3; ++third)
        sum += spectra.third(slice, third);
    levels[octave] = sound::level_of(sum / static_cast<double>(slices.size())).value();
  }
  return levels;
}

bool audible(const Spectra& spectra, int slice, int third) {
  return sound::level_of(spectra.third(slice, third)) >=
         reference_threshold(Hertz(third_hz(third)));
}

// The share of the slices × bands of speech above the threshold in `scene` that are above it in
// `render` too, weighted by importance. Audibility only, not intelligibility.
double speech_share(const Spectra& scene, const Spectra& render, const std::vector<int>& slices) {
  double typical = 0.0, here = 0.0;
  for (const int slice : slices)
    for (int band = 0; band < static_cast<int>(std::size(kImportance)); ++band) {
      if (!audible(scene, slice, kFirstSpeechThird + band)) continue;
      typical += kImportance[band];
      if (audible(render, slice, kFirstSpeechThird + band)) here += kImportance[band];
    }
  return typical > 0.0 ? here / typical : 0.0;
}

EarLevels ear_levels(const Spectra& scene, const sound::Mono& sound, const Spectra& spectra,
                     const std::vector<sound::Slice>& active) {
  const std::vector<int> talk = talking(active, spectra.slices());
  return {sound::level_of(sound::mean_power(sound, active)).value(),
          sound::level_of(sound::mean_power(sound, sound::kBand)).value(), octaves(spectra, talk),
          octaves(spectra, playing()), speech_share(scene, spectra, talk)};
}

}  // namespace

Heard compare(const StereoSpectra& scene, const sound::Stereo& render,
              const StereoSpectra& render_spectra, const std::vector<sound::Slice>& active) {
  return {{ear_levels(scene.left, render.left, render_spectra.left, active),
           ear_levels(scene.right, render.right, render_spectra.right, active)}};
}

double octave_threshold_db_spl(int octave) {
  return reference_threshold(Hertz(octave_hz(octave))).value();
}

int octaves_heard(const std::array<double, kOctaves>& levels_db_spl) {
  int heard = 0;
  for (int octave = 0; octave < kOctaves; ++octave)
    heard += levels_db_spl[octave] >= octave_threshold_db_spl(octave);
  return heard;
}

}  // namespace otoscape::demo::page
