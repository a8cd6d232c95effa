// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cassert>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

#include "otoscape/base/realtime.h"

namespace otoscape::base {

// A loudspeaker of a layout. The order, and the bit 1 << value of a channel mask, are those of
// WAVEFORMATEXTENSIBLE (Microsoft, 2001), which Matroska's encoders, FLAC and CAF use too.
enum class Speaker : std::uint8_t {
  front_left,
  front_right,
  front_centre,
  lfe,
  back_left,
  back_right,
  front_left_of_centre,
  front_right_of_centre,
  back_centre,
  side_left,
  side_right,
  top_centre,
  top_front_left,
  top_front_centre,
  top_front_right,
  top_back_left,
  top_back_centre,
  top_back_right,
};
inline constexpr int kSpeakers = 18;

// Where a loudspeaker stands, in degrees: azimuth to the left of the middle, elevation above the
// ears.
struct Direction {
  double azimuth_deg = 0.0, elevation_deg = 0.0;

  bool operator==(const Direction&) const = default;
};

// Linear gains of a loudspeaker in the fold to two channels.
struct FoldGains {
  float left = 0.0f, right = 0.0f;

  bool operator==(const FoldGains&) const = default;
};

inline constexpr int kMostChannels = 12;

// The loudspeakers of a programme's channels, in the channels' order; each at most once.
class Layout {
 public:
  constexpr Layout() = default;
  constexpr Layout(std::initializer_list<Speaker> speakers) {
    for (const Speaker speaker : speakers) add(speaker);
  }

  constexpr void add(Speaker speaker) {
    assert(count_ < kMostChannels && !channel_of(speaker));
    speakers_[static_cast<std::size_t>(count_++)] = speaker;
  }

  constexpr int channels() const { return count_; }
  constexpr Speaker operator[](int channel) const {
    assert(channel >= 0 && channel < count_);
    return speakers_[static_cast<std::size_t>(channel)];
  }
  constexpr std::span<const Speaker> speakers() const {
    return {speakers_.data(), static_cast<std::size_t>(count_)};
  }
  constexpr std::optional<int> channel_of(Speaker speaker) const {
    for (int c = 0; c < count_; ++c) {
      if (speakers_[static_cast<std::size_t>(c)] == speaker) return c;
    }
    return std::nullopt;
  }
  constexpr std::uint32_t mask() const {
    std::uint32_t bits = 0;
    for (const Speaker speaker : speakers()) bits |= 1u << static_cast<unsigned>(speaker);
    return bits;
  }

  bool operator==(const Layout&) const = default;

 private:
  std::array<Speaker, kMostChannels> speakers_{};
  int count_ = 0;
};

// The layouts with a name, in the order of their masks' bits: mono, stereo, 2.1, 3.0, 3.1, 4.0,
// quad, quad(side), 5.0, 5.0(side), 5.1, 5.1(side), 6.0, 6.1, 7.0, 7.1, 5.1.2, 5.1.4, 7.1.2, 7.1.4.
// "5.1" has its surrounds at the back, "5.1(side)" at the sides, as FFmpeg names them.
struct NamedLayout {
  std::string_view name;
  Layout layout;
};
std::span<const NamedLayout> named_layouts();
std::optional<Layout> layout_named(std::string_view name);
// By the set of speakers; empty: none has a name.
std::string_view name_of(const Layout& layout);

// Left Lo and right Ro of ITU-R BS.775-3, annex 4: centre and surrounds at −3 dB, LFE left out; the
// same factor for rear and height speakers, which are not in it, and −6 dB for those in the middle
// behind or above. Not normalised.
FoldGains fold_gains(Speaker speaker) noexcept OTOSCAPE_RT;

// Nominal place (ITU-R BS.2051-3): surrounds at ±110° where they are the only ones (5.1), else at
// ±90° and ±135°; heights at 45° for pairs (±45°, ±135°) and 90° for the top.
Direction direction_of(Speaker speaker, const Layout& layout);

}  // namespace otoscape::base

namespace otoscape {
using namespace base;
}
