// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/cochlea.h"

#include <algorithm>

namespace otoscape::loss::msbg {

template <class Real>
Cochlea<Real>::Cochlea(const CochleaDesign& design)
    : gain_(static_cast<Real>(design.bank.sum_gain)),
      sum_(arena_.take<Real>(kChunk * kLanes<Real>)) {
  for (std::size_t first = 0; first < design.bank.channels.size(); first += kLanes<Real>) {
    groups_.emplace_back(design, first);
    reach_ = std::max(reach_, groups_.back().reach());
  }
  // The channels begin with silence before the first frame; the advance drops their response to it.
  in_.resize(static_cast<std::size_t>(reach_));
  in_first_ = -reach_;
}

template <class Real>
void Cochlea<Real>::push(std::span<const Real> in, std::vector<Real>& out) {
  in_.insert(in_.end(), in.begin(), in.end());
  pushed_ += static_cast<long long>(in.size());
  advance(out);
}

template <class Real>
void Cochlea<Real>::finish(std::vector<Real>& out) {
  finished_ = true;
  in_.resize(in_.size() + static_cast<std::size_t>(kChunk + reach_));
  advance(out);
}

// False: more sound must come first.
template <class Real>
bool Cochlea<Real>::analyse(ChannelGroup<Real>& group) {
  const long long first = static_cast<long long>(group.analysed()) * kChunk;
  const long long left = pushed_ - first;
  if (!finished_ && left < kChunk + group.reach()) return false;
  const Real* in = in_.data() + (first - in_first_);
  if (first == 0) group.run_in(in - group.reach(), group.reach());
  group.analyse(in, static_cast<int>(std::min<long long>(kChunk, left)), left);
  if (finished_ && left <= kChunk) group.close();
  return true;
}

template <class Real>
void Cochlea<Real>::advance(std::vector<Real>& out) {
  for (;; ++emitted_) {
    const long long left = pushed_ - static_cast<long long>(emitted_) * kChunk;
    if (left <= 0) return;
    const auto chunks = static_cast<int>((pushed_ + kChunk - 1) / kChunk);
    for (auto& group : groups_) {
      const int wanted = emitted_ + group.ahead() + 1;
      while (group.analysed() < (finished_ ? std::min(chunks, wanted) : wanted)) {
        if (!analyse(group)) return;
      }
    }
    const auto frames = static_cast<std::size_t>(std::min<long long>(kChunk, left));
    std::ranges::fill(sum_, Real(0));
    for (auto& group : groups_) {
      group.add(emitted_, sum_.data());
    }
    out.resize(out.size() + frames);
    sum_lanes(sum_.data(), static_cast<int>(frames), gain_, out.data() + out.size() - frames);
    drop_used();
  }
}

template <class Real>
void Cochlea<Real>::drop_used() {
  constexpr long long kWorthMoving = 1 << 14;
  const auto last = std::ranges::min_element(groups_, {}, &ChannelGroup<Real>::analysed);
  const long long used = static_cast<long long>(last->analysed()) * kChunk - in_first_;
  if (used < kWorthMoving) return;
  in_.erase(in_.begin(), in_.begin() + static_cast<std::ptrdiff_t>(used));
  in_first_ += used;
}

template class Cochlea<float>;
template class Cochlea<double>;

}  // namespace otoscape::loss::msbg
