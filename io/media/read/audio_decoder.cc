// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/audio_decoder.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/media/ffmpeg.h"
#include "io/media/read/decoder_trial.h"
#include "io/media/read/fold.h"
#include "io/media/read/gapless_timeline.h"
#include "io/media/read/input_layout.h"
#include "io/media/read/packet_decoder.h"
#include "io/media/read/same_sound.h"

namespace otoscape::io::media {

struct AudioDecoder::Impl {
  Impl(AVStream& s, PacketDecoder decoder, const Options& options)
      : stream(s),
        tick(s.time_base),
        untimed(options.untimed),
        frame_ticks(options.frame_ticks),
        kept(options.channels.kept),
        codec(std::move(decoder)),
        converter(s.index, options.channels, s.codecpar->sample_rate),
        timeline(options.longest_gap) {}

  std::optional<double> time_of(const AVPacket& packet) const;
  Status send(const AVPacket* packet, const Take& take);
  void begin_fresh(const AVPacket& packet);
  Status compare(const AVPacket& packet, bool counts, const Take& take);
  void add_place(const AVPacket& packet);
  std::vector<SoundPiece> pieces_of(const std::vector<CodecFrame>& frames);
  Status hand_out(const AVFrame& frame, const Take& take);
  Status follow_format(const AVFrame& frame, const Take& take);
  Status follow_link(const Take& take);
  void note_form(const AVFrame& frame);
  void note_change(const AVFrame& frame);
  Status hand_out_rest(const Take& take);
  PieceTime piece_time(const AVFrame& frame) const;

  AVStream& stream;
  AVRational tick;  // as at the start: a new link of Ogg may change the stream's
  bool untimed, frame_ticks;
  bool new_link = false;  // the decoder may have other parameters from the next packet on
  Layout kept;
  PacketDecoder codec;
  FrameConverter converter;
  GaplessTimeline timeline;
  DecodeReport report;

