// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/input_layout.h"

#include <fmt/format.h>

#include "io/media/ffmpeg.h"
#include "io/media/speakers.h"

namespace otoscape::io::media {
namespace {

bool is_named(const AVChannelLayout& layout) {
  return layout.order == AV_CHANNEL_ORDER_NATIVE || layout.order == AV_CHANNEL_ORDER_CUSTOM;
}

std::string described(const AVChannelLayout& layout) {
  char text[256] = "";
  av_channel_layout_describe(&layout, text, sizeof text);
  return text;
}

std::string which_fit(int channels, const std::string& option) {
  const std::string fit = layouts_of(channels);
  if (fit.empty()) return "no layout with a name has so many";
  if (option.empty()) return fmt::format("it may be {}", fit);
  return fmt::format("say it with {}: {}", option, fit);
}

}  // namespace

Status check_layout(const AVChannelLayout& file, const LayoutQuestion& question) {
  const int channels = file.nb_channels, given = question.given.channels();
  if (channels < 1 || channels > kMostChannels) return ok();  // for the decoder to refuse
  if (given > 0 && given != channels) {
    return failed(fmt::format("the sound has {} channel{}, and the layout {} has {}", channels,
                              channels == 1 ? "" : "s", text_of(question.given), given));
  }
  if (given > 0 || layout_of(file).channels() > 0) return ok();
  if (!is_named(file)) {
    return failed(fmt::format(
        "the sound has {} channels, and the file does not say for which loudspeakers; {}", channels,
        which_fit(channels, question.option)));
  }
  if (!question.kept) return ok();
  return failed(fmt::format("the sound has channels for {}, not all of which can be rendered; {}",
                            described(file), which_fit(channels, question.option)));
}

std::string note_on_layout(const AVChannelLayout& file, const Layout& given) {
  if (given.channels() == 0 || !is_named(file) || layout_of(file) == given) return "";
  return fmt::format("the file says {}; its channels were read as {}, as asked", described(file),
                     text_of(given));
}

}  // namespace otoscape::io::media
