// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/exhibition.h"

#include <fmt/format.h>

#include <cstdint>
#include <utility>

#include "apps/demo/film/image.h"
#include "apps/demo/film/story.h"
#include "apps/demo/film/subtitles.h"
#include "apps/demo/page/page.h"
#include "apps/demo/page/spectrogram.h"

namespace otoscape::demo::page {
namespace {

constexpr std::uintmax_t kMostFilmBytes = 23'000'000;  // in the page, all films together

}  // namespace

Status Exhibition::add_typical(const film::Films& films) {
  const Heard heard = compare(spectra_, scene_.sound, spectra_, scene_.active);
  return add({"typical", "Typical hearing", "", films.mp4, heard, {}, {}, {}}, spectra_);
}

Status Exhibition::add_listener(const film::Listener& listener, const film::Render& render) {
  const auto sound = film::decode(runner_, render.films.mkv);
  if (!sound) return sound.error();
  const StereoSpectra spectra(*sound);
  const Heard heard = compare(spectra_, *sound, spectra, scene_.active);
  return add({std::string(listener.preset),
              std::string(listener.name),
              std::string(listener.loss),
              render.films.mp4,
              heard,
              describe(exhibits_[0].heard, heard),
              {},
              render.audiogram_svg},
             spectra);
}

Status Exhibition::add_story(const film::StoryRender& render) {
  const auto sound = film::decode(runner_, render.films.mkv);
  if (!sound) return sound.error();
  auto png = spectrogram(StereoSpectra(*sound));
  if (!png) return png.error();
  story_.told = render.told;
  story_.arc_svg = render.arc_svg;
  story_.along = {
      std::string(film::kStoryScene),
      "Along the arc",
      "one possible story",
      render.films.mp4,
      {},
      {"A ringing that grows, a pop, almost nothing but the body, two implants, silence.", {}},
      *png,
      {}};
  return ok();
}

Status Exhibition::add_implant(film::ImplantRender render) {
  auto exhibit = exhibit_implant(runner_, std::move(render), work_);
  if (!exhibit) return exhibit.error();
  implant_ = *std::move(exhibit);
  return ok();
}

Result<std::string> Exhibition::page() {
  if (auto fitted = fit_films(); !fitted) return fitted.error();
  return build_page({exhibits_, story_, implant_, film::as_webvtt(film::captions(scene_.lines)),
                     describe(scene_.levels)});
}

Status Exhibition::add(Exhibit exhibit, const StereoSpectra& spectra) {
  auto png = spectrogram(spectra);
  if (!png) return png.error();
  exhibit.spectrogram = *png;
  exhibits_.push_back(std::move(exhibit));
  return ok();
}

Result<std::string> Exhibition::spectrogram(const StereoSpectra& spectra) {
  return film::as_png(runner_, draw_spectrogram(spectra), work_ / "spectrogram.rgb");
}

Status Exhibition::fit_films() {
  const std::vector<std::string> sound = {"-c:v", "copy", "-c:a", "aac", "-b:a", "128k"};
  const std::vector<std::string> both = {"-vf",  "scale=960:-2", "-b:v", "150k",
                                         "-c:a", "aac",          "-b:a", "128k"};
  for (const auto& how : {sound, both}) {
    std::uintmax_t bytes = std::filesystem::file_size(story_.along.film);
    for (const Exhibit& e : exhibits_) bytes += std::filesystem::file_size(e.film);
    if (bytes <= kMostFilmBytes) return ok();
    if (auto smaller = shrink(story_.along.film, how); !smaller) return smaller;
    for (Exhibit& e : exhibits_)
      if (auto smaller = shrink(e.film, how); !smaller) return smaller;
  }
  return ok();
}

Status Exhibition::shrink(std::filesystem::path& film, const std::vector<std::string>& how) {
  const auto small = work_ / fmt::format("{}-{}", how.size(), film.filename().string());
  std::vector<std::string> call = {"ffmpeg",      "-y",   "-v",  "error", "-i",
                                   film.string(), "-map", "0:v", "-map",  "0:a"};
  call.insert(call.end(), how.begin(), how.end());
  call.insert(call.end(), {"-movflags", "+faststart", small.string()});
  const auto made = runner_.run(call);
  if (!made) return made.error();
  film = small;
  return ok();
}

}  // namespace otoscape::demo::page