  bool is_pcm = false;
  bool form_changed = false;  // after the first piece, or the clock: no places from there on
  int heard_channels = 0, heard_rate_hz = 0;  // of the last frame
  Layout heard;
  std::vector<std::string> changes;
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

Result<std::unique_ptr<AudioDecoder>> AudioDecoder::open(AVStream& stream, const Options& options) {
  const AVCodecParameters& par = *stream.codecpar;
  if (par.ch_layout.nb_channels > kMostChannels) {
    return failed(fmt::format("the sound has {} channels; up to {} can be rendered",
                              par.ch_layout.nb_channels, kMostChannels));
  }
  if (par.sample_rate < kLowestRateHz || par.sample_rate > kHighestRateHz) {
    return failed(fmt::format("the sound's sample rate is {} Hz; 8000 to 192000 Hz can be rendered",
                              par.sample_rate));
  }
  auto codec = PacketDecoder::open(stream);
  if (!codec) return codec.error();
  auto impl = std::make_unique<Impl>(stream, std::move(*codec), options);
  impl->is_pcm = par.codec_id >= AV_CODEC_ID_FIRST_AUDIO && par.codec_id < AV_CODEC_ID_ADPCM_IMA_QT;
  return std::unique_ptr<AudioDecoder>(new AudioDecoder(std::move(impl)));
}

std::optional<double> AudioDecoder::Impl::time_of(const AVPacket& packet) const {
  const std::int64_t stamp = packet.pts != AV_NOPTS_VALUE ? packet.pts : packet.dts;
  if (stamp == AV_NOPTS_VALUE) return std::nullopt;
  return static_cast<double>(stamp) * av_q2d(tick);
}

Status AudioDecoder::decode(const AVPacket* packet, const Take& take) {
  if (packet == nullptr) {
    if (auto status = impl_->send(nullptr, take); !status) return status;
    return impl_->hand_out_rest(take);
  }
  if (auto status = impl_->follow_link(take); !status) return status;
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
    const bool is_new = !impl_->converter.is_set_to(*frame);
    if (is_new) (void)impl_->converter.set_to(*frame);
    impl_->note_form(*frame);
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
  may_begin_here = timeline.started() && !form_changed && !by_chance && !converter.resamples();
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
  if (counts && !form_changed) {  // else its frames would pass the resampler twice
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
  PieceTime time{.frame = {}, .tick_frames = av_q2d(tick) * rate_hz, .rate_hz = rate_hz};
  if (untimed && timeline.started()) return time;
  const std::int64_t stamp =
      f.best_effort_timestamp != AV_NOPTS_VALUE ? f.best_effort_timestamp : f.pts;
  if (stamp != AV_NOPTS_VALUE) time.frame = av_rescale_q(stamp, tick, {1, rate_hz});
  return time;
}

Status AudioDecoder::Impl::hand_out(const AVFrame& f, const Take& take) {
  if (auto status = follow_format(f, take); !status) return status;
  auto piece = converter.convert(f, report.fold_peak);
  if (!piece) return piece.error();
  if (piece->frames == 0) return ok();  // all of it still in the resampler
  return timeline.place(std::move(*piece), piece_time(f), report, take);
}

// The first frame decides the form of the output; later changes of format, layout or rate are
// converted to it.
Status AudioDecoder::Impl::follow_format(const AVFrame& f, const Take& take) {
  if (converter.is_set_to(f)) return ok();
  if (auto status = hand_out_rest(take); !status) return status;
  form_changed = form_changed || timeline.started();
  if (auto status = converter.set_to(f); !status) return status;
  if (timeline.started() && frame_ticks && f.sample_rate != heard_rate_hz) untimed = true;
  note_change(f);
  return ok();
}

Status AudioDecoder::Impl::hand_out_rest(const Take& take) {
  SoundPiece rest = converter.rest();
  if (rest.frames == 0 || !timeline.started()) return ok();
  return timeline.place(std::move(rest), {{}, 0.0, converter.rate_hz()}, report, take);
}

// FFmpeg's decoder of Opus has its channels from the first link; those of a new one stand beside
// the stream.
Status AudioDecoder::Impl::follow_link(const Take& take) {
  const bool opus = stream.codecpar->codec_id == AV_CODEC_ID_OPUS;
  if (!new_link || !opus || stream.codecpar->ch_layout.nb_channels > kMostChannels) return ok();
  new_link = false;
  auto opened = PacketDecoder::open(stream);
  if (!opened) return opened.error();
  if (auto status = send(nullptr, take); !status) return status;
  codec = *std::move(opened);
  return ok();
}

void AudioDecoder::Impl::note_form(const AVFrame& f) {
  heard_channels = f.ch_layout.nb_channels;
  heard = converter.heard();
  heard_rate_hz = f.sample_rate;
}

void AudioDecoder::Impl::note_change(const AVFrame& f) {
  constexpr std::size_t kMostNoted = 4;
  const int channels = f.ch_layout.nb_channels, rate_hz = f.sample_rate;
  const double at_s = static_cast<double>(timeline.next()) / converter.rate_hz();
  const bool may_note = timeline.started() && changes.size() < kMostNoted;
  const std::string layouts = note_on_change(heard, converter.heard(), kept, at_s);
  if (may_note && kept.channels() > 0 && !layouts.empty()) changes.push_back(layouts);
  if (may_note && kept.channels() == 0 && channels != heard_channels) {
    const char* now = "";
    if (converter.channels() == 1) now = ", which are heard as one: their mean";
    if (converter.channels() == 2 && channels == 1) now = ", which both ears hear";
    changes.push_back(fmt::format("the sound changes from {} to {} channel{} at {:.2f} s{}",
                                  heard_channels, channels, channels == 1 ? "" : "s", at_s, now));
  }
  if (timeline.started() && rate_hz != heard_rate_hz && changes.size() < kMostNoted) {
    changes.push_back(
        fmt::format("the sound changes from {} to {} Hz at {:.2f} s; all of it is "
                    "rendered at {} Hz",
                    heard_rate_hz, rate_hz, at_s, converter.rate_hz()));
  }
  note_form(f);
}

void AudioDecoder::jumped(bool only_sound) {
  impl_->new_link = impl_->frame_ticks;
  impl_->form_changed = true;
  impl_->places = SeekIndex();
  if (only_sound) impl_->timeline.join();
}

std::vector<std::string> AudioDecoder::changes() const { return impl_->changes; }

}  // namespace otoscape::io::media
