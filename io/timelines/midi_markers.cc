// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/midi_markers.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>

#include "io/files/timecode.h"

namespace otoscape::io::timelines {
namespace {

constexpr std::int64_t kMicroseconds = 1'000'000;
constexpr std::int64_t kBeat = kMicroseconds / 2;  // 120 beats a minute
constexpr std::int64_t kLongestBeat = 0xFFFFFF;    // µs: three bytes
constexpr std::int64_t kTicksABeat = 960;          // about; as most sequencers count
constexpr std::int64_t kMostTicksABeat = 0x7FFF;
constexpr std::int64_t kLongestDelta = 0x0FFF'FFFF;  // four bytes of seven bits
enum Meta { kTrackName = 0x03, kMarker = 0x06, kEnd = 0x2F, kTempo = 0x51, kSmpteOffset = 0x54 };

std::string big_endian(std::int64_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(value >> (8 * i) & 0xFF);
  return text;
}

// Seven bits a byte, the highest first; all but the last byte have the eighth bit.
std::string variable(std::int64_t value) {
  std::string text(1, static_cast<char>(value & 0x7F));
  while ((value >>= 7) > 0) text.insert(text.begin(), static_cast<char>((value & 0x7F) | 0x80));
  return text;
}

std::string chunk(const char* type, const std::string& data) {
  return type + big_endian(static_cast<std::int64_t>(data.size()), 4) + data;
}

std::string meta(std::int64_t delta, Meta type, const std::string& data) {
  return variable(delta) + '\xFF' + static_cast<char>(type) +
         variable(static_cast<std::int64_t>(data.size())) + data;
}

struct Beat {
  std::int64_t frames, microseconds, ticks_a_frame;
};

// The whole number of frames nearest to half a second that lasts whole microseconds.
std::optional<Beat> beat_of(const scene::FrameRate& rate) {
  const std::int64_t per_frame = kMicroseconds * rate.denominator;  // over the numerator
  const std::int64_t step = rate.numerator / std::gcd(std::int64_t{rate.numerator}, per_frame);
  const std::int64_t step_us = step * per_frame / rate.numerator;
  const std::int64_t steps = std::max<std::int64_t>((kBeat + step_us / 2) / step_us, 1);
  const Beat beat{steps * step, steps * step_us, (kTicksABeat + steps * step - 1) / (steps * step)};
  if (beat.microseconds > kLongestBeat || beat.frames * beat.ticks_a_frame > kMostTicksABeat) {
    return {};
  }
  return beat;
}

// Hours with the rate's code in the bits above them, minutes, seconds, frames, hundredths.
std::optional<std::string> smpte_offset(const FilmClock& clock) {
  const scene::FrameRate& rate = *clock.rate;
  const int a_second = (rate.numerator + rate.denominator - 1) / rate.denominator;
  const bool drops = clock.drops.value_or(false) && files::has_drop_frame(rate);
  const int code = a_second == 24 ? 0 : a_second == 25 ? 1 : a_second == 30 ? (drops ? 2 : 3) : -1;
  if (code < 0) return {};
  const std::string text = files::timecode(clock.start.value_or(0), rate, drops);
  if (text.size() != 11) return {};
  const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
  if (two(0) > 23) return {};
  return big_endian(code << 5 | two(0), 1) + big_endian(two(3), 1) + big_endian(two(6), 1) +
         big_endian(two(9), 1) + '\0';
}

}  // namespace

Result<std::string> midi_markers(const Markers& markers) {
  const FilmClock& clock = markers.clock;
  if (!clock.rate) {
    return wrong_usage("MIDI markers are counted in frames; give --film FILM or --rate");
  }
  const auto beat = beat_of(*clock.rate);
  if (!beat) {
    return failed(fmt::format("MIDI cannot count {} pictures a second exactly; write .csv instead",
                              rate_text(*clock.rate)));
  }
  std::string track = meta(0, kTrackName, markers.title);
  if (const auto offset = smpte_offset(clock)) track += meta(0, kSmpteOffset, *offset);
  track += meta(0, kTempo, big_endian(beat->microseconds, 3));
  std::int64_t last = 0;
  for (const Marker& m : markers.all) {
    const std::int64_t tick = frame_in(m.time, clock) * beat->ticks_a_frame;
    if (tick - last > kLongestDelta) {
      return failed(fmt::format("the marker at {} lies too far from the one before it for MIDI",
                                written(m.time, clock)));
    }
    track += meta(tick - last, kMarker, m.name);
    last = tick;
  }
  track += meta(0, kEnd, "");
  const std::string head =
      big_endian(1, 2) + big_endian(1, 2) + big_endian(beat->frames * beat->ticks_a_frame, 2);
  return chunk("MThd", head) + chunk("MTrk", track);
}

}  // namespace otoscape::io::timelines
