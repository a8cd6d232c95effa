// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "fuzz/c_calls.h"
#include "fuzz/c_values.h"

namespace otoscape::fuzz {

// A scene's render, null until one could be made.
class SceneRender {
 public:
  SceneRender() = default;
  SceneRender(const SceneRender&) = delete;
  ~SceneRender() { otoscape_scene_render_destroy(handle_); }

  void call(Bytes& bytes, Values& values, Budget& budget) {
    switch (handle_ == nullptr && bytes.one_in(2) ? 0 : bytes.below(12)) {
      case 0:
        return create(bytes, values, budget);
      case 1:
      case 2:
        return start(bytes, budget);
      case 3:
        return end();
      case 4:
        return check_report(bytes, read_, [&](auto* to) {
          const auto status = otoscape_scene_render_report(handle_, to);
          require(handle_ != nullptr || status == OTOSCAPE_USAGE);
          return status;
        });
      case 5:
      case 6:
      case 7:
        return send(bytes, budget, otoscape_scene_render_feed);
      case 8:
      case 9:
        return send(bytes, budget, otoscape_scene_render_write);
      default:
        return read(bytes);
    }
  }

 private:
  void create(Bytes& bytes, Values& values, Budget& budget) {
    if (budget.handles-- <= 0) return;
    const auto* along = values.scene(bytes);
    const double hz = rate(bytes);
    const std::int32_t channels = bytes.one_in(2) ? 2 : bytes.below(7) - 1;
    Params params(bytes);
    ErrorSlot error(bytes);
    auto* made = otoscape_scene_render_create(along, hz, channels, params.get(), error.get());
    error.check(made == nullptr);
    if (made == nullptr) return;
    otoscape_scene_render_destroy(handle_);
    handle_ = made;
    channels_ = channels;
    ceiling_dbtp_ = params.ceiling_dbtp();
    fed_ = written_ = wanted_from_ = first_ = read_ = 0;
  }

  void start(Bytes& bytes, Budget& budget) {
    if (budget.starts-- <= 0) return;
    const std::int64_t frame = bytes.one_in(8)   ? bytes.bits<std::int64_t>()
                               : bytes.one_in(3) ? bytes.bits<std::uint16_t>()
                                                 : 0;
    const std::int64_t first = otoscape_scene_render_start(handle_, frame);
    require((first >= 0) == (handle_ != nullptr && frame >= 0 && frame <= fed_));
    if (first < 0) return;
    require(first <= frame);
    first_ = first, wanted_from_ = frame;
    written_ = read_ = 0;
  }

  void send(Bytes& bytes, Budget& budget, decltype(otoscape_scene_render_feed)* to) {
    const std::int32_t frames = block_length(bytes, budget);
    Sound in(2, frames);
    in.fill(bytes);
    const Pointers from(bytes, in);
    const otoscape_status status = to(handle_, from.get(), frames);
    require(status == OTOSCAPE_OK || status == OTOSCAPE_USAGE);
    if (status != OTOSCAPE_OK) return;
    require(handle_ != nullptr && frames >= 0 && !from.none && from.all[0] != nullptr);
    (to == otoscape_scene_render_feed ? fed_ : written_) += frames;
  }

  void end() {
    const otoscape_status status = otoscape_scene_render_end(handle_);
    require(status == OTOSCAPE_OK || status == OTOSCAPE_USAGE);
  }

  void read(Bytes& bytes) {
    const std::int32_t frames = bytes.one_in(32) ? -1 : bytes.bits<std::uint16_t>() % 8192;
    Sound out(2, frames);
    const Pointers to(bytes, out);
    const std::int32_t got = otoscape_scene_render_read(handle_, to.get(), frames);
    require(got >= -1 && got <= frames);
    if (got <= 0) return;
    for (int c = 0; c < channels_; ++c) {
      check_sound(out.samples()[static_cast<std::size_t>(c)], static_cast<std::size_t>(got),
                  ceiling_dbtp_);
    }
    read_ += got;
    require(read_ <= std::max<std::int64_t>(written_ - (wanted_from_ - first_), 0));
  }

  otoscape_scene_render* handle_ = nullptr;
  int channels_ = 0;
  double ceiling_dbtp_ = 0.0;
  std::int64_t fed_ = 0, written_ = 0, first_ = 0, wanted_from_ = 0, read_ = 0;  // frames
};

}  // namespace otoscape::fuzz
