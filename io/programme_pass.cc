// SPDX-License-Identifier: Apache-2.0
#include "io/programme_pass.h"

#include "io/media_reader.h"

namespace otoscape::io {

Result<render::ProgrammeTrack> know_programme(const std::string& path, int stream,
                                              const std::function<void(Progress)>& progress) {
  auto reader = MediaReader::open(path);
  if (!reader) return reader.error();
  if (auto status = (*reader)->choose({stream}, false); !status) return status.error();
  const StreamInfo& info = (*reader)->info().streams[static_cast<std::size_t>(stream)];
  std::unique_ptr<render::ProgrammeTrackMaker> maker;
  const bool film = (*reader)->info().is_film;
  const StreamSpec spec{info.rate, std::min(info.channels, 2)};
  while (true) {
    auto more = (*reader)->read([&](Piece piece) {
      auto* sound = std::get_if<SoundPiece>(&piece);
      if (sound == nullptr) return ok();
      if (!maker) {
        const Seconds begin(film ? static_cast<double>(sound->first) / info.rate.value() : 0.0);
        maker = std::make_unique<render::ProgrammeTrackMaker>(spec, begin);
      }
      maker->add(sound->block());
      progress({"measuring", (*reader)->progress()});
      return ok();
    });
    if (!more) return more.error();
    if (!*more) break;
  }
  if (!maker) return render::ProgrammeTrackMaker(spec, Seconds(0.0)).finish();
  return maker->finish();
}

}  // namespace otoscape::io
