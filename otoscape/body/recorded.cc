// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/recorded.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "otoscape/base/ease.h"
#include "otoscape/body/body_track.h"
#include "otoscape/body/take_places.h"
#include "otoscape/dsp/biquad.h"

namespace otoscape::body {
namespace {

void remove_rumble(Hertz rate, std::vector<float>& sound) {
  double mean = 0.0;
  for (const float x : sound) mean += static_cast<double>(x);
  mean /= static_cast<double>(sound.size());
  for (float& x : sound) x = static_cast<float>(static_cast<double>(x) - mean);
  constexpr double kButterworth = 1.0 / std::numbers::sqrt2;
  dsp::Biquads({dsp::Biquad::high_pass(rate, kBodyTrackBottom, kButterworth)}).process(0, sound);
}

void fade_ends(Hertz rate, const TakeShape& shape, std::vector<float>& sound) {
  const auto frames = [&](double s) {
    return std::min(static_cast<std::size_t>(s * rate.value()), sound.size() / 4);
  };
  const std::size_t in = frames(shape.fade_in_s), out = frames(shape.fade_out_s);
  const auto gain = [](std::size_t n, std::size_t length) {
    return static_cast<float>(raised_cosine(static_cast<double>(n), static_cast<double>(length)));
  };
  for (std::size_t n = 0; n < in; ++n) sound[n] *= gain(n, in);
  for (std::size_t n = 0; n < out; ++n) sound[sound.size() - 1 - n] *= gain(n, out);
}

}  // namespace

StereoSound made_ready(const RawTake& take, Hertz rate, const TakeShape& shape, std::uint64_t key) {
  StereoSound sound = take.sound;
  remove_rumble(rate, sound[0]);
  if (take.mono()) {
    sound = placed_take(sound[0], rate, {shape.lean_db, key});
  } else {
    remove_rumble(rate, sound[1]);
  }
  for (auto& ear : sound) fade_ends(rate, shape, ear);
  return sound;
}

TakePlayer::TakePlayer(std::shared_ptr<const std::vector<StereoSound>> takes, Hertz rate,
                       std::uint64_t key)
    : takes_(std::move(takes)),
      order_(takes_->size(), key),
      fade_frames_(std::max(1.0, std::round(kNextFadeSeconds * rate.value()))) {
  for (const StereoSound& take : *takes_)
    longest_ = std::max<std::int64_t>(longest_, std::ssize(take[0]));
}

void TakePlayer::add(std::int64_t first_frame, int frames, const TakeCue& cue,
                     StereoRow& row) noexcept {
  const std::int64_t since = first_frame - cue.frame;
  if (since + frames <= 0 || since >= longest_) return;
  const StereoSound& take = (*takes_)[order_.at(cue.number)];
  const std::int64_t end = std::min<std::int64_t>(frames, std::ssize(take[0]) - since);
  for (std::int64_t n = std::max<std::int64_t>(0, -since); n < end; ++n) {
    const auto past = static_cast<double>(first_frame + n - cue.until);
    if (past >= fade_frames_) return;
    const auto gain =
        past <= 0.0 ? 1.0f : static_cast<float>(1.0 - raised_cosine(past, fade_frames_));
    row.left.x[n] += gain * take[0][static_cast<std::size_t>(since + n)];
    row.right.x[n] += gain * take[1][static_cast<std::size_t>(since + n)];
  }
}

}  // namespace otoscape::body
