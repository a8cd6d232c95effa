// SPDX-License-Identifier: Apache-2.0
#include "jobs/report/browser_copy.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/media/picture/picture_recoder.h"
#include "io/media/read/media_reader.h"
#include "io/media/write/fit_plan.h"
#include "io/media/write/media_writer.h"
#include "io/output_file.h"
#include "jobs/report/browser_file.h"

namespace otoscape::jobs::report {
namespace {

namespace media = io::media;

constexpr int kAacBitRate = 192'000, kOpusBitRate = 128'000;  // bit/s of two channels

bool opus_has(Hertz rate) {
  constexpr int kRates[] = {8000, 12000, 16000, 24000, 48000};
  return std::ranges::find(kRates, static_cast<int>(rate.value())) != std::end(kRates);
}

std::string no_picture(const std::string& from, const Error& error) {
  return fmt::format("{}: browsers do not show its picture, and no copy of it could be made: {}",
                     from, error.sentence);
}

class Copying {
 public:
  Copying(const CopyRequest& request, const io::ProgressCall& progress)
      : request_(request), progress_(progress) {}

  Result<BrowserCopy> all();
  // Whether the picture is encoded anew.
  bool encodes() const { return recoder_ != nullptr; }

 private:
  const media::StreamInfo& sound() const {
    return reader_->info().streams[static_cast<std::size_t>(request_.stream)];
  }
  Status open();
  void choose_form();
  Result<media::OutputPlan> plan();
  Status begin_where_asked();
  Status pump();
  Status take(media::Piece piece);
  Status take_picture(const media::CopiedPiece& piece);
  Status take_sound(media::SoundPiece& sound);
  Status encode(const AVPacket* packet) {
    return recoder_->take(packet,
                          [&](AVPacket& coded) { return writer_->write_encoded(picture_, coded); });
  }

