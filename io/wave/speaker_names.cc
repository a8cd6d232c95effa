// SPDX-License-Identifier: Apache-2.0
#include "io/wave/speaker_names.h"

namespace otoscape::io::wave {

std::string_view speaker_name(Speaker speaker, const Layout& layout) {
  using enum Speaker;
  const bool two_pairs = layout.channel_of(back_left) && layout.channel_of(side_left);
  switch (speaker) {
    case front_left:
      return "L";
    case front_right:
      return "R";
    case front_centre:
      return "C";
    case lfe:
      return "LFE";
    case back_left:
      return two_pairs ? "Lsr" : "Ls";
    case back_right:
      return two_pairs ? "Rsr" : "Rs";
    case side_left:
      return two_pairs ? "Lss" : "Ls";
    case side_right:
      return two_pairs ? "Rss" : "Rs";
    case front_left_of_centre:
      return "Lc";
    case front_right_of_centre:
      return "Rc";
    case back_centre:
      return "Cs";
    case top_centre:
      return "Tc";
    case top_front_left:
      return "Ltf";
    case top_front_centre:
      return "Ctf";
    case top_front_right:
      return "Rtf";
    case top_back_left:
      return "Ltr";
    case top_back_centre:
      return "Ctr";
    case top_back_right:
      return "Rtr";
  }
  return {};
}

}  // namespace otoscape::io::wave
