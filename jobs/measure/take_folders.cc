// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/take_folders.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "io/media/resample.h"
#include "io/printable.h"
#include "jobs/measure/side_facts.h"

namespace otoscape::jobs::measure {
namespace {

using render::programme::kShortestTake;
using render::programme::longest_take;
using scene::Recorded;

constexpr float kSilent = 1e-4f;  // −80 dB re full scale, from the mean

bool is_silent(std::span<const float> sound) {
  double mean = 0.0;
  for (const float x : sound) mean += static_cast<double>(x) / static_cast<double>(sound.size());
  return std::ranges::all_of(
      sound, [&](float x) { return std::abs(x - static_cast<float>(mean)) < kSilent; });
}

std::string too_long(Recorded what) {
  const double most = longest_take(what).value();
  switch (what) {
    case Recorded::heart:
      return fmt::format(
          "a take of one beat lasts at most {:.0f} s; cut it into beats, or give the whole "
          "recording with --body",
          most);
    case Recorded::breath:
      return fmt::format(
          "a take of one breath lasts at most {:.0f} s; cut it into breaths, or give the whole "
          "recording with --body",
          most);
    case Recorded::steps:
      return fmt::format("a take of one step lasts at most {:.0f} s; cut it into steps", most);
    default:
      return fmt::format("a take lasts at most {:.0f} s; cut it", most);
  }
}

// What keeps a sound from being a take.
Status check_take(const std::string& path, const TakeFolder::Take& take) {
  const double length_s = static_cast<double>(take.sound.sound[0].size()) / take.rate.value();
  if (length_s < kShortestTake.value()) {
    return failed(fmt::format("{}: lasts {:.0f} ms; a take lasts {:.0f} ms or more", path,
                              std::floor(1000.0 * length_s), 1000.0 * kShortestTake.value()));
  }
  if (is_silent(take.sound.sound[0]) && (take.sound.mono() || is_silent(take.sound.sound[1]))) {
    return failed(path + ": is silent; take it out of the folder");
  }
  return ok();
}

// A reader says at the end of a defect what was rendered; a take is only looked at.
std::string without_render(const std::string& trouble) {
  const auto end = trouble.rfind("; ");
  return trouble.ends_with("rendered") && end != std::string::npos ? trouble.substr(0, end)
                                                                   : trouble;
}

Result<TakeFolder::Take> read_take(const std::string& path, Recorded what,
                                   std::vector<std::string>& notes) {
  auto side = open_side(path);
  if (!side) return side.error();
  const io::media::StreamInfo& about =
      side->reader->info().streams[static_cast<std::size_t>(side->stream)];
  TakeFolder::Take take{about.rate, {}};
  const auto most = static_cast<std::size_t>(longest_take(what).value() * about.rate.value());
  const auto keep = [&](io::media::Piece piece) -> Status {
    auto* sound = std::get_if<io::media::SoundPiece>(&piece);
    if (sound == nullptr) return ok();
    silence_what_is_no_sound(sound->block());
    for (std::size_t c = 0; c < static_cast<std::size_t>(sound->channels); ++c) {
      const auto first = sound->samples[c].begin();
      take.sound.sound[c].insert(take.sound.sound[c].end(), first, first + sound->frames);
    }
    return take.sound.sound[0].size() > most ? failed(path + ": " + too_long(what)) : ok();
  };
  if (auto status = side->reader->read_to_end(keep); !status) return status.error();
  if (auto status = check_take(path, take); !status) return status.error();
  if (take.sound.sound[0] == take.sound.sound[1]) take.sound.sound[1].clear();
  for (const std::string& trouble : side->reader->troubles()) {
    notes.push_back(fmt::format("{}: {}", path, without_render(trouble)));
  }
  return take;
}

Result<body::RawTake> at_rate(const TakeFolder::Take& take, Hertz rate) {
  if (take.rate == rate) return take.sound;
  body::RawTake made;
  for (std::size_t c = 0; c < 2; ++c) {
    const auto& from = take.sound.sound[c];
    if (from.empty()) continue;
    const std::vector<double> exact(from.begin(), from.end());
    const auto resampled = io::media::resample(exact, take.rate, rate);
    if (!resampled) return resampled.error();
    for (const double x : *resampled) made.sound[c].push_back(static_cast<float>(x));
  }
  return made;
}

}  // namespace

Result<std::vector<TakeFolder>> read_takes(const std::vector<scene::Recording>& recordings,
                                           std::vector<std::string>& notes) {
  std::vector<TakeFolder> all;
  for (const scene::Recording& recording : recordings) {
    if (recording.files.empty()) {
      return failed(
          fmt::format("[recordings] {}: the scene was not loaded from a file, so no takes "
                      "were looked up",
                      name_of(recording.what)));
    }
    TakeFolder folder{recording.what, recording.folder, {}, Seconds(0.0)};
    for (const std::string& path : recording.files) {
      auto take = read_take(path, recording.what, notes);
      if (!take) return take.error();
      const auto frames = static_cast<std::int64_t>(take->sound.sound[0].size());
      folder.length =
          Seconds(folder.length.value() + to_seconds(Frames(frames), take->rate).value());
      if (folder.length.value() > kMostTakeSeconds) {
        return failed(fmt::format(
            "[recordings] {}: the takes in {} last longer than {:.0f} s together; take some out",
            name_of(recording.what), recording.folder, kMostTakeSeconds));
      }
      folder.takes.push_back(*std::move(take));
    }
    all.push_back(std::move(folder));
  }
  return all;
}

Result<render::programme::Recordings> recordings_at(const std::vector<TakeFolder>& folders,
                                                    Hertz rate) {
  render::programme::Recordings recordings;
  for (const TakeFolder& folder : folders) {
    std::vector<body::RawTake> takes;
    for (const TakeFolder::Take& take : folder.takes) {
      auto made = at_rate(take, rate);
      if (!made) return made.error();
      takes.push_back(*std::move(made));
    }
    if (!takes.empty()) {
      recordings.add(folder.what, render::programme::recorded_takes(folder.what, takes, rate));
    }
  }
  return recordings;
}

std::string takes_text(const std::vector<TakeFolder>& folders) {
  std::size_t widest = 0;
  for (const TakeFolder& folder : folders) {
    widest = std::max(widest, io::printable(folder.folder, 60).size());
  }
  std::string text;
  for (const TakeFolder& folder : folders) {
    text += fmt::format("{:<9}{:<{}}  {} take{}, {:.1f} s\n", name_of(folder.what),
                        io::printable(folder.folder, 60), widest, folder.takes.size(),
                        folder.takes.size() == 1 ? "" : "s", folder.length.value());
  }
  return text;
}

}  // namespace otoscape::jobs::measure
