// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/stem_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace otoscape::jobs::models {
namespace {

using Kind = render::StemName::Kind;

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
  spec_ = spec;
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

void StemWriter::take(std::int64_t first, std::span<const FullScaleBlock> stems) {
  if (!begun_) first_ = first;
  begun_ = true;
  std::size_t row = 0;
  for (const FullScaleBlock& stem : stems) {
    for (int c = 0; c < stem.channels(); ++c) {
      auto& waiting = waiting_[row++];
      const auto samples = stem.channel(c);
      waiting.insert(waiting.end(), samples.begin(), samples.end());
    }
  }
}

Status StemWriter::open(std::int64_t first) {
  const std::int64_t begin =
      static_cast<std::int64_t>(options_.time_reference) + std::min(first, origin_);
  options_.time_reference = static_cast<std::uint64_t>(std::max<std::int64_t>(begin, 0));
  auto set = io::stems::StemSet::open(folder_, stems_, spec_, options_);
  if (!set) return set.error();
  set_.emplace(*std::move(set));
  constexpr std::int64_t kMost = 4096;
  const std::vector<float> silence(kMost);
  std::array<const float*, kMostChannels> rows{};
  rows.fill(silence.data());
  const auto channels = static_cast<std::size_t>(spec_.channels());
  for (std::int64_t late = first - origin_; late > 0; late -= kMost) {
    const ConstBlock<FullScaleUnit> part(std::span<const float* const>(rows).first(channels),
                                         static_cast<int>(std::min(late, kMost)));
    for (std::size_t stem = 0; stem < stems_.size(); ++stem) {
      if (auto status = set_->write(stem, part); !status) return status;
    }
  }
  return ok();
}

Status StemWriter::write(std::int64_t first, int frames) {
  if (!set_) {
    if (auto status = open(first); !status) return status;
  }
  const std::int64_t skip = first - first_;
  const std::int64_t end = skip + frames;
  if (skip < 0 || end > static_cast<std::int64_t>(waiting_.front().size())) {
    return failed("the stems are not as long as the render");
  }
  const auto channels = static_cast<std::size_t>(spec_.channels());
  for (std::size_t stem = 0; stem < stems_.size(); ++stem) {
    std::array<const float*, kMostChannels> rows{};
    for (std::size_t c = 0; c < channels; ++c) {
      rows[c] = waiting_[stem * channels + c].data() + skip;
    }
    const ConstBlock<FullScaleUnit> sound(std::span<const float* const>(rows).first(channels),
                                          frames);
    if (auto status = set_->write(stem, sound); !status) return status;
  }
  for (auto& waiting : waiting_) {
    waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(end));
  }
  first_ += end;
  return ok();
}

Status StemWriter::close() {
  return set_ ? set_->close() : Status(failed("there is no sound for stems"));
}

std::vector<std::string> StemWriter::notes() const {
  std::vector<std::string> notes;
  if (!set_ || options_.samples == io::wave::WaveSamples::f32) return notes;
  for (const io::stems::WrittenStem& stem : set_->written()) {
    if (stem.peak <= 1.0f) continue;
    notes.push_back(
        fmt::format("the stem \"{}\" is clipped at full scale; --sample-format f32 "
                    "keeps it whole",
                    stem.stem.name));
  }
  return notes;
}

}  // namespace otoscape::jobs::models
