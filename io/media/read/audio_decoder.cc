// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/audio_decoder.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/media/ffmpeg.h"
#include "io/media/read/decoder_trial.h"
#include "io/media/read/fold.h"
#include "io/media/read/frame_converter.h"
#include "io/media/read/gapless_timeline.h"
#include "io/media/read/packet_decoder.h"
#include "io/media/read/same_sound.h"

namespace otoscape::io::media {

struct AudioDecoder::Impl {
  Impl(AVStream& s, PacketDecoder decoder)
      : stream(s), codec(std::move(decoder)), converter(s.index) {}

  std::optional<double> time_of(const AVPacket& packet) const;
  Status send(const AVPacket* packet, const Take& take);
  void begin_fresh(const AVPacket& packet);
  Status compare(const AVPacket& packet, bool counts, const Take& take);
  void add_place(const AVPacket& packet);
  std::vector<SoundPiece> pieces_of(const std::vector<CodecFrame>& frames);
  Status hand_out(const AVFrame& frame, const Take& take);
  Status follow_format(const AVFrame& frame);
  PieceTime piece_time(const AVFrame& frame) const;

  AVStream& stream;
  PacketDecoder codec;
  FrameConverter converter;
  GaplessTimeline timeline;
  DecodeReport report;

  bool is_pcm = false;
  bool form_changed = false;  // after the first piece: no places from there on
  DecoderTrial clock;
  std::optional<PacketDecoder> fresh;  // warming up
  bool may_begin_here = false;
  bool by_chance = false;  // begun elsewhere, this decoder gives other samples
  PacketMark fresh_from;
  SeekIndex places;
};

AudioDecoder::AudioDecoder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AudioDecoder::~AudioDecoder() = default;

std::int64_t AudioDecoder::start() const { return impl_->timeline.start(); }
const DecodeReport& AudioDecoder::report() const { return impl_->report; }
const SeekIndex& AudioDecoder::places() const { return impl_->places; }

Result<std::unique_ptr<AudioDecoder>> AudioDecoder::open(AVStream& stream) {
  const AVCodecParameters& par = *stream.codecpar;
  if (par.ch_layout.nb_channels > kMostChannels) {
    return failed(fmt::format("the sound has {} channels; up to {} can be folded to stereo",
                              par.ch_layout.nb_channels, kMostChannels));
  }
  if (par.sample_rate < 8000 || par.sample_rate > 192000) {
    return failed(fmt::format("the sound's sample rate is {} Hz; 8000 to 192000 Hz can be rendered",
                              par.sample_rate));
  }
  auto codec = PacketDecoder::open(stream);
  if (!codec) return codec.error();
  auto impl = std::make_unique<Impl>(stream, std::move(*codec));
  impl->is_pcm = par.codec_id >= AV_CODEC_ID_FIRST_AUDIO && par.codec_id < AV_CODEC_ID_ADPCM_IMA_QT;
  return std::unique_ptr<AudioDecoder>(new AudioDecoder(std::move(impl)));
}

std::optional<double> AudioDecoder::Impl::time_of(const AVPacket& packet) const {
  const std::int64_t stamp = packet.pts != AV_NOPTS_VALUE ? packet.pts : packet.dts;
  if (stamp == AV_NOPTS_VALUE) return std::nullopt;
  return static_cast<double>(stamp) * av_q2d(stream.time_base);
}

Status AudioDecoder::decode(const AVPacket* packet, const Take& take) {
  if (packet == nullptr) return impl_->send(nullptr, take);
  switch (impl_->clock.step(impl_->time_of(*packet))) {
    case DecoderTrial::Step::begin:
      impl_->begin_fresh(*packet);
      break;
    case DecoderTrial::Step::warm:
      if (impl_->fresh) return impl_->compare(*packet, false, take);
      break;
    case DecoderTrial::Step::compare:
      if (impl_->fresh) return impl_->compare(*packet, true, take);
      break;
    case DecoderTrial::Step::over:
      impl_->add_place(*packet);
      break;
    case DecoderTrial::Step::none:
      break;
  }
  return impl_->send(packet, take);
}

void AudioDecoder::warm_up(const AVPacket& packet) {
  impl_->clock.note(impl_->time_of(packet));
  int damaged = 0;
  for (const auto& frame : impl_->codec.decode(&packet, damaged)) {
    (void)impl_->follow_format(*frame);
  }
}

Status AudioDecoder::resume(const SeekPoint& point, const AVPacket& packet, const Take& take) {
  impl_->clock.note(impl_->time_of(packet));
  impl_->timeline.resume(point);
  impl_->report = point.report;
  return impl_->send(&packet, take);
}

Status AudioDecoder::Impl::send(const AVPacket* packet, const Take& take) {
  for (const auto& frame : codec.decode(packet, report.damaged_packets)) {
    if (auto status = hand_out(*frame, take); !status) return status;
  }
  return ok();
}

// PCM keeps no state between packets: its decoding can begin at any of them.
void AudioDecoder::Impl::begin_fresh(const AVPacket& packet) {
  may_begin_here = timeline.started() && !form_changed && !by_chance;
  if (!may_begin_here) return;
  fresh_from = mark_of(packet);
  if (is_pcm) return;
  auto opened = PacketDecoder::open(stream);
  may_begin_here = static_cast<bool>(opened);
  if (!opened) return;
  fresh = std::move(*opened);
  int damaged = 0;
  (void)fresh->decode(&packet, damaged);
}

// Both decoders get the packet. Only the output of the one in use is handed out.
Status AudioDecoder::Impl::compare(const AVPacket& packet, bool counts, const Take& take) {
  int damaged = 0;
  const auto from = codec.decode(&packet, report.damaged_packets);
  const auto to = fresh->decode(&packet, damaged);
  if (counts) {
    const auto old = pieces_of(from), begun_here = pieces_of(to);
    by_chance = by_chance || old.empty() || !std::ranges::equal(old, begun_here, same_sound);
  }
  for (const auto& frame : from) {
    if (auto status = hand_out(*frame, take); !status) return status;
  }
  return ok();
}

void AudioDecoder::Impl::add_place(const AVPacket& packet) {
  if (may_begin_here && !form_changed && !by_chance) {
    places.add(
        {fresh_from, mark_of(packet), timeline.next(), timeline.start(), timeline.shift(), report});
  }
  if (by_chance) places = SeekIndex();
  fresh.reset();
  may_begin_here = false;
}

// Empty where one of them has another form than what came before.
std::vector<SoundPiece> AudioDecoder::Impl::pieces_of(const std::vector<CodecFrame>& frames) {
  std::vector<SoundPiece> pieces;
  for (const auto& frame : frames) {
    if (!converter.is_set_to(*frame)) return {};
    auto piece = converter.convert(*frame, report.fold_peak);
    if (!piece) return {};
    pieces.push_back(std::move(*piece));
  }
  return pieces;
}

PieceTime AudioDecoder::Impl::piece_time(const AVFrame& f) const {
  const int rate_hz = converter.rate_hz();
  PieceTime time{
      .frame = {}, .tick_frames = av_q2d(stream.time_base) * rate_hz, .rate_hz = rate_hz};
  const std::int64_t stamp =
      f.best_effort_timestamp != AV_NOPTS_VALUE ? f.best_effort_timestamp : f.pts;
  if (stamp != AV_NOPTS_VALUE) time.frame = av_rescale_q(stamp, stream.time_base, {1, rate_hz});
  return time;
}

Status AudioDecoder::Impl::hand_out(const AVFrame& f, const Take& take) {
  if (auto status = follow_format(f); !status) return status;
  auto piece = converter.convert(f, report.fold_peak);
  if (!piece) return piece.error();
  return timeline.place(std::move(*piece), piece_time(f), report, take);
}

// The first frame decides the form of the output; later changes of format, layout or rate are
// converted to it.
Status AudioDecoder::Impl::follow_format(const AVFrame& f) {
  if (converter.is_set_to(f)) return ok();
  form_changed = timeline.started();
  return converter.set_to(f, timeline.started());
}

}  // namespace otoscape::io::media
