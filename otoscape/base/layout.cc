// SPDX-License-Identifier: Apache-2.0
#include "otoscape/base/layout.h"

#include <algorithm>

namespace otoscape::base {
namespace {

using enum Speaker;

constexpr float kHalfPower = 0.70710678f;

constexpr NamedLayout kNamed[] = {
    {"mono", {front_centre}},
    {"stereo", {front_left, front_right}},
    {"2.1", {front_left, front_right, lfe}},
    {"3.0", {front_left, front_right, front_centre}},
    {"3.1", {front_left, front_right, front_centre, lfe}},
    {"4.0", {front_left, front_right, front_centre, back_centre}},
    {"quad", {front_left, front_right, back_left, back_right}},
    {"quad(side)", {front_left, front_right, side_left, side_right}},
    {"5.0", {front_left, front_right, front_centre, back_left, back_right}},
    {"5.0(side)", {front_left, front_right, front_centre, side_left, side_right}},
    {"5.1", {front_left, front_right, front_centre, lfe, back_left, back_right}},
    {"5.1(side)", {front_left, front_right, front_centre, lfe, side_left, side_right}},
    {"6.0", {front_left, front_right, front_centre, back_centre, side_left, side_right}},
    {"6.1", {front_left, front_right, front_centre, lfe, back_centre, side_left, side_right}},
    {"7.0", {front_left, front_right, front_centre, back_left, back_right, side_left, side_right}},
    {"7.1",
     {front_left, front_right, front_centre, lfe, back_left, back_right, side_left, side_right}},
    {"5.1.2",
     {front_left, front_right, front_centre, lfe, side_left, side_right, top_front_left,
      top_front_right}},
    {"5.1.4",
     {front_left, front_right, front_centre, lfe, side_left, side_right, top_front_left,
      top_front_right, top_back_left, top_back_right}},
    {"7.1.2",
     {front_left, front_right, front_centre, lfe, back_left, back_right, side_left, side_right,
      top_front_left, top_front_right}},
    {"7.1.4",
     {front_left, front_right, front_centre, lfe, back_left, back_right, side_left, side_right,
      top_front_left, top_front_right, top_back_left, top_back_right}},
};

// Azimuth of the left one of a pair.
double surround_azimuth(bool back, const Layout& layout) {
  const bool both = layout.channel_of(back_left) && layout.channel_of(side_left);
  if (!both) return 110.0;
  return back ? 135.0 : 90.0;
}

}  // namespace

std::span<const NamedLayout> named_layouts() { return kNamed; }

std::optional<Layout> layout_named(std::string_view name) {
  for (const NamedLayout& named : kNamed) {
    if (named.name == name) return named.layout;
  }
  return std::nullopt;
}

std::string_view name_of(const Layout& layout) {
  for (const NamedLayout& named : kNamed) {
    if (named.layout.channels() == layout.channels() && named.layout.mask() == layout.mask()) {
      return named.name;
    }
  }
  return {};
}

FoldGains fold_gains(Speaker speaker) noexcept OTOSCAPE_RT {
  switch (speaker) {
    case front_left:
    case front_left_of_centre:
      return {1.0f, 0.0f};
    case front_right:
    case front_right_of_centre:
      return {0.0f, 1.0f};
    case front_centre:
      return {kHalfPower, kHalfPower};
    case back_left:
    case side_left:
    case top_front_left:
    case top_back_left:
      return {kHalfPower, 0.0f};
    case back_right:
    case side_right:
    case top_front_right:
    case top_back_right:
      return {0.0f, kHalfPower};
    case back_centre:
    case top_centre:
    case top_front_centre:
    case top_back_centre:
      return {0.5f, 0.5f};
    case lfe:
      break;
  }
  return {};
}

Direction direction_of(Speaker speaker, const Layout& layout) {
  switch (speaker) {
    case front_left:
      return {30.0, 0.0};
    case front_right:
      return {-30.0, 0.0};
    case front_centre:
    case lfe:
      return {0.0, 0.0};
    case front_left_of_centre:
      return {15.0, 0.0};
    case front_right_of_centre:
      return {-15.0, 0.0};
    case back_left:
      return {surround_azimuth(true, layout), 0.0};
    case back_right:
      return {-surround_azimuth(true, layout), 0.0};
    case side_left:
      return {surround_azimuth(false, layout), 0.0};
    case side_right:
      return {-surround_azimuth(false, layout), 0.0};
    case back_centre:
      return {180.0, 0.0};
    case top_centre:
      return {0.0, 90.0};
    case top_front_left:
      return {45.0, 45.0};
    case top_front_right:
      return {-45.0, 45.0};
    case top_front_centre:
      return {0.0, 45.0};
    case top_back_left:
      return {135.0, 45.0};
    case top_back_right:
      return {-135.0, 45.0};
    case top_back_centre:
      return {180.0, 45.0};
  }
  return {};
}

}  // namespace otoscape::base
