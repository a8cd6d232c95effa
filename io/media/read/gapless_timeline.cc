// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/gapless_timeline.h"

#include <algorithm>
#include <cstdlib>

namespace otoscape::io::media {
namespace {

constexpr double kToleranceSeconds = 0.02;
constexpr double kLongestOverlapSeconds = 1.0;
constexpr int kSilenceFrames = 4096;  // of one piece

// Leaves out the first `frames` frames.
void drop_front(SoundPiece& piece, int frames) {
  for (auto& c : piece.samples)
    c.erase(c.begin(), c.begin() + std::min<std::ptrdiff_t>(frames, std::ssize(c)));
  piece.frames -= frames;
}

}  // namespace

void GaplessTimeline::resume(const SeekPoint& point) {
  started_ = true;
  start_ = point.start;
  next_ = point.frame;
  shift_ = point.shift;
}

std::int64_t GaplessTimeline::due(const PieceTime& time) const {
  return time.frame ? *time.frame + shift_ : next_;
}

void GaplessTimeline::begin(const PieceTime& time) {
  started_ = true;
  start_ = next_ = due(time);
  // Up to a tick before 0 is 0: in Matroska a tick is 1 ms, and the number of frames that the
  // decoder leaves out at the start was rounded to it.
  if (start_ < 0 && -static_cast<double>(start_) <= time.tick_frames) {
    shift_ = -start_;
    start_ = next_ = 0;
  }
}

Status GaplessTimeline::place(SoundPiece piece, const PieceTime& time, DecodeReport& report,
                              const Take& take) {
  if (!started_) begin(time);
  std::int64_t late = due(time) - next_;
  const auto seconds = static_cast<double>(std::abs(late)) / time.rate_hz;
  if (seconds > longest_gap_.value() || (late < 0 && seconds > kLongestOverlapSeconds)) {
    shift_ -= late;
    late = 0;
  }
  if (joins_ && time.frame && seconds <= kToleranceSeconds) {
    shift_ -= late;
    joins_ = false;
  }
  if (seconds > kToleranceSeconds && late > 0) {
    if (auto status = fill(late, piece, report, take); !status) return status;
  }
  if (seconds > kToleranceSeconds && late < 0) {
    const int again = static_cast<int>(std::min<std::int64_t>(-late, piece.frames));
    drop_front(piece, again);
    report.dropped_frames += again;
    if (piece.frames == 0) return ok();
  }
  piece.first = next_;
  next_ += piece.frames;
  report.frames += piece.frames;
  return take(std::move(piece));
}

Status GaplessTimeline::fill(std::int64_t frames, const SoundPiece& like, DecodeReport& report,
                             const Take& take) {
  report.frames += frames;
  report.filled_frames += frames;
  while (frames > 0) {
    const int count = static_cast<int>(std::min<std::int64_t>(frames, kSilenceFrames));
    SoundPiece piece = silence(like.stream, like.channels, count);
    piece.first = next_;
    next_ += count;
    frames -= count;
    if (auto status = take(std::move(piece)); !status) return status;
  }
  return ok();
}

}  // namespace otoscape::io::media