  const CopyRequest& request_;
  const io::ProgressCall& progress_;
  std::unique_ptr<media::MediaReader> reader_;
  int picture_ = -1;  // that is in the copy
  std::unique_ptr<media::PictureRecoder> recoder_;
  media::WriterOptions writing_;
  std::unique_ptr<media::MediaWriter> writer_;
  double key_s_ = -1e12;    // a picture's decoding begins there
  std::int64_t first_ = 0;  // frame of the sound with which the copy begins
  bool started_ = false, decoding_ = false;
  BrowserCopy made_;
};

Status Copying::open() {
  auto reader = media::MediaReader::open(request_.from);
  if (!reader) return reader.error();
  reader_ = *std::move(reader);
  choose_form();
  if (auto chosen = reader_->choose({request_.stream}, picture_ >= 0); !chosen) return chosen;
  return recoder_ ? begin_where_asked() : ok();
}

// With the picture's packets, encoded anew, or without.
void Copying::choose_form() {
  const media::MediaInfo& info = reader_->info();
  if (request_.with_picture) picture_ = info.picture();
  made_.path = request_.stem + ".mp4";
  if (picture_ >= 0 && !browsers_show(info)) {
    const auto codec = media::browser_codec();
    auto recoder =
        codec ? media::PictureRecoder::open(
                    *reader_, picture_,
                    {*codec, false,
                     Seconds(request_.begin.value() > 0.0 ? request_.begin.value() : -1e12)})
              : codec.error();
    made_.path = request_.stem + ".webm";
    if (recoder) {
      recoder_ = *std::move(recoder);
    } else {
      made_.notes.push_back(no_picture(request_.from, recoder.error()));
      picture_ = -1;
    }
  }
  if (picture_ < 0) made_.path = request_.stem + ".m4a";
  made_.picture = picture_ >= 0;
}

// A picture can be decoded from the key frame before on; the sound is decoded all along.
Status Copying::begin_where_asked() {
  if (request_.begin > Seconds(0.0)) {
    auto other = media::MediaReader::open(request_.from);
    if (!other) return other.error();
    key_s_ = (*other)->key_frame_before(request_.begin.value());
    made_.is_part = true;
    writing_.origin = request_.begin;
    first_ = std::llround(request_.begin.value() * sound().rate.value());
  }
  if (request_.length) {
    reader_->end_after(Seconds(request_.begin.value() + request_.length->value()));
    writing_.length = *request_.length;
  }
  return ok();
}

Result<media::OutputPlan> Copying::plan() {
  media::OutputOptions options;
  options.codec = !recoder_ ? "aac" : opus_has(sound().rate) ? "opus" : "vorbis";
  options.bit_rate = recoder_ ? kOpusBitRate : kAacBitRate;
  options.sound_only = picture_ < 0;
  auto plan = media::plan_output(reader_->info(), {request_.stream}, made_.path, options);
  if (!plan) return plan;
  std::erase_if(plan->streams, [&](const media::StreamPlan& s) {
    return s.original || (s.source != request_.stream && s.source != picture_);
  });
  writing_.rendered[request_.stream] = {sound().rate, std::min(sound().channels, 2), {}};
  if (recoder_) {
    for (media::StreamPlan& stream : plan->streams) stream.encoded = stream.source == picture_;
    auto encoded = recoder_->stream();
    if (!encoded) return encoded.error();
    writing_.encoded[picture_] = *std::move(encoded);
  }
  if (auto fits = media::fit_plan(*plan, *reader_, writing_); !fits) return fits.error();
  return plan;
}

Status Copying::take_picture(const media::CopiedPiece& piece) {
  // Of the packets before it in the file none is shown later, so that the first is the key frame.
  constexpr double kTick = 2e-3;
  decoding_ |= key_s_ <= 0.0 || media::presented_at(piece) >= key_s_ - kTick;
  return decoding_ ? encode(piece.packet.get()) : ok();
}

Status Copying::take_sound(media::SoundPiece& sound) {
  const auto skipped =
      static_cast<int>(std::clamp<std::int64_t>(first_ - sound.first, 0, sound.frames));
  if (first_ > 0 && skipped == sound.frames) return ok();
  const int from = first_ > 0 ? skipped : 0;
  if (!started_) {
    const std::int64_t at = std::max<std::int64_t>(sound.first + from - first_, 0);
    if (auto begun = writer_->start(request_.stream, at); !begun) return begun;
  }
  started_ = true;
  return writer_->write(request_.stream, sound.block().part(from, sound.frames - from));
}

Status Copying::take(media::Piece piece) {
  if (auto* copied = std::get_if<media::CopiedPiece>(&piece)) {
    if (recoder_ && copied->stream == picture_) return take_picture(*copied);
    return writer_->copies(copied->stream) ? writer_->write(std::move(*copied)) : ok();
  }
  if (const auto* end = std::get_if<media::SoundEnd>(&piece)) return writer_->finish(end->stream);
  return take_sound(std::get<media::SoundPiece>(piece));
}

Status Copying::pump() {
  while (true) {
    const auto more = reader_->read([&](media::Piece piece) { return take(std::move(piece)); });
    if (!more) return more.error();
    if (!*more) break;
    if (progress_ && recoder_) progress_({"copying for browsers", reader_->progress()});
  }
  if (recoder_) {
    if (auto status = encode(nullptr); !status) return status;
  }
  return writer_->close();
}

Result<BrowserCopy> Copying::all() {
  if (auto status = open(); !status) return status.error();
  const auto planned = plan();
  if (!planned) return planned.error();
  auto file = io::OutputFile::create(made_.path, request_.overwrite);
  if (!file) return file.error();
  auto writer = media::MediaWriter::open(file->temporary(), *planned, *reader_, writing_);
  if (!writer) return writer.error();
  writer_ = *std::move(writer);
  if (auto status = pump(); !status) return status.error();
  if (auto kept = file->keep(); !kept) return kept.error();
  return made_;
}

}  // namespace

Result<BrowserCopy> copy_for_browsers(const CopyRequest& request,
                                      const io::ProgressCall& progress) {
  Copying whole(request, progress);
  auto made = whole.all();
  if (made || !whole.encodes()) return made;
  CopyRequest of_sound = request;
  of_sound.with_picture = false;
  auto sound = Copying(of_sound, progress).all();
  if (sound) sound->notes.push_back(no_picture(request.from, made.error()));
  return sound;
}

}  // namespace otoscape::jobs::report
