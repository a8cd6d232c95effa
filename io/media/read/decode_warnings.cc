// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/decode_warnings.h"

#include <fmt/format.h>

#include <algorithm>

namespace otoscape::io::media {
namespace {

// Shorter than declared by more, the file is cut off: at least two of the longest frames, which
// encoders and containers count in different ways.
constexpr double kMissingSeconds = 0.1, kMissingFrames = 4096.0;

double missing_seconds(const StreamInfo& stream) {
  return std::max(kMissingSeconds, kMissingFrames / stream.rate.value());
}

// Seconds that the file declares for this track's sound, which ends at `end_seconds`: its own
// length, or the file's. A film's picture may be longer than its sound, so a film's length counts
// only where all its streams end early.
double declared_seconds(const StreamInfo& stream, const MediaInfo& file, const ReadExtent& read,
                        double end_seconds) {
  if (read.ended_early || file.length_is_a_guess) return 0.0;
  const double missing_s = missing_seconds(stream);
  if (stream.declared_length.value() > end_seconds + missing_s || !file.is_film) {
    return std::max(stream.declared_length.value(),
                    file.is_film ? 0.0 : file.declared_length.value());
  }
  const double reached = std::max(end_seconds, read.seconds);
  return file.declared_length.value() > reached + missing_s ? file.declared_length.value() : 0.0;
}

}  // namespace

std::vector<std::string> decode_warnings(const DecodedTrack& track, const MediaInfo& file,
                                         const ReadExtent& read) {
  std::vector<std::string> warnings;
  const DecodeReport& report = track.report;
  const auto seconds = [&](std::int64_t frames) {
    return static_cast<double>(frames) / track.stream.rate.value();
  };
  const double end = seconds(track.start + report.frames);
  if (const double said = declared_seconds(track.stream, file, read, end);
      said > end + missing_seconds(track.stream)) {
    warnings.push_back(
        fmt::format("the file is cut off: it says {:.2f} s, its sound ends at {:.2f} s; what is "
                    "there was rendered",
                    said, end));
  }
  // A damaged name of the form of samples, above all: half as many bits are twice as many samples.
  const double stated = track.stream.declared_length.value();
  if (file.has_guessed_times && track.stream.codec.starts_with("pcm_") && stated > 0.0 &&
      end > stated + missing_seconds(track.stream)) {
    warnings.push_back(fmt::format(
        "the file says {:.2f} s, and its samples last {:.2f} s; all were rendered", stated, end));
  }
  // Damage can take most of one stream and leave the others. A sound that is a little shorter than
  // the picture is usual.
  const double film_s = file.is_film && !file.length_is_a_guess ? file.declared_length.value() : 0;
  if (warnings.empty() && !read.ended_early && seconds(report.frames) < 0.5 * film_s) {
    warnings.push_back(
        fmt::format("the film lasts {:.2f} s, and its sound only from {:.2f} to {:.2f} s", film_s,
                    seconds(track.start), end));
  }
  if (report.damaged_packets > 0) {
    warnings.push_back(
        fmt::format("damaged packets of sound passed over: {}", report.damaged_packets));
  }
  if (report.filled_frames > 0) {
    warnings.push_back(fmt::format("{:.3f} s of gaps in the sound were filled with silence",
                                   seconds(report.filled_frames)));
  }
  if (report.dropped_frames > 0) {
    warnings.push_back(
        fmt::format("{:.3f} s of sound overlapped what came before and were left out",
                    seconds(report.dropped_frames)));
  }
  return warnings;
}

}  // namespace otoscape::io::media
