// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/picture_clock.h"

#include <fmt/format.h>

#include <cmath>

#include "io/media/ffmpeg.h"
#include "io/media/read/open_input.h"

namespace otoscape::io::media {
namespace {

// Containers whose ticks are milliseconds store 1/23.976 s as 41 or 42 of them.
constexpr double kNear = 5e-5;
constexpr int kHighest = 240;

const AVStream* moving_picture(const AVFormatContext& film) {
  for (unsigned i = 0; i < film.nb_streams; ++i) {
    const AVStream& stream = *film.streams[i];
    const bool still = (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
    if (stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO && !still) return &stream;
  }
  return nullptr;
}

std::string timecode_of(const AVFormatContext& film) {
  const auto in = [](const AVDictionary* tags) -> std::string {
    const auto* tag = av_dict_get(tags, "timecode", nullptr, 0);
    return tag != nullptr ? tag->value : "";
  };
  std::string text = in(film.metadata);
  for (unsigned i = 0; i < film.nb_streams && text.empty(); ++i)
    text = in(film.streams[i]->metadata);
  return text;
}

}  // namespace

Result<std::optional<PictureClock>> picture_clock(const std::string& path) {
  const auto film = open_input(path);
  if (!film) return film.error();
  const AVStream* picture = moving_picture(**film);
  if (picture == nullptr) return std::optional<PictureClock>();
  const AVRational said = av_guess_frame_rate(film->get(), const_cast<AVStream*>(picture), nullptr);
  const double rate = said.num > 0 && said.den > 0 ? av_q2d(said) : 0.0;
  for (const int below : {1, 1001}) {
    const double above = std::round(rate * (below == 1 ? 1.0 : 1.001));
    const double near = below == 1 ? above : above * 1000.0 / 1001.0;
    if (above < 1.0 || above > kHighest || std::abs(near / rate - 1.0) > kNear) continue;
    const int scale = below == 1 ? 1 : 1000;
    return std::optional(PictureClock{static_cast<int>(above) * scale, below, timecode_of(**film)});
  }
  return failed(fmt::format("{}: its pictures have no steady rate ({:.3f} a second)",
                            input_name(path), rate));
}

}  // namespace otoscape::io::media
