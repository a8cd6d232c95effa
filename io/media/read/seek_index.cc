// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/seek_index.h"

#include <algorithm>
#include <bit>

#include "io/byte_words.h"
#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

constexpr std::uint64_t kMagic = 0x3130'4b45'4553'544f;  // "OTSEEK01": kind and version
constexpr std::size_t kPointBytes = 18 * 8, kSpanBytes = 2 * 8;

std::uint64_t packet_hash(const AVPacket& packet) {
  return hash_of(std::as_bytes(std::span(packet.data, static_cast<std::size_t>(packet.size))));
}

void put(WordWriter& to, const PacketMark& mark) {
  to.put_signed(mark.pts);
  to.put_signed(mark.dts);
  to.put_signed(mark.byte);
  to.put_signed(mark.size);
  to.put(mark.hash);
}

PacketMark mark(WordReader& from) {
  PacketMark mark;
  mark.pts = from.signed_word();
  mark.dts = from.signed_word();
  mark.byte = from.signed_word();
  mark.size = from.signed_word();
  mark.hash = from.word();
  return mark;
}

}  // namespace

PacketMark mark_of(const AVPacket& packet) {
  return {packet.pts, packet.dts, packet.pos, packet.size, packet_hash(packet)};
}

bool is_marked(const AVPacket& packet, const PacketMark& mark) {
  return packet.pts == mark.pts && packet.dts == mark.dts && packet.size == mark.size &&
         packet.pos == mark.byte && packet_hash(packet) == mark.hash;
}

std::optional<SeekPoint> SeekIndex::before(std::int64_t frame) const {
  const auto after = std::ranges::upper_bound(points_, frame, {}, &SeekPoint::frame);
  return after == points_.begin() ? std::nullopt : std::optional(*std::prev(after));
}

void SeekIndex::add_other(double from_seconds, double to_seconds) {
  others_.push_back({from_seconds, to_seconds});
}

double SeekIndex::others_begin(double seconds) const {
  double begin = seconds;
  for (const Span& span : others_) {
    if (span.to > seconds) begin = std::min(begin, span.from);
  }
  return begin;
}

std::vector<std::byte> SeekIndex::bytes() const {
  WordWriter to;
  to.put(kMagic);
  to.put(points_.size());
  for (const SeekPoint& p : points_) {
    put(to, p.from);
    put(to, p.safe);
    to.put_signed(p.frame);
    to.put_signed(p.start);
    to.put_signed(p.shift);
    to.put_signed(p.report.frames);
    to.put_signed(p.report.filled_frames);
    to.put_signed(p.report.dropped_frames);
    to.put_signed(p.report.damaged_packets);
    to.put(std::bit_cast<std::uint32_t>(p.report.fold_peak));
  }
  to.put(others_.size());
  for (const Span& span : others_) {
    to.put_real(span.from);
    to.put_real(span.to);
  }
  return std::move(to).take();
}

Result<SeekIndex> SeekIndex::from_bytes(std::span<const std::byte> bytes) {
  WordReader from(bytes);
  if (from.word() != kMagic) return failed("this is no index of a sound, or of another version");
  SeekIndex index;
  index.points_.resize(from.count(kPointBytes));
  for (SeekPoint& p : index.points_) {
    p.from = mark(from);
    p.safe = mark(from);
    p.frame = from.signed_word();
    p.start = from.signed_word();
    p.shift = from.signed_word();
    p.report.frames = from.signed_word();
    p.report.filled_frames = from.signed_word();
    p.report.dropped_frames = from.signed_word();
    p.report.damaged_packets = static_cast<int>(from.signed_word());
    p.report.fold_peak = std::bit_cast<float>(static_cast<std::uint32_t>(from.word()));
  }
  index.others_.resize(from.count(kSpanBytes));
  for (Span& span : index.others_) {
    span.from = from.real();
    span.to = from.real();
  }
  if (!from.ended_well() || !std::ranges::is_sorted(index.points_, {}, &SeekPoint::frame)) {
    return failed("this index of a sound is damaged");
  }
  return index;
}

}  // namespace otoscape::io::media
