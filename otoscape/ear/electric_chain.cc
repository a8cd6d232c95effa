// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/electric_chain.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "otoscape/implant/film/spatial_confusion.h"

namespace otoscape::ear {
namespace {

constexpr double kSettleSeconds = 0.02;  // several attacks of an AGC

Frames own_latency(const PerceptParams& params, Hertz rate) {
  if (std::holds_alternative<VocoderPercept>(params.what))
    return implant::vocoder::Vocoder::latency(rate);
  if (std::holds_alternative<MatchedParams>(params.what)) return MatchedPercept::latency(rate);
  return implant::film::FilmPercept::latency(rate, kFilmSlice);
}

}  // namespace

ElectricChain::ElectricChain(const ElectricDesign& first, const Where& where)
    : first_matched_(first.matched), quantum_(where.quantum) {
  const auto later = static_cast<int>(std::lround(first.params.delay_s * where.rate.value()));
  const int own = static_cast<int>(own_latency(first.params, where.rate).value());
  const int wait = where.latency_frames - own + later;
  assert(wait >= 0);
  line_ = arena_.take<float>(static_cast<std::size_t>(wait + quantum_));
  to_fill_ = (wait + own + static_cast<int>(kSettleSeconds * where.rate.value())) / quantum_ + 1;
  // The delay line first holds silence from before the chain's first frame.
  const std::int64_t begins = where.first_frame - wait;
  if (first.vocoder) {
    vocoder_.emplace(first.vocoder, where.rate, quantum_, where.key, begins);
  } else if (first.matched) {
    matched_.emplace();
    matched_->prepare(*first.matched, where.rate, arena_, begins);
  } else {
    film_.emplace(std::get<implant::film::FilmParams>(first.params.what), where.rate, kFilmSlice,
                  implant::film::FilmPercept::Keys{where.key, where.common_key}, begins);
  }
}

void ElectricChain::adopt(const ElectricDesign& to, int quanta) noexcept {
  if (vocoder_) vocoder_->adopt(*to.vocoder, quanta * quantum_);
  if (matched_) matched_->adopt(*to.matched, quanta);
  const auto* film = std::get_if<implant::film::FilmParams>(&to.params.what);
  if (film_ && film != nullptr) film_->adopt(*film, quanta * quantum_);
}

void ElectricChain::process(std::span<const float> in, std::span<float> out) noexcept {
  std::copy(line_.begin() + quantum_, line_.end(), line_.begin());
  std::ranges::copy(in, line_.end() - quantum_);
  to_fill_ = std::max(to_fill_ - 1, 0);
  const std::span<const float> due = line_.first(static_cast<std::size_t>(quantum_));
  if (vocoder_) vocoder_->process(due, out);
  if (matched_) matched_->process(due, out);
  if (film_) film_->process(due, out);
}

}  // namespace otoscape::ear
