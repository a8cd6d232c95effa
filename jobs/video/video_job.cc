// SPDX-License-Identifier: Apache-2.0
#include "jobs/video/video_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "io/input_path.h"
#include "io/media/picture/picture_recoder.h"
#include "io/media/read/media_reader.h"
#include "io/media/write/container.h"
#include "io/media/write/fit_plan.h"
#include "io/media/write/media_writer.h"
#include "io/output_file.h"
#include "jobs/video/strip_facts.h"

namespace otoscape::jobs::video {
namespace {

namespace media = io::media;
using media::StreamInfo;

constexpr double kNear = 42.0;  // dB of PSNR: below it a picture may be seen to differ

const StreamInfo& stream_of(const media::MediaInfo& info, int stream) {
  return info.streams[static_cast<std::size_t>(stream)];
}

class Run {
 public:
  Run(const VideoJob& job, const io::ProgressCall& progress) : job_(job), progress_(progress) {}

  Result<VideoSummary> all();

 private:
  Status open();
  Status plan();
  Status refuse_lost_sound() const;
  Status lay_strip(StripFacts facts);
  Status pump();
  Status write_picture(const AVPacket* packet);
  void summarise(StripFacts& facts);

  const VideoJob& job_;
  const io::ProgressCall& progress_;
  std::unique_ptr<media::MediaReader> reader_;
  int picture_ = -1;
  media::PictureCodec codec_;
  media::OutputPlan plan_;
  media::WriterOptions writing_;
  std::unique_ptr<media::PictureRecoder> recoder_;
  std::unique_ptr<media::MediaWriter> writer_;
  std::optional<StripCourse> course_;
  std::optional<io::strip::Strip> strip_;
  media::Sheet sheet_;
  VideoSummary summary_;
};

Status Run::open() {
  if (io::same_file(job_.in, job_.out)) {
    return wrong_usage(
        fmt::format("{} is input and output; write the film to another name", job_.in));
  }
  if (auto twice = io::must_be_read_twice(job_.in); !twice) return twice;
  media::MediaReader::Options as_they_lie;
  as_they_lie.mono = media::MediaReader::Mono::apart;
  auto reader = media::MediaReader::open(job_.in, as_they_lie);
  if (!reader) return reader.error();
  reader_ = *std::move(reader);
  picture_ = reader_->info().picture();
  if (picture_ < 0) {
    return failed(
        fmt::format("{} has no picture to lay a strip over; otoscape audibility draws a "
                    "ribbon of sound alone",
                    job_.in));
  }
  return reader_->choose({}, true);
}

Status Run::plan() {
  auto plan = media::plan_output(reader_->info(), {}, job_.out, {});
  if (!plan) return plan.error();
  plan_ = *std::move(plan);
  if (!plan_.film) {
    return wrong_usage(
        fmt::format(".{} files hold sound only; write the film to .mp4, .mov, .mkv "
                    "or .webm",
                    plan_.extension));
  }
  const StreamInfo& picture = stream_of(reader_->info(), picture_);
  const bool odd = picture.quarter_chroma && (picture.width % 2 != 0 || picture.height % 2 != 0);
  auto codec = media::picture_codec({plan_.muxer, plan_.extension, job_.codec, job_.quality, odd});
  if (!codec) return codec.error();
  codec_ = *std::move(codec);
  const bool says_turn = media::is_mp4_family(plan_.muxer);
  auto recoder = media::PictureRecoder::open(*reader_, picture_, {codec_, says_turn});
  if (!recoder) return failed(fmt::format("{}: {}", job_.in, recoder.error().sentence));
  recoder_ = *std::move(recoder);
  for (media::StreamPlan& stream : plan_.streams) stream.encoded = stream.source == picture_;
  auto encoded = recoder_->stream();
  if (!encoded) return encoded.error();
  writing_.encoded[picture_] = *std::move(encoded);
  if (auto fits = media::fit_plan(plan_, *reader_, writing_); !fits) return fits;
  return refuse_lost_sound();
}

// The sound is what the film is about: it comes whole, or the file is not written.
Status Run::refuse_lost_sound() const {
  for (const int track : reader_->info().tracks) {
    if (std::ranges::find(plan_.streams, track, &media::StreamPlan::source) != plan_.streams.end())
      continue;
    return wrong_usage(fmt::format(".{} files cannot hold the {} sound of {} as it is; .mkv can",
                                   plan_.extension, stream_of(reader_->info(), track).codec,
                                   job_.in));
  }
  return ok();
}

// The strip's edge lies between fields and between shared colours: on a multiple of four rows.
Status Run::lay_strip(StripFacts facts) {
  constexpr int kRows = 4;
  const media::ShownPicture shown = recoder_->shown();
  constexpr int kLeastRows = 16;
  if (shown.height < kLeastRows) {
    return failed(fmt::format("{}: its picture has {} rows, too few for a strip; {} are the least",
                              job_.in, shown.height, kLeastRows));
  }
  const bool from_end = shown.turn.swapped ? shown.turn.flip_x : shown.turn.flip_y;
  const double units_across = shown.width * shown.aspect;
  const int wanted = std::max(kRows, static_cast<int>(std::lround(io::strip::strip_height(
                                         units_across, shown.height, job_.strip.height))));
  const bool counts_strip = job_.strip.top != from_end;  // the rows before the edge are the strip's
  const int before = counts_strip ? wanted : shown.height - wanted;
  const int edge = std::clamp((before + kRows / 2) / kRows * kRows, 1, shown.height - 1);
  const int height = counts_strip ? edge : shown.height - edge;
  summary_.width = shown.width;
  summary_.height = shown.height;
  summary_.strip_height = height;
  summary_.strip_top = job_.strip.top ? 0 : shown.height - height;
  course_ = std::move(facts.course);
  const media::MediaInfo& info = reader_->info();
  const bool known = !info.length_is_a_guess && info.declared_length > Seconds(0.0);
  facts.film.length_s = known ? std::max(facts.film.length_s, info.declared_length.value())
                              : std::numeric_limits<double>::infinity();
  strip_.emplace(io::strip::StripLook{shown.width, height, shown.aspect, job_.strip.opacity,
                                      job_.strip.span_s},
                 std::move(facts.film));
  return recoder_->lay_over(
      {summary_.strip_top, height, [this](Seconds time) {
         const auto drawn = strip_->at(time.value(), course_->at(time));
         sheet_ = {drawn.raster.width(), drawn.raster.height(), drawn.raster.pixels()};
         return media::SheetNow{sheet_, {drawn.from, drawn.to}};
       }});
}

Status Run::write_picture(const AVPacket* packet) {
  return recoder_->take(packet,
                        [&](AVPacket& coded) { return writer_->write_encoded(picture_, coded); });
}

Status Run::pump() {
  while (true) {
    auto more = reader_->read([&](media::Piece piece) -> Status {
      auto* copied = std::get_if<media::CopiedPiece>(&piece);
      if (copied == nullptr) return ok();
      if (copied->stream == picture_) return write_picture(copied->packet.get());
      return writer_->copies(copied->stream) ? writer_->write(std::move(*copied)) : ok();
    });
    if (!more) return more.error();
    if (!*more) break;
    if (progress_) progress_({"drawing", reader_->progress()});
  }
  if (auto status = write_picture(nullptr); !status) return status;
  return writer_->close();
}

void Run::summarise(StripFacts& facts) {
  summary_.in = job_.in;
  summary_.out = job_.out;
  summary_.relation = facts.relation;
  summary_.name = facts.name;
  summary_.codec = codec_.codec;
  summary_.encoder = codec_.encoder;
  summary_.speech = std::move(facts.speech);
  summary_.notices = std::move(facts.notices);
  summary_.notes = std::move(facts.notes);
}

Result<VideoSummary> Run::all() {
  if (auto status = open(); !status) return status.error();
  auto file = io::OutputFile::create(job_.out, job_.overwrite);
  if (!file) return file.error();
  if (auto status = plan(); !status) return status.error();
  auto facts = strip_facts(job_, progress_);
  if (!facts) return facts.error();
  summarise(*facts);
  if (auto status = lay_strip(*std::move(facts)); !status) return status.error();
  auto writer = media::MediaWriter::open(file->temporary(), plan_, *reader_, writing_);
  if (!writer) return writer.error();
  writer_ = *std::move(writer);
  if (auto status = pump(); !status)
    return failed(fmt::format("{}: {}", job_.in, status.error().sentence));
  if (auto kept = file->keep(); !kept) return kept.error();
  summary_.pictures = recoder_->pictures();
  summary_.mean_psnr_db = recoder_->mean_psnr_db();
  summary_.least_psnr_db = recoder_->least_psnr_db();
  for (const auto& notes :
       {plan_.notes, recoder_->notes(), writer_->notes(), reader_->troubles()}) {
    summary_.notes.insert(summary_.notes.end(), notes.begin(), notes.end());
  }
  if (summary_.mean_psnr_db > 0.0 && summary_.least_psnr_db < kNear) {
    summary_.notes.push_back(
        fmt::format("some pictures differ from the source by more than is never seen; a lower "
                    "--quality than {} comes nearer",
                    codec_.quality));
  }
  return summary_;
}

}  // namespace

Result<VideoSummary> run_video(const VideoJob& job, const io::ProgressCall& progress) {
  return Run(job, progress).all();
}

}  // namespace otoscape::jobs::video
