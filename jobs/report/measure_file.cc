// SPDX-License-Identifier: Apache-2.0
#include "jobs/report/measure_file.h"

#include <algorithm>
#include <vector>

#include "jobs/measure/read_in_thread.h"

namespace otoscape::jobs::report {
namespace {

constexpr std::int64_t kMostSilence = 3600;  // s: a gap that is longer is a fault of the file

// Puts pieces onto the page's time: what lies before 0 or is there already is left out, gaps are
// silence.
class Placed {
 public:
  Placed(const MeasuredPart& part, Hertz rate)
      : part_(part), rate_(rate), view_({rate, part.calibration, part.gain}) {}

  void add(const io::media::SoundPiece& piece) {
    if (!origin_) origin_ = part_.has_clock ? to_frames(part_.begin, rate_).value() : piece.first;
    std::int64_t at = piece.first - *origin_, skip = std::max<std::int64_t>(have_ - at, 0);
    const std::int64_t gap =
        std::min<std::int64_t>(at - have_, kMostSilence * static_cast<std::int64_t>(rate_.value()));
    if (gap > 0) add_silence(gap);
    std::int64_t count = piece.frames - skip;
    if (part_.length) count = std::min(count, to_frames(*part_.length, rate_).value() - have_);
    if (count <= 0) return;
    const auto channel = [&](std::size_t c) {
      return std::span<const float>(piece.samples[c])
          .subspan(static_cast<std::size_t>(skip), static_cast<std::size_t>(count));
    };
    view_.add(channel(0), channel(piece.channels > 1 ? 1 : 0));
    have_ += count;
  }
  SoundPictures finish() { return view_.finish(); }

 private:
  void add_silence(std::int64_t frames) {
    const std::vector<float> none(static_cast<std::size_t>(rate_.value()), 0.0f);
    for (std::int64_t left = frames; left > 0; left -= static_cast<std::int64_t>(none.size())) {
      const auto part = std::span(none).first(static_cast<std::size_t>(
          std::min<std::int64_t>(left, static_cast<std::int64_t>(none.size()))));
      view_.add(part, part);
    }
    have_ += frames;
  }

  const MeasuredPart& part_;
  Hertz rate_;
  SoundView view_;
  std::optional<std::int64_t> origin_;
  std::int64_t have_ = 0;
};

}  // namespace

Result<SoundPictures> measure_file(io::media::MediaReader& reader, const MeasuredPart& part,
                                   const io::ProgressCall& progress) {
  const auto& info = reader.info().streams[static_cast<std::size_t>(part.stream)];
  Placed placed(part, info.rate);
  if (part.length) reader.end_after(Seconds(part.begin.value() + part.length->value() + 1.0));
  const auto status = measure::read_in_thread(reader, [&](const io::media::Piece& piece) {
    const auto* sound = std::get_if<io::media::SoundPiece>(&piece);
    if (sound == nullptr || sound->stream != part.stream) return;
    placed.add(*sound);
    progress({"reporting", reader.progress()});
  });
  if (!status) return status.error();
  return placed.finish();
}

}  // namespace otoscape::jobs::report
