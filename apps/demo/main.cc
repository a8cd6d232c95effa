// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>
#include <string_view>

#include "apps/demo/demo.h"

namespace {

constexpr char kHelp[] = R"(otoscape_demo --program FILE [--out DIR]

Makes a film of 84 s and shows what three listeners, and one whose hearing is
lost along it and who is given two implants, may hear of it.

  --program FILE  the otoscape program that renders, for example build/otoscape
  --out DIR       where the results go; made if missing, files of the same names
                  are replaced (default: out)
  --seed N        another performance of the same song, 0 and up (default: 1)
  --help          this text

What it does
  1. makes the sound, mixed as a film is: a conversation at 65 dB SPL
     (flite, espeak-ng), a band at 77, a party at 72, a street at 68, about -18 LUFS in
     all, and checks the levels
  2. draws the picture, and makes the films scene.mkv and scene.mp4 (ffmpeg) and
     their subtitles with speakers, scene.vtt
  3. renders both for the standard audiograms N3, S2 and N4, and along the scene
     sudden-loss, which it also draws (scene-sudden-loss.svg)
  4. sends a sentence through an implant: electrodogram, places, several percepts
  5. writes index.html: films, audiograms, spectrograms, the scene's arc, what is
     lost, and the implant from sound to electrodes and back

Needs flite, espeak-ng, ffmpeg and the DejaVu fonts. Takes a few minutes.
Example: build/otoscape_demo --program build/otoscape --out out
)";

int wrong_usage(const std::string& sentence) {
  fmt::print(stderr, "otoscape_demo: {}; see otoscape_demo --help\n", sentence);
  return 2;
}

}  // namespace

int main(int count, char** values) {
  otoscape::demo::Options options;
  for (int i = 1; i < count; ++i) {
    const std::string_view option = values[i];
    if (option == "--help" || option == "-h") {
      fmt::print("{}", kHelp);
      return 0;
    }
    if (option != "--program" && option != "--out" && option != "--seed")
      return wrong_usage(fmt::format("unknown option \"{}\"", option));
    if (i + 1 == count) return wrong_usage(fmt::format("{} needs a value", option));
    const std::string value = values[++i];
    if (option == "--program") options.program = value;
    if (option == "--out") options.out = value;
    if (option == "--seed") {
      if (value.empty() || value.size() > 9 || value.find_first_not_of("0123456789") != value.npos)
        return wrong_usage(fmt::format("--seed wants a whole number, not \"{}\"", value));
      options.seed = std::stoull(value);
    }
  }
  if (options.program.empty()) return wrong_usage("which program renders? give --program");
  if (const auto done = otoscape::demo::make_demo(options); !done) {
    fmt::print(stderr, "otoscape_demo: {}\n", done.error().sentence);
    return done.error().kind == otoscape::Error::Kind::usage ? 2 : 1;
  }
  return 0;
}
