// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/programme_pass.h"

#include <fmt/format.h>

#include <algorithm>

#include "jobs/measure/read_in_thread.h"
#include "otoscape/metrics/speech_levels_maker.h"
#include "otoscape/render/programme/programme_loudness_maker.h"

namespace otoscape::jobs::measure {
namespace {

// What is made of one stream.
struct Maker {
  Maker(const StreamSpec& spec, Seconds begin)
      : loudness(spec, begin), speech({.rate = spec.rate, .begin = begin}) {}
  render::programme::ProgrammeLoudnessMaker loudness;
  metrics::SpeechLevelsMaker speech;
};
using Makers = std::map<int, std::unique_ptr<Maker>>;

void add(Makers& makers, const io::media::MediaInfo& info, io::media::SoundPiece& sound) {
  auto& maker = makers[sound.stream];
  if (!maker) {
    const Hertz rate = info.streams[static_cast<std::size_t>(sound.stream)].rate;
    const Seconds begin = info.is_film ? to_seconds(Frames(sound.first), rate) : Seconds(0);
    maker = std::make_unique<Maker>(StreamSpec{rate, sound.channels}, begin);
  }
  const FullScaleBlock block = sound.block();
  maker->loudness.add(block);
  maker->speech.add({block.channel(0), block.channel(sound.channels - 1)});
}

KnownProgramme what_was_read(const io::media::MediaReader& reader, int stream) {
  return {reader.index_of(stream).value_or(io::media::SeekIndex()), reader.start_of(stream),
          reader.report_of(stream), std::nullopt, std::nullopt};
}

void keep(const std::string& path, int stream, const KnownProgramme& known, ProgrammeCache& cache,
          std::vector<std::string>& notes) {
  const auto kept = cache.keep(path, stream, known);
  if (kept) return;
  notes.push_back(fmt::format("nothing was kept for the next render: {}", kept.error().sentence));
  cache = ProgrammeCache(std::nullopt);
}

}  // namespace

Result<std::map<int, KnownProgramme>> know_programmes(const Programme& of, ProgrammeCache& cache,
                                                      const io::ProgressCall& progress,
                                                      std::vector<std::string>& notes) {
  const auto& [path, streams, reading] = of;
  std::map<int, KnownProgramme> all;
  std::set<int> unknown;
  for (int stream : streams) {
    auto known = cache.find(path, stream);
    if (known && known->loudness && known->speech) {
      all[stream] = std::move(*known);
    } else {
      unknown.insert(stream);
    }
  }
  if (unknown.empty()) return all;
  auto opened = io::media::MediaReader::open(path, reading);
  if (!opened) return opened.error();
  io::media::MediaReader& reader = **opened;
  if (auto status = reader.choose(unknown, false); !status) return status.error();
  Makers makers;
  const auto take = [&](io::media::Piece piece) {
    progress({"measuring", reader.progress()});
    if (auto* sound = std::get_if<io::media::SoundPiece>(&piece))
      add(makers, reader.info(), *sound);
  };
  if (auto status = read_in_thread(reader, take); !status) return status.error();
  if (makers.empty() && all.empty())
    return failed(fmt::format("{}: its sound has zero length", path));
  for (int stream : unknown) {
    KnownProgramme& known = all[stream] = what_was_read(reader, stream);
    if (!makers.contains(stream)) {  // no sound in it, but in another
      known.loudness.emplace();
      known.speech.emplace();
      continue;
    }
    known.loudness = makers[stream]->loudness.finish();
    known.speech = makers[stream]->speech.finish();
    if (!reader.index_of(stream)) continue;  // not all of it could be read
    keep(path, stream, known, cache, notes);
  }
  return all;
}

void keep_what_was_read(const io::media::MediaReader& reader, const std::string& path,
                        const std::set<int>& streams, ProgrammeCache& cache,
                        std::vector<std::string>& notes) {
  for (int stream : streams) {
    const KnownProgramme known = what_was_read(reader, stream);
    // Without places there is nothing to seek to.
    if (known.index.size() > 0 && !cache.find(path, stream))
      keep(path, stream, known, cache, notes);
  }
}

}  // namespace otoscape::jobs::measure
