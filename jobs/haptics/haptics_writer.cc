// SPDX-License-Identifier: Apache-2.0
#include "jobs/haptics/haptics_writer.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "otoscape/haptics/sources.h"
#include "otoscape/render/quantum/random_key.h"

namespace otoscape::jobs::haptics {
namespace {

using Kind = render::StemName::Kind;
using otoscape::haptics::Source;

std::optional<Source> source_of(Kind kind) {
  switch (kind) {
    case Kind::heart:
      return Source::heart;
    case Kind::breath:
      return Source::breath;
    case Kind::steps:
      return Source::steps;
    case Kind::track:
      return Source::track;
    case Kind::events:
      return Source::events;
    case Kind::voice:
      return Source::voice;
    default:
      return std::nullopt;
  }
}

FullScaleBlock block_of(std::array<std::vector<float>, 2>& sound, int channels, int frames) {
  return {{sound[0].data(), sound[1].data()}, channels, frames};
}

}  // namespace

void HapticsWriter::follow(const scene::Arc& arc, double programme_lufs, std::uint64_t seed) {
  depth_.emplace(arc);
  params_ = {options_.request.device, options_.request.bands, options_.request.ringing,
             programme_lufs, render::quantum::named_key(seed, "haptics")};
}

// The body's own sounds into one, and ringing into one, with their place in the mix.
void HapticsWriter::mix(const render::BodyQuantum& quantum) {
  const auto frames = static_cast<std::size_t>(quantum.programme.frames());
  std::ranges::fill(body_, 0.0f);
  for (auto& ear : ringing_) std::ranges::fill(ear, 0.0f);
  const float slope = (quantum.inside_to - quantum.inside_from) / static_cast<float>(frames);
  for (const auto& part : quantum.parts) {
    const auto source = source_of(part.kind);
    if (!source && part.kind != Kind::ringing) continue;
    const float gain = source ? static_cast<float>(otoscape::haptics::source_lin(*source)) /
                                    static_cast<float>(part.sound.channels())
                              : 1.0f;
    for (int c = 0; c < part.sound.channels(); ++c) {
      auto& to = source ? body_ : ringing_[static_cast<std::size_t>(c)];
      const auto x = part.sound.channel(c);
      for (std::size_t n = 0; n < frames; ++n) {
        to[n] += gain * (quantum.inside_from + slope * static_cast<float>(n)) * x[n];
      }
    }
  }
}

// The LFE, which the ears' fold leaves out, is made to be felt: to either ear as the centre is, and
// 10 dB up, as cinemas play it.
ConstBlock<FullScaleUnit> HapticsWriter::with_lfe(const render::BodyQuantum& quantum) {
  if (quantum.lfe.channels() == 0) return quantum.programme;
  static constexpr float kGain = 2.2387f;  // 10 − 3 dB
  const auto lfe = quantum.lfe.channel(0);
  for (int c = 0; c < ears_; ++c) {
    std::ranges::transform(quantum.programme.channel(c), lfe,
                           programme_[static_cast<std::size_t>(c)].begin(),
                           [](float x, float low) { return x + kGain * low; });
  }
  return block_of(programme_, ears_, quantum.programme.frames());
}

void HapticsWriter::process(const otoscape::haptics::HapticsPath::Quantum& in) {
  const FullScaleBlock out = block_of(out_, path_->channels(), in.programme.frames());
  path_->process(in, out);
  for (int c = 0; c < out.channels(); ++c) {
    auto& waiting = waiting_[static_cast<std::size_t>(c)];
    waiting.insert(waiting.end(), out.channel(c).begin(), out.channel(c).end());
  }
  taken_ += in.programme.frames();
}

void HapticsWriter::take(const render::BodyQuantum& quantum) {
  const int frames = quantum.programme.frames();
  if (path_ == nullptr) {
    ears_ = quantum.programme.channels();
    quantum_frames_ = frames;
    taken_ = quantum.first;
    path_ = std::make_unique<otoscape::haptics::HapticsPath>(
        otoscape::haptics::HapticsPath::Setup{{rate_, ears_}, frames, quantum.first}, params_);
    waiting_first_ = quantum.first - path_->latency();
    body_.resize(static_cast<std::size_t>(frames));
    for (auto* rows : {&ringing_, &programme_, &out_}) {
      for (auto& row : *rows) row.resize(static_cast<std::size_t>(frames));
    }
  }
  mix(quantum);
  const auto depth = [&](std::int64_t frame) {
    return depth_->at(to_seconds(Frames(frame - path_->depth_lag()), rate_));
  };
  process({with_lfe(quantum), body_, block_of(ringing_, ears_, frames), depth(quantum.first),
           depth(quantum.first + frames)});
}

Status HapticsWriter::open(std::int64_t first, std::int64_t zero) {
  const std::int64_t lead = keeps_clock_ ? first + zero - origin_ : 0;
  const std::int64_t begin = static_cast<std::int64_t>(options_.facts.time_reference) + origin_ +
                             std::min<std::int64_t>(lead, 0);
  options_.facts.time_reference = static_cast<std::uint64_t>(std::max<std::int64_t>(begin, 0));
  auto file = HapticsFile::open(options_, rate_);
  if (!file) return file.error();
  file_.emplace(*std::move(file));
  next_ = end_ = first;
  return silence(lead);
}

Status HapticsWriter::silence(std::int64_t frames) {
  constexpr std::int64_t kMost = 4096;
  std::array<std::vector<float>, 2> zeros{std::vector<float>(kMost), std::vector<float>(kMost)};
  for (; frames > 0; frames -= kMost) {
    const auto count = static_cast<int>(std::min(frames, kMost));
    auto status = file_->write(block_of(zeros, options_.request.bands, count));
    if (!status) return status;
  }
  return ok();
}

// Writes what is ready of the frames that the mix has.
Status HapticsWriter::drain() {
  const std::int64_t ready = waiting_first_ + static_cast<std::int64_t>(waiting_[0].size());
  const std::int64_t to = std::min(end_, ready);
  if (to <= next_) return ok();
  const auto skip = next_ - waiting_first_;
  const FullScaleBlock all =
      block_of(waiting_, path_->channels(), static_cast<int>(waiting_[0].size()));
  auto status = file_->write(all.part(static_cast<int>(skip), static_cast<int>(to - next_)));
  if (!status) return status;
  for (int c = 0; c < path_->channels(); ++c) {
    auto& waiting = waiting_[static_cast<std::size_t>(c)];
    waiting.erase(waiting.begin(), waiting.begin() + (to - waiting_first_));
  }
  waiting_first_ = next_ = to;
  return ok();
}

Status HapticsWriter::write(std::int64_t first, int frames, std::int64_t zero) {
  if (!file_) {
    if (auto status = open(first, zero); !status) return status;
  }
  if (path_ == nullptr || first != end_ || first < waiting_first_) {
    return failed("the vibration is not as long as the render");
  }
  end_ = first + frames;
  return drain();
}

Status HapticsWriter::close() {
  if (!file_) return failed("there is no sound for vibration");
  // After the sound there is silence.
  for (auto* rows : {&ringing_, &out_}) {
    for (auto& row : *rows) std::ranges::fill(row, 0.0f);
  }
  std::ranges::fill(body_, 0.0f);
  while (next_ < end_) {
    const auto depth = depth_->at(to_seconds(Frames(taken_), rate_));
    std::array<std::vector<float>, 2> zeros{body_, body_};
    process({block_of(zeros, ears_, quantum_frames_), body_, ConstBlock<FullScaleUnit>(), depth,
             depth});
    if (auto status = drain(); !status) return status;
  }
  return file_->close();
}

}  // namespace otoscape::jobs::haptics
