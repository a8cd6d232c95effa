// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/spectral_smearing.h"

#include <algorithm>

#include "otoscape/base/ease.h"
#include "otoscape/loss/smearing_product.h"

namespace otoscape::loss {
namespace {

bool any(const SpectralSmearing::Matrices& m) { return m[0] != nullptr || m[1] != nullptr; }

}  // namespace

void SpectralSmearing::prepare(const StreamSpec& spec, Arena& arena) {
  ears_ = spec.ears;
  transform_.prepare(spec.rate, ears_, arena);
  const auto half = static_cast<std::size_t>(transform_.frame().transform_size / 2);
  for (std::size_t ear = 0; ear < 2; ++ear) {
    power_[ear] = arena.take<float>(half);
    smeared_[ear] = arena.take<float>(half);
    smeared_old_[ear] = arena.take<float>(half);
  }
}

float Move::weight(double step) const noexcept {
  const double part = std::clamp(step / steps, 0.0, 1.0);
  return static_cast<float>(eased ? raised_cosine(part) : part);
}

void SpectralSmearing::start_with(const Matrices& matrices) noexcept {
  now_ = before_ = matrices;
  step_ = move_.steps;
  waits_ = -1;
}

void SpectralSmearing::adopt(const Matrices& matrices, const Move& move) noexcept {
  next_ = matrices;
  next_move_ = move;
  waits_ = move.wait;
  if (waits_ == 0) begin_waiting_move();
}

void SpectralSmearing::begin_waiting_move() noexcept {
  before_ = now_;
  now_ = next_;
  move_ = next_move_;
  next_ = {};
  step_ = now_ == before_ ? move_.steps : 0;
  waits_ = -1;
}

bool SpectralSmearing::active() const noexcept {
  return any(now_) || (step_ < move_.steps && any(before_));
}

void SpectralSmearing::process(PascalBlock sound, PascalBlock unsmeared) noexcept {
  transform_.push(sound, unsmeared);
  if (waits_ == 0) begin_waiting_move();
  const bool warms_up = waits_ >= 0 && waits_ <= kWarmUp && any(next_);
  hop_ = {0, active(), {}};
  if (active() || warms_up) {
    if (!running_) transform_.restart();
    transform(sound);
  }
  running_ = active() || warms_up;
  if (!active()) {
    for (int ear = 0; ear < ears_; ++ear) {
      std::ranges::copy(unsmeared.channel(ear), sound.channel(ear).begin());
    }
  }
  step_ = std::min(step_ + 1, move_.steps);
  if (waits_ > 0) --waits_;
  if (step_ == move_.steps) before_ = now_;  // the matrices before may be gone from now on
}

// One window through the frequency domain; `sound` receives the hop that is now complete.
void SpectralSmearing::transform(PascalBlock sound) noexcept {
  int bins = 0;
  for (const Matrices& m : {now_, before_, next_}) {
    for (const SmearingMatrix* matrix : m) bins = matrix != nullptr ? matrix->bins() : bins;
  }
  const EarPowers power{power_[0].data(), power_[1].data()};
  transform_.forward(bins, power);
  smear(bins);
  transform_.back(bins, power, {smeared_[0].data(), smeared_[1].data()}, sound);
  hop_.bins = bins;
  for (std::size_t ear = 0; ear < 2; ++ear) {
    const auto count = static_cast<std::size_t>(bins);
    hop_.ears[ear] = {power_[ear].first(count), smeared_[ear].first(count)};
  }
}

void SpectralSmearing::smear(int bins) noexcept {
  const EarPowers power{power_[0].data(), power_[1].data()};
  const auto run = [&](const Matrices& m, std::array<std::span<float>, 2>& out) {
    if (m[0] != nullptr && m[0] == m[1]) {
      smear_both(*m[0], power, {out[0].data(), out[1].data()});
      return;
    }
    for (std::size_t ear = 0; ear < 2; ++ear) {
      if (m[ear] != nullptr) {
        smear_one(*m[ear], power_[ear].data(), out[ear].data());
      } else {
        std::copy_n(power_[ear].begin(), bins, out[ear].begin());
      }
    }
  };
  run(now_, smeared_);
  if (step_ == move_.steps) return;
  run(before_, smeared_old_);
  const float weight = move_.weight(step_ + 1);
  for (std::size_t ear = 0; ear < 2; ++ear) {
    for (std::size_t k = 0; k < static_cast<std::size_t>(bins); ++k) {
      smeared_[ear][k] = smeared_old_[ear][k] + weight * (smeared_[ear][k] - smeared_old_[ear][k]);
    }
  }
}

}  // namespace otoscape::loss
