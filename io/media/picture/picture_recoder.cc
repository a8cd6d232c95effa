// SPDX-License-Identifier: Apache-2.0
#include "io/media/picture/picture_recoder.h"

#include <fmt/format.h>

#include "io/media/ffmpeg.h"
#include "io/media/picture/likeness.h"
#include "io/media/picture/picture_converter.h"
#include "io/media/picture/picture_decoder.h"
#include "io/media/picture/picture_encoder.h"
#include "io/media/picture/recoded_shape.h"
#include "io/media/picture/sheet_painter.h"

namespace otoscape::io::media {

struct PictureRecoder::Impl {
  Status change(AVFrame& picture, const Take& give);
  Status encode(AVFrame* picture, const Take& give);

  Options options;
  PictureShape from, to;
  Turn turn;            // of the source
  bool turned = false;  // it is undone
  double tick = 0.0;    // s
  std::unique_ptr<PictureDecoder> decoder;
  std::unique_ptr<PictureConverter> converter;
  std::unique_ptr<PictureEncoder> encoder;
  Overlay overlay;
  std::optional<SheetPainter> painter;
  std::unique_ptr<Likeness> likeness;
  bool has_captions = false;  // within the picture, EIA-608 and 708
  bool has_dolby_vision = false;
  std::vector<std::string> notes;
};

PictureRecoder::PictureRecoder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PictureRecoder::~PictureRecoder() = default;

Result<std::unique_ptr<PictureRecoder>> PictureRecoder::open(const MediaReader& source, int stream,
                                                             const Options& options) {
  const AVStream& in = *source.context().streams[stream];
  auto impl = std::make_unique<Impl>();
  impl->options = options;
  auto decoder = PictureDecoder::open(in, 0);
  if (!decoder) return decoder.error();
  impl->decoder = *std::move(decoder);
  impl->from = shape_of(in);
  if (impl->from.pixels < 0 || impl->from.width <= 0 || impl->from.height <= 0)
    return failed("no picture could be decoded at its start");
  impl->turn = turn_of(in);
  impl->tick = av_q2d(in.time_base);
  impl->has_dolby_vision = av_stream_get_side_data(&in, AV_PKT_DATA_DOVI_CONF, nullptr) != nullptr;
  const bool browsers = options.codec.aim == PictureCodec::Aim::for_browsers;
  impl->turned = !impl->turn.is_none() && (browsers || !options.says_turn);
  const Turn undone = impl->turned ? impl->turn : Turn();
  impl->to = recoded_shape(impl->from, undone, options.codec, impl->notes);
  if (impl->to.pixels < 0) return failed("this FFmpeg has no encoder for the picture");
  impl->converter = std::make_unique<PictureConverter>(
      PictureConverter::Options{impl->from, impl->to, undone, browsers});
  auto encoder =
      PictureEncoder::open({options.codec, impl->to, in.time_base.num, in.time_base.den, 0});
  if (!encoder) return encoder.error();
  impl->encoder = *std::move(encoder);
  return std::unique_ptr<PictureRecoder>(new PictureRecoder(std::move(impl)));
}

ShownPicture PictureRecoder::shown() const {
  const Impl& p = *impl_;
  ShownPicture shown{p.to.width, p.to.height, p.to.aspect(), p.turned ? Turn() : p.turn};
  if (shown.turn.swapped) {
    std::swap(shown.width, shown.height);
    shown.aspect = 1.0 / shown.aspect;
  }
  return shown;
}

namespace {

// The stored pixels that a sheet leaves free.
Likeness::Part beside(const SheetPlace& place, const PictureShape& shape) {
  Likeness::Part part{0, 0, shape.width, shape.height};
  const bool first = place.top == 0;  // of the rows as shown
  if (place.turn.swapped) {
    (first != place.turn.flip_x ? part.left : part.right) =
        first != place.turn.flip_x ? place.height : shape.width - place.height;
  } else {
    (first != place.turn.flip_y ? part.top : part.bottom) =
        first != place.turn.flip_y ? place.height : shape.height - place.height;
  }
  return part;
}

}  // namespace

Status PictureRecoder::lay_over(Overlay overlay) {
  const SheetPlace place{shown().turn, overlay.top, overlay.height};
  impl_->painter.emplace(impl_->to, place);
  impl_->overlay = std::move(overlay);
  const auto coded = impl_->encoder->stream();
  if (!coded) return coded.error();
  auto likeness = Likeness::open(*coded, beside(place, impl_->to));
  if (!likeness) return likeness.error();
  impl_->likeness = *std::move(likeness);
  return ok();
}

Result<EncodedStream> PictureRecoder::stream() const {
  auto stream = impl_->encoder->stream();
  if (stream) stream->turned = impl_->turned;
  return stream;
}

Status PictureRecoder::take(const AVPacket* packet, const Take& give) {
  Impl& p = *impl_;
  auto status = p.decoder->decode(packet, [&](AVFrame& frame) { return p.change(frame, give); });
  if (!status || packet != nullptr) return status;
  if (p.decoder->pictures() == 0)
    return failed(fmt::format("no picture of it could be decoded; {} packets are damaged",
                              p.decoder->damaged()));
  return p.encode(nullptr, give);
}

Status PictureRecoder::Impl::change(AVFrame& picture, const Take& give) {
  const double seconds = static_cast<double>(picture.pts) * tick;
  if (seconds < options.begin.value()) return ok();
  has_captions |= av_frame_get_side_data(&picture, AV_FRAME_DATA_A53_CC) != nullptr;
  const auto converted = converter->convert(picture);
  if (!converted) return converted.error();
  if (painter) {
    const SheetNow now = overlay.draw(Seconds(seconds));
    painter->update(now.sheet, now.changed);
    if (auto status = painter->paint(**converted); !status) return status;
  }
  return encode(*converted, give);
}

Status PictureRecoder::Impl::encode(AVFrame* picture, const Take& give) {
  if (likeness && picture != nullptr) likeness->give(*picture);
  auto status = encoder->encode(picture, [&](AVPacket& packet) {
    if (likeness) likeness->take(&packet);
    return give(packet);
  });
  if (likeness && picture == nullptr) likeness->take(nullptr);
  return status;
}

std::int64_t PictureRecoder::pictures() const { return impl_->decoder->pictures(); }
double PictureRecoder::mean_psnr_db() const {
  return impl_->likeness ? impl_->likeness->mean_db() : 0.0;
}
double PictureRecoder::least_psnr_db() const {
  return impl_->likeness ? impl_->likeness->least_db() : 0.0;
}

std::vector<std::string> PictureRecoder::notes() const {
  const Impl& p = *impl_;
  std::vector<std::string> notes = p.notes;
  if (p.decoder->damaged() > 0) {
    notes.push_back(
        fmt::format("{} damaged packets of the picture were left out", p.decoder->damaged()));
  }
  if (p.decoder->moved() > 0) {
    notes.push_back(
        fmt::format("{} pictures had the time of the one before or an earlier one, and "
                    "were moved behind it by the least step that the file has",
                    p.decoder->moved()));
  }
  if (p.converter->changed() > 0) {
    notes.push_back(
        fmt::format("{} pictures have another size or other pixels than the first, and "
                    "were brought to its form",
                    p.converter->changed()));
  }
  if (p.has_captions && p.options.codec.encoder != "libx264") {
    notes.push_back(
        fmt::format("closed captions that lie within the picture are lost: {} has no "
                    "place for them; --codec h264 keeps them",
                    p.options.codec.codec));
  }
  if (p.has_dolby_vision) {
    notes.push_back("the picture's Dolby Vision is left out; its base layer is kept");
  }
  return notes;
}

}  // namespace otoscape::io::media
