// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/msbg_track.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <thread>

namespace otoscape::jobs::models {
namespace {

// Frames at a time: so many that the cost of starting a thread for each run of them is negligible.
constexpr std::size_t kStretch = 1 << 14;

}  // namespace

class MsbgTrack::Simulated {
 public:
  explicit Simulated(int channel) : channel_(channel) {}
  virtual ~Simulated() = default;
  // Appends to `out` the samples that can be computed so far; at the end, all.
  virtual void hear(std::span<const double> in, bool end, std::vector<float>& out) = 0;
  std::size_t channel() const { return static_cast<std::size_t>(channel_); }

 private:
  int channel_;
};

namespace {

template <class Real>
class SimulatedIn final : public MsbgTrack::Simulated {
 public:
  explicit SimulatedIn(const MsbgTrack::Ear& ear)
      : Simulated(ear.channel), simulation_(ear.design, ear.gain) {}

  void hear(std::span<const double> in, bool end, std::vector<float>& out) override {
    in_.assign(in.begin(), in.end());
    out_.clear();
    simulation_.push(in_, out_);
    if (end) simulation_.finish(out_);
    out.insert(out.end(), out_.begin(), out_.end());
  }

 private:
  loss::msbg::Simulation<Real> simulation_;
  std::vector<Real> in_, out_;
};

}  // namespace

Result<std::unique_ptr<RenderedTrack>> MsbgTrack::make(const Spec& spec,
                                                       const std::vector<Ear>& ears) {
  auto input = MsbgInput::make(spec.rate, spec.channels);
  if (!input) return input.error();
  return std::unique_ptr<RenderedTrack>(std::make_unique<MsbgTrack>(spec, ears, *std::move(input)));
}

MsbgTrack::MsbgTrack(const Spec& spec, const std::vector<Ear>& ears, MsbgInput input)
    : spec_(spec),
      input_(std::move(input)),
      guard_({rate(), static_cast<int>(ears.size())}, spec.ceiling_dbtp),
      level_in_({spec.rate, spec.channels}, measure::ProgrammeLevel::Measure::rms),
      level_out_({rate(), static_cast<int>(ears.size())}, measure::ProgrammeLevel::Measure::rms) {
  for (const Ear& ear : ears) {
    if (spec.single_precision) {
      ears_.push_back(std::make_unique<SimulatedIn<float>>(ear));
    } else {
      ears_.push_back(std::make_unique<SimulatedIn<double>>(ear));
    }
  }
}

MsbgTrack::~MsbgTrack() = default;

Status MsbgTrack::begin(io::media::SoundPiece piece, const Give& give) {
  if (!begin_) {
    begin_ =
        spec_.keeps_clock
            ? std::llround(static_cast<double>(piece.first) * rate().value() / spec_.rate.value())
            : 0;
  }
  level_in_.add(piece.block());
  input_.push(piece, waiting_);
  if (waiting_[0].size() < kStretch) return ok();
  simulate(false);
  return guard(false, give);
}

Status MsbgTrack::rest(const Give& give) {
  if (!begin_) return ok();
  input_.finish(waiting_);
  if (heard_frames_ + std::ssize(waiting_[0]) < loss::msbg::kFewestFrames) {
    return failed("the sound has become shorter while it was read");
  }
  simulate(true);
  return guard(true, give);
}

void MsbgTrack::simulate(bool end) {
  const auto hear_with = [&](std::size_t e) {
    ears_[e]->hear(waiting_[ears_[e]->channel()], end, heard_[e]);
  };
  if (ears_.size() == 2 && spec_.side_by_side) {
    std::exception_ptr thrown;
    std::thread other([&] {
      try {
        hear_with(1);
      } catch (...) {
        thrown = std::current_exception();
      }
    });
    try {
      hear_with(0);
    } catch (...) {
      other.join();
      throw;
    }
    other.join();
    if (thrown) std::rethrow_exception(thrown);
  } else {
    for (std::size_t e = 0; e < ears_.size(); ++e) hear_with(e);
  }
  heard_frames_ += std::ssize(waiting_[0]);
  for (auto& channel : waiting_) channel.clear();
}

// Two ears may come out differently late and long; the shorter ends with silence.
Status MsbgTrack::guard(bool end, const Give& give) {
  std::size_t frames = heard_[0].size();
  if (ears_.size() == 2) {
    if (end) {
      const std::size_t longest = std::max(frames, heard_[1].size());
      for (auto& channel : heard_) channel.resize(longest);
    }
    frames = std::min(heard_[0].size(), heard_[1].size());
  }
  guard_.push(heard_, frames, guarded_);
  if (end) guard_.finish(guarded_);
  io::media::SoundPiece piece{
      spec_.stream, *begin_ + written_, static_cast<int>(guarded_[0].size()), {}, channels()};
  if (piece.frames == 0) return ok();
  written_ += piece.frames;
  for (std::size_t c = 0; c < guarded_.size(); ++c) piece.samples[c].swap(guarded_[c]);
  level_out_.add(piece.block());
  return give(std::move(piece));
}

render::RenderReport MsbgTrack::report() const {
  const auto& guarded = guard_.report();
  render::RenderReport report;
  report.non_finite_samples = input_.silenced();
  report.guarded_frames = guarded.frames;
  report.guard_events = guarded.events;
  report.deepest_guard = Decibels(20.0 * std::log10(static_cast<double>(guarded.lowest_gain)));
  return report;
}

}  // namespace otoscape::jobs::models
