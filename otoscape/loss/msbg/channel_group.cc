// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/channel_group.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "otoscape/loss/msbg/envelope.h"

namespace otoscape::loss::msbg {
namespace {

template <class Real>
void set(LaneSection<Real>& section, int lane, const PoleSection& value) {
  section.direct[lane] = static_cast<Real>(value.direct);
  section.weight_re[lane] = static_cast<Real>(value.weight.real());
  section.weight_im[lane] = static_cast<Real>(value.weight.imag());
  section.pole_re[lane] = static_cast<Real>(value.pole.real());
  section.pole_im[lane] = static_cast<Real>(value.pole.imag());
}

template <class Real>
void set(LaneComplex<Real>& row, int lane, std::complex<double> value) {
  row.re[lane] = static_cast<Real>(value.real());
  row.im[lane] = static_cast<Real>(value.imag());
}

PoleSection scaled(const PoleSection& section, double gain) {
  return {section.direct * gain, section.weight * gain, section.pole};
}

template <class Real>
std::complex<double> get(const LaneComplex<Real>& row, int lane) {
  return {row.re[lane], row.im[lane]};
}

template <class Real>
constexpr double kForgotten = sizeof(Real) == 8 ? 1e-14 : 1e-8;

}  // namespace

template <class Real>
ChannelGroup<Real>::ChannelGroup(const CochleaDesign& design, std::size_t first)
    : ceiling_(design.ceiling) {
  const auto count =
      std::min(design.bank.channels.size() - first, static_cast<std::size_t>(kLanes<Real>));
  channels_.count = static_cast<int>(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Channel& channel = design.bank.channels[first + i];
    const int lane = static_cast<int>(i);
    channels_.pole_re[lane] = static_cast<Real>(channel.pole.real());
    channels_.pole_im[lane] = static_cast<Real>(channel.pole.imag());
    channels_.gain[lane] = static_cast<Real>(std::pow(channel.section_gain, 4));
    channels_.advance_frames[lane] = channel.advance_frames;
    channels_.exponent[lane] = static_cast<Real>(design.exponents[first + i]);
    set(channels_.high_pass, lane, channel.high_pass);
    envelopes_.push_back(envelope_low_pass(envelope_edge_hz(channel.centre_hz)));
    set(channels_.envelope, lane, envelopes_.back());
    backwards_.push_back(scaled(envelopes_.back(), 1.0 / design.ceiling));
    set(channels_.backward, lane, backwards_.back());
    set(over_a_chunk_, lane, std::pow(envelopes_.back().pole, kChunk));
    set(over_half_a_chunk_, lane, std::pow(envelopes_.back().pole, kChunk / 2));
    reach_ = std::max(reach_, channel.advance_frames);
    if (design.exponents[first + i] == 0.0) continue;
    expands_ = true;
    const double frames = std::log(kForgotten<Real>) / std::log(std::abs(envelopes_.back().pole));
    ahead_ = std::max(ahead_, static_cast<int>(std::ceil(frames / kChunk)));
  }
  staged_ = arena_.take<Real>(kMostStaged * kLanes<Real>);
  slots_.resize(static_cast<std::size_t>(ahead_ + 2));
  for (Slot& slot : slots_) {
    slot.signal = arena_.take<Real>(kChunk * kLanes<Real>);
    slot.forward = arena_.take<Real>(kChunk * kLanes<Real>);
  }
}

template <class Real>
void ChannelGroup<Real>::run_in(const Real* in, int frames) {
  assert(frames <= kMostStaged);
  run_filters(FilterRun<Real>{&channels_, &states_, in, nullptr, frames, staged_.data(),
                              kMostStaged, nullptr, nullptr});
}

template <class Real>
void ChannelGroup<Real>::analyse(const Real* in, int frames, long long left) {
  Slot& now = slot(analysed_);
  now.frames = frames;
  LaneRow<Real> valid;
  for (int lane = 0; lane < kLanes<Real>; ++lane) {
    valid[lane] =
        static_cast<Real>(std::clamp<long long>(left - channels_.advance_frames[lane], 0, frames));
  }
  const bool steady = expands_ && analysed_ > 0 && left >= frames + reach_;
  run_filters(FilterRun<Real>{&channels_, &states_, in, &valid, frames, staged_.data(), kMostStaged,
                              now.signal.data(), steady ? now.forward.data() : nullptr});
  ++analysed_;
  if (!expands_) return;
  if (analysed_ == 1) start_envelopes();
  const EnvelopeRun<Real> run{
      &channels_, &states_,           now.signal.data(),
      frames,     now.forward.data(), frames == kChunk ? &over_half_a_chunk_ : nullptr,
      &now.sum};
  if (!steady) run_forward(run);
  run_backward_sum(run);
}

template <class Real>
double ChannelGroup<Real>::rectified(long long frame, int lane) {
  const auto at = static_cast<std::size_t>(frame % kChunk * kLanes<Real> + lane);
  return std::abs(static_cast<double>(slot(static_cast<int>(frame / kChunk)).signal[at]));
}

// Reflects the beginning and lets the forward pass run over it.
template <class Real>
void ChannelGroup<Real>::start_envelopes() {
  for (int lane = 0; lane < static_cast<int>(envelopes_.size()); ++lane) {
    const PoleSection& section = envelopes_[static_cast<std::size_t>(lane)];
    Complex state;
    for (int i = kEnvelopePadding; i > 0; --i) {
      const double x = 2.0 * rectified(0, lane) - rectified(i, lane);
      if (i == kEnvelopePadding) state = section.settled() * x;
      state = section.pole * state + section.weight * x;
    }
    set(states_.envelope, lane, state);
  }
}

// The backward pass at the end of the signal: it comes from the reflected end.
template <class Real>
std::complex<double> ChannelGroup<Real>::state_at_the_end(int lane) {
  const PoleSection& section = envelopes_[static_cast<std::size_t>(lane)];
  const int chunk = analysed_ - 1;
  const long long end = static_cast<long long>(chunk) * kChunk + slot(chunk).frames - 1;
  Complex state = get(states_.envelope, lane);
  std::array<double, kEnvelopePadding> forward;
  for (int i = 0; i < kEnvelopePadding; ++i) {
    const double x = 2.0 * rectified(end, lane) - rectified(end - 1 - i, lane);
    state = section.pole * state + section.weight * x;
    forward[static_cast<std::size_t>(i)] = section.direct * x + state.real();
  }
  const PoleSection& backward = backwards_[static_cast<std::size_t>(lane)];
  state = backward.settled() * forward.back();
  for (int i = kEnvelopePadding - 1; i >= 0; --i) {
    state = backward.pole * state + backward.weight * forward[static_cast<std::size_t>(i)];
  }
  return state;
}

template <class Real>
void ChannelGroup<Real>::close() {
  closed_ = true;
  const int frames = slot(analysed_ - 1).frames;
  for (int lane = 0; lane < static_cast<int>(envelopes_.size()) && expands_; ++lane) {
    set(over_the_last_, lane, std::pow(envelopes_[static_cast<std::size_t>(lane)].pole, frames));
    set(end_, lane, state_at_the_end(lane));
  }
}

// The backward pass's state behind a chunk, from the chunks up to `last`.
template <class Real>
LaneComplex<Real> ChannelGroup<Real>::state_behind(int chunk, int last) {
  const bool at_the_end = closed_ && last == analysed_ - 1;
  LaneComplex<Real> state = end_;
  for (int lane = 0; lane < static_cast<int>(envelopes_.size()) && !at_the_end; ++lane) {
    const auto frame = static_cast<std::size_t>((kChunk - 1) * kLanes<Real> + lane);
    set(state, lane,
        backwards_[static_cast<std::size_t>(lane)].settled() *
            static_cast<double>(slot(last).forward[frame]));
  }
  for (int i = last; i > chunk; --i) {
    const LaneComplex<Real>& sum = slot(i).sum;
    const auto& power = at_the_end && i == last ? over_the_last_ : over_a_chunk_;
    for (int l = 0; l < kLanes<Real>; ++l) {
      const Real re = power.re[l] * state.re[l] - power.im[l] * state.im[l];
      state.im[l] = sum.im[l] + (power.re[l] * state.im[l] + power.im[l] * state.re[l]);
      state.re[l] = sum.re[l] + re;
    }
  }
  return state;
}

template <class Real>
void ChannelGroup<Real>::add(int chunk, Real* sum) {
  const Slot& now = slot(chunk);
  if (!expands_) {
    for (std::size_t i = 0; i < static_cast<std::size_t>(now.frames * kLanes<Real>); ++i) {
      sum[i] += now.signal[i];
    }
    return;
  }
  const int last = std::min(chunk + ahead_, analysed_ - 1);
  run_gains(GainRun<Real>{&channels_, state_behind(chunk, last), now.signal.data(),
                          now.forward.data(), now.frames, ceiling_, sum});
}

template class ChannelGroup<float>;
template class ChannelGroup<double>;

}  // namespace otoscape::loss::msbg
