// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/dialogue_pass.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "io/input_path.h"
#include "jobs/measure/read_in_thread.h"
#include "jobs/measure/side_facts.h"
#include "jobs/models/side_track.h"
#include "otoscape/metrics/speech_levels_maker.h"

namespace otoscape::jobs::models {
namespace {

// One stream's programme beside the dialogue.
class Beside {
 public:
  Beside(std::unique_ptr<SideTrack> dialogue, Hertz rate, bool is_film, std::int64_t first)
      : dialogue_(std::move(dialogue)),
        rate_(rate),
        zero_(is_film ? 0 : first),
        maker_({.rate = rate,
                .begin = is_film ? to_seconds(Frames(first), rate) : Seconds(0),
                .has_dialogue = true}) {}

  void add(io::media::SoundPiece& piece) {
    const FullScaleBlock sound = piece.block();
    for (auto& ear : spoken_) ear.resize(static_cast<std::size_t>(piece.frames));
    dialogue_->read(piece.first - zero_, FullScaleBlock({spoken_[0].data(), spoken_[1].data()},
                                                        piece.channels, piece.frames));
    const auto last = static_cast<std::size_t>(piece.channels - 1);
    maker_.add({sound.channel(0), sound.channel(piece.channels - 1)}, {spoken_[0], spoken_[last]});
    end_ = piece.first - zero_ + piece.frames;
  }
  metrics::SpeechLevels finish() { return maker_.finish(); }
  Hertz rate() const { return rate_; }
  Seconds length() const { return to_seconds(Frames(end_), rate_); }
  std::vector<std::string> troubles() const { return dialogue_->troubles(); }

 private:
  std::unique_ptr<SideTrack> dialogue_;
  Hertz rate_;
  std::int64_t zero_, end_ = 0;
  metrics::SpeechLevelsMaker maker_;
  std::array<std::vector<float>, 2> spoken_;
};

void add_note(std::vector<std::string>& notes, std::string note) {
  if (std::ranges::find(notes, note) == notes.end()) notes.push_back(std::move(note));
}

}  // namespace

Status find_dialogue(InputFile& in, const std::string& dialogue, const io::ProgressCall& progress,
                     std::vector<std::string>& notes) {
  if (auto status = io::must_be_read_twice(in.path()); !status) return status;
  const auto facts = measure::measure_side(dialogue);
  if (!facts) return facts.error();
  std::map<int, std::unique_ptr<SideTrack>> tracks;
  for (const int stream : in.streams()) {
    auto track = SideTrack::open(dialogue, in.stream(stream).rate, Seconds(0));
    if (!track) return track.error();
    tracks[stream] = *std::move(track);
  }
  auto opened = in.read_folded();
  if (!opened) return opened.error();
  io::media::MediaReader& reader = **opened;
  std::map<int, Beside> all;
  const auto take = [&](io::media::Piece piece) {
    progress({"measuring", reader.progress()});
    auto* sound = std::get_if<io::media::SoundPiece>(&piece);
    if (sound == nullptr || sound->frames == 0) return;
    auto found = all.find(sound->stream);
    if (found == all.end()) {
      found = all.try_emplace(sound->stream, std::move(tracks.at(sound->stream)),
                              in.stream(sound->stream).rate, in.info().is_film, sound->first)
                  .first;
    }
    found->second.add(*sound);
  };
  if (auto status = measure::read_in_thread(reader, take); !status) return status;
  for (auto& [stream, beside] : all) {
    in.speech()[stream] = beside.finish();
    for (const std::string& note :
         measure::side_notes(dialogue, *facts, beside.rate(), Seconds(0), beside.length())) {
      add_note(notes, fmt::format("--dialogue: {}", note));
    }
    for (const std::string& trouble : beside.troubles()) add_note(notes, trouble);
  }
  return ok();
}

}  // namespace otoscape::jobs::models
