// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "apps/demo/film/renders.h"
#include "apps/demo/sound/mix.h"

namespace otoscape::demo::film {

// Two lines of the film through an implant: electrodogram and several percepts.

inline constexpr std::string_view kImplantMap = "preset:ace-22";

struct SampleKind {
  std::string_view preset;  // empty: not rendered
  std::string_view name;
  std::string_view model;
  std::string_view assumptions;
};

inline constexpr std::array<SampleKind, 6> kSamples{{
    {"", "As mixed", "None.", "The sound in the room, for typical hearing."},
    {"activation-day", "Vocoder, day of activation",
     "The electrodogram of each ear, spread along the cochlea, moves tones and noise at the places "
     "where the currents arrive.",
     "Each electrode is heard at its place: an octave and more too high. Currents spread wide."},
    {"three-months", "Vocoder, after three months", "The same, with the same map.",
     "Half-way to the electrodes’ own frequencies; narrower, smoother. How far is ours."},
    {"two-years", "Vocoder, after two years", "The same, with the same map.",
     "Nine tenths of the way. In many people places move so, not in all."},
    {"matched", "Matched to one typical ear",
     "No electrodes: narrow band, blurred spectrum, flatter pitch, as people with one typical ear "
     "set "
     "it until it was like their implant (Dorman and colleagues, 2020 to 2024).",
     "The values are ours, within what they chose; each chose others."},
    {"film-activation", "As a film may tell it, first day",
     "Made for an audience, from no model of an implant: tones, transients and noise are treated "
     "apart.",
     "The treatment is ours. The story above has it, too."},
}};

struct Sample {
  const SampleKind& kind;
  sound::Stereo sound;
  std::string m4a;  // the same as a file's bytes
};

struct ImplantRender {
  std::string sentence;  // what the electrodogram is of
  std::string electrodogram_svg;
  std::string passage;  // what the samples say
  double seconds = 0.0;
  std::vector<Sample> samples;
};

// Electrodogram and samples, made by `program`.
Result<ImplantRender> render_implant(const Program& program, const sound::Scene& scene,
                                     const std::filesystem::path& work);

}  // namespace otoscape::demo::film
