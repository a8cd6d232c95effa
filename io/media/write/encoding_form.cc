// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/encoding_form.h"

#include <algorithm>

namespace otoscape::io::media {
namespace {

using enum Speaker;

constexpr AacElement single(int tag) { return {AacElement::Kind::single, tag}; }
constexpr AacElement pair(int tag) { return {AacElement::Kind::pair, tag}; }

Layout named(std::string_view name) { return *layout_named(name); }

// FFmpeg's encoder codes its channels of 3.1, 6.0 and 7.0 as a pair, a single one, pairs, a single
// one, and lists them so; its decoder wants the single one of an odd front to come first. In 6.1 it
// codes the LFE as a loudspeaker.
//
// 5.1.2 is not here: it is channel configuration 14, with which FFmpeg 5.1 opens no file, and which
// says the height of loudspeakers, as a program config element alone does not.
std::vector<EncodingForm> forms() {
  const Layout around{front_left, front_right, front_centre, lfe, side_left, side_right};
  const std::vector<AacElement> front{single(0), pair(0)};
  return {
      {{{named("3.1"), named("3.1")}}, AacProgram{front, {}, {}, true}},
      {{{named("6.0"),
         {front_left, front_right, front_centre, side_left, side_right, back_centre}}},
       AacProgram{front, {pair(1)}, {single(1)}, false}},
      {{{named("7.0"), named("7.0")}}, AacProgram{front, {pair(2)}, {pair(1)}, false}},
      {{{named("5.1"), around}, {named("mono"), {back_centre}}},
       AacProgram{front, {pair(1)}, {single(1)}, true},
       1},
  };
}

}  // namespace

Layout EncodingForm::sound() const {
  Layout all;
  for (const Part& part : parts) {
    for (const Speaker speaker : part.sound.speakers()) all.add(speaker);
  }
  return all;
}

std::optional<EncodingForm> aac_form(const Layout& layout) {
  static const std::vector<EncodingForm> known = forms();
  const auto form = std::ranges::find_if(known, [&](const EncodingForm& f) {
    return f.sound().channels() == layout.channels() && f.sound().mask() == layout.mask();
  });
  return form == known.end() ? std::nullopt : std::optional(*form);
}

}  // namespace otoscape::io::media
