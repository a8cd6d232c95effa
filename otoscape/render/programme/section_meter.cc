// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/section_meter.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "otoscape/render/programme/k_weighting.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/render/programme/section_meter.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
//
#include "otoscape/base/kernel.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::render::programme::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// One filter in transposed direct form II.
struct Section {
  using D = hn::CappedTag<double, 8>;
  using V = hn::Vec<D>;
  V b0, b1, b2, a1, a2;

  explicit Section(const dsp::Biquad& s)
      : b0(hn::Set(D(), s.b0)),
        b1(hn::Set(D(), s.b1)),
        b2(hn::Set(D(), s.b2)),
        a1(hn::Set(D(), s.a1)),
        a2(hn::Set(D(), s.a2)) {}
  HWY_INLINE V step(V x, V& s1, V& s2) const {
    const V y = hn::MulAdd(b0, x, s1);
    s1 = hn::NegMulAdd(a1, y, hn::MulAdd(b1, x, s2));
    s2 = hn::NegMulAdd(a2, y, hn::Mul(b2, x));
    return y;
  }
};

// K-weighted sums of squares of eight lanes over some frames.
void weigh(const dsp::Biquad* filters, double* memory, const double* rows, std::size_t frames,
           double* sums) {
  constexpr std::size_t kLanes = 8;
  const Section::D d;
  const Section head(filters[0]), low(filters[1]);
  for (std::size_t lane = 0; lane < kLanes; lane += hn::Lanes(d)) {
    Section::V m[4], sum = hn::Zero(d);
    for (std::size_t i = 0; i < 4; ++i) m[i] = hn::Load(d, memory + i * kLanes + lane);
    for (std::size_t n = 0; n < frames; ++n) {
      const auto x = head.step(hn::Load(d, rows + n * kLanes + lane), m[0], m[1]);
      const auto y = low.step(x, m[2], m[3]);
      sum = hn::MulAdd(y, y, sum);
    }
    for (std::size_t i = 0; i < 4; ++i) hn::Store(m[i], d, memory + i * kLanes + lane);
    hn::Store(sum, d, sums + lane);
  }
}

}  // namespace otoscape::render::programme::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::render::programme {

HWY_EXPORT(weigh);

void SectionMeter::prepare(const StreamSpec& spec, int quantum_frames,
                           std::vector<std::int64_t> points, Arena& arena) {
  ears_ = spec.ears;
  left_out_ = std::llround(kLeftOut.value() * spec.rate.value());
  filters_ = k_filters(spec.rate);
  rows_ = arena.take<Lanes>(static_cast<std::size_t>(quantum_frames));
  points_ = std::move(points);
  sums_.assign(points_.size() + 1, Sum{});
}

void SectionMeter::add(std::int64_t first_frame, const Bus (&buses)[kBuses]) noexcept {
  if (begin_ < 0) begin_ = first_frame;
  const std::size_t frames = rows_.size();
  end_ = first_frame + static_cast<std::int64_t>(frames);
  for (std::size_t bus = 0; bus < kBuses; ++bus) {
    for (std::size_t ear = 0; ear < 2; ++ear) {
      const std::size_t lane = 2 * bus + ear;
      const bool sounds = static_cast<int>(ear) < buses[bus].sound.channels();
      const float* x = sounds ? buses[bus].sound.channel(static_cast<int>(ear)).data() : nullptr;
      const double gain = static_cast<double>(buses[bus].gain_lin);
      for (std::size_t n = 0; n < frames; ++n) {
        rows_[n].x[lane] = x != nullptr ? gain * static_cast<double>(x[n]) : 0.0;
      }
    }
  }
  alignas(64) double sums[kLanes];
  OTOSCAPE_KERNEL(weigh)(filters_.data(), memory_[0].x, rows_[0].x, frames, sums);
  while (section_ < points_.size() && points_[section_] <= first_frame) ++section_;
  const std::int64_t from = section_ == 0 ? begin_ : points_[section_ - 1];
  const std::int64_t to = section_ < points_.size() ? points_[section_] : end_;
  // A quantum with a point in it belongs to neither side.
  if (first_frame < from + left_out_ || end_ > to) return;
  Sum& sum = sums_[section_];
  sum.frames += static_cast<std::int64_t>(frames);
  for (std::size_t bus = 0; bus < kBuses; ++bus) {
    const double both = sums[2 * bus] + sums[2 * bus + 1];
    sum.energy[bus] += ears_ == 1 ? 2.0 * both : both;
  }
}

std::vector<SectionMeter::Section> SectionMeter::sections() const {
  std::vector<Section> all;
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    const std::int64_t from = i == 0 ? begin_ : std::max(begin_, points_[i - 1]);
    const std::int64_t to = i < points_.size() ? std::min(end_, points_[i]) : end_;
    if (begin_ < 0 || to <= from) continue;
    Section section{from, to, sums_[i].frames, {}};
    if (const auto frames = static_cast<double>(sums_[i].frames); frames > 0.0) {
      const auto& e = sums_[i].energy;
      section.mean = {0.0, e[0] / frames, e[1] / frames, e[2] / frames, e[3] / frames};
    }
    all.push_back(section);
  }
  return all;
}

std::vector<SectionLoudness> with_room(const std::vector<SectionMeter::Section>& sections,
                                       Hertz rate, const ProgrammeLoudness& programme) {
  std::vector<SectionLoudness> all;
  for (const auto& section : sections) {
    const auto time_of = [&](std::int64_t frame) {
      return Seconds(std::max(0.0, static_cast<double>(frame) / rate.value()));
    };
    SectionLoudness made{time_of(section.from), time_of(section.to), section.mean};
    const double room =
        programme.loudness_lufs(Seconds(made.from.value() + kLeftOut.value()), made.to);
    made.mean.room = std::pow(10.0, (room - kLufsOffset) / 10.0);
    all.push_back(made);
  }
  return all;
}

}  // namespace otoscape::render::programme
#endif
