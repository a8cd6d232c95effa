// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/stem_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "otoscape/base/block_sums.h"

namespace otoscape::jobs::models {
namespace {

using Kind = render::StemName::Kind;

constexpr std::size_t kUsualFrames = 5000;  // a batch and what the guard holds back

struct Face {
  const char* name;
  io::stems::Colour colour;
  const char* words;
};

// Colours of one family for what belongs together; ours.
Face face_of(Kind kind) {
  switch (kind) {
    case Kind::world:
      return {"world", {58, 110, 165}, "the outside as the character hears it"};
    case Kind::felt:
      return {"felt", {120, 94, 60}, "loud low sound that the body still takes"};
    case Kind::ringing:
      return {"ringing", {178, 58, 72}, "ringing that only the character hears"};
    case Kind::heart:
      return {"body heart", {132, 68, 140}, "the heart, from inside"};
    case Kind::breath:
      return {"body breath", {150, 98, 160}, "the breath, from inside"};
    case Kind::steps:
      return {"body steps", {168, 128, 180}, "footfalls, from inside"};
    case Kind::track:
      return {"body track", {186, 156, 200}, "the track of body sounds"};
    case Kind::events:
      return {"events", {214, 138, 40}, "instants such as the pop"};
    case Kind::voice:
      return {"voice", {70, 140, 90}, "the character's own voice, by air and by bone"};
    case Kind::room:
      return {"room", {128, 128, 128}, "the programme as it is in the room"};
  }
  return {"", {}, ""};
}

}  // namespace

void StemWriter::begin(std::span<const render::StemName> stems, const StreamSpec& spec) {
  setup_.spec = spec;
  for (const render::StemName& stem : stems) {
    const Face face = face_of(stem.kind);
    const std::string name =
        stem.layer.empty() ? face.name : fmt::format("{} {}", face.name, stem.layer);
    // Layers of one name lie in several places.
    const auto namesakes = std::ranges::count_if(stems_, [&](const io::stems::Stem& other) {
      return other.name == name || other.name.starts_with(name + " #");
    });
    stems_.push_back({namesakes == 0 ? name : fmt::format("{} #{}", name, namesakes + 1),
                      face.colour, face.words});
  }
  waiting_.resize(stems_.size() * static_cast<std::size_t>(spec.channels()));
}

void StemWriter::take(std::int64_t first, int frames, std::span<const FullScaleBlock> stems) {
  if (!begun_) first_ = first;
  begun_ = true;
  const auto channels = static_cast<std::size_t>(setup_.spec.channels());
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    const FullScaleBlock& stem = stems[i / channels];
    auto& row = waiting_[i];
    if (stem.channels() > 0) {
      if (row.empty()) row.reserve(kUsualFrames);
      row.resize(waiting_frames_);  // it was silent
      const auto samples = stem.channel(static_cast<int>(i % channels));
      row.insert(row.end(), samples.begin(), samples.end());
    } else if (!row.empty()) {
      row.resize(waiting_frames_ + static_cast<std::size_t>(frames));
    }
  }
  waiting_frames_ += static_cast<std::size_t>(frames);
}

Status StemWriter::open(std::int64_t first, std::int64_t zero) {
  const std::int64_t lead = keeps_clock_ ? first + zero - origin_ : 0;
  const std::int64_t begin = static_cast<std::int64_t>(setup_.options.time_reference) + origin_ +
                             std::min<std::int64_t>(lead, 0);
  setup_.options.time_reference = static_cast<std::uint64_t>(std::max<std::int64_t>(begin, 0));
  auto files =
      StemFiles::open(setup_, stems_, static_cast<std::uint64_t>(std::max<std::int64_t>(lead, 0)),
                      to_seconds(Frames(first), setup_.spec.rate));
  if (!files) return files.error();
  files_ = *std::move(files);
  return ok();
}

// What waits up to skip + count, and keeps the rest waiting.
StemPiece StemWriter::cut(std::size_t skip, std::size_t count) {
  const std::size_t end = skip + count;
  StemPiece piece{std::vector<std::vector<float>>(waiting_.size()), skip, count};
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    if (waiting_[i].empty()) continue;
    piece.rows[i].swap(waiting_[i]);
    const auto tail = std::span<const float>(piece.rows[i]).subspan(end);
    if (is_silence(tail)) continue;
    waiting_[i].reserve(kUsualFrames);
    waiting_[i].assign(tail.begin(), tail.end());
  }
  waiting_frames_ -= end;
  first_ += static_cast<std::int64_t>(end);
  return piece;
}

Status StemWriter::write(std::int64_t first, int frames, std::int64_t zero) {
  if (!files_) {
    if (auto status = open(first, zero); !status) return status;
  }
  const std::int64_t skip = first - first_;
  if (skip < 0 || skip + frames > static_cast<std::int64_t>(waiting_frames_)) {
    return failed("the stems are not as long as the render");
  }
  return files_->write(cut(static_cast<std::size_t>(skip), static_cast<std::size_t>(frames)));
}

Status StemWriter::close() {
  return files_ ? files_->close() : Status(failed("there is no sound for stems"));
}

std::vector<StemFacts> StemWriter::facts() const {
  return files_ ? files_->facts() : std::vector<StemFacts>();
}

std::vector<std::string> StemWriter::notes() const {
  std::vector<std::string> notes;
  if (setup_.options.samples == io::wave::WaveSamples::f32) return notes;
  for (const StemFacts& stem : facts()) {
    if (stem.written.peak <= 1.0f) continue;
    notes.push_back(
        fmt::format("the stem \"{}\" is clipped at full scale; --sample-format f32 "
                    "keeps it whole",
                    stem.written.stem.name));
  }
  return notes;
}

}  // namespace otoscape::jobs::models
