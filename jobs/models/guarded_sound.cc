// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/guarded_sound.h"

#include <algorithm>

namespace otoscape::jobs::models {
namespace {

constexpr int kQuantum = 64;  // as the live model's at this rate

}  // namespace

GuardedSound::GuardedSound(const StreamSpec& spec, double ceiling_dbtp) : channels_(spec.ears) {
  guard_.prepare(spec, kQuantum, arena_);
  guard_.set_ceiling(ceiling_dbtp);
  early_ = static_cast<std::size_t>(guard_.latency().value());
}

void GuardedSound::push(Channels& in, std::size_t frames, Channels& out) {
  for (std::size_t c = 0; c < static_cast<std::size_t>(channels_); ++c) {
    const auto end = in[c].begin() + static_cast<std::ptrdiff_t>(frames);
    waiting_[c].insert(waiting_[c].end(), in[c].begin(), end);
    in[c].erase(in[c].begin(), end);
  }
  owed_ += frames;
  pass(out);
}

void GuardedSound::finish(Channels& out) {
  const std::size_t end = out[0].size() + owed_;
  while (out[0].size() < end) {
    for (auto& waiting : waiting_) waiting.resize(kQuantum * (waiting.size() / kQuantum + 1));
    owed_ += kQuantum;
    pass(out);
  }
  for (auto& channel : out) channel.resize(std::min(channel.size(), end));
  owed_ = 0;
}

void GuardedSound::pass(Channels& out) {
  const std::size_t frames = waiting_[0].size() / kQuantum * kQuantum;
  for (std::size_t at = 0; at < frames; at += kQuantum) {
    float* second = channels_ == 2 ? waiting_[1].data() + at : nullptr;
    guard_.process({{waiting_[0].data() + at, second}, channels_, kQuantum});
    const std::size_t cut = std::min<std::size_t>(early_, kQuantum);
    early_ -= cut;
    owed_ -= std::min<std::size_t>(owed_, kQuantum - cut);
    for (std::size_t c = 0; c < static_cast<std::size_t>(channels_); ++c) {
      const auto first = waiting_[c].begin() + static_cast<std::ptrdiff_t>(at);
      out[c].insert(out[c].end(), first + static_cast<std::ptrdiff_t>(cut), first + kQuantum);
    }
  }
  for (std::size_t c = 0; c < static_cast<std::size_t>(channels_); ++c) {
    waiting_[c].erase(waiting_[c].begin(),
                      waiting_[c].begin() + static_cast<std::ptrdiff_t>(frames));
  }
}

}  // namespace otoscape::jobs::models
