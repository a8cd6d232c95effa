// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/section_meter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::render::programme {

void SectionMeter::prepare(const StreamSpec& spec, int quantum_frames,
                           std::vector<std::int64_t> points) {
  ears_ = spec.ears;
  left_out_ = std::llround(kLeftOut.value() * spec.rate.value());
  weigher_ = KWeigher(spec.rate, kLanes);
  frames_ = static_cast<std::size_t>(quantum_frames);
  points_ = std::move(points);
  sums_.assign(points_.size() + 1, Sum{});
}

void SectionMeter::add(std::int64_t first_frame, const Bus (&buses)[kBuses]) noexcept {
  if (begin_ < 0) begin_ = first_frame;
  end_ = first_frame + static_cast<std::int64_t>(frames_);
  std::array<KWeigher::Sound, kLanes> sounds;
  for (std::size_t bus = 0; bus < kBuses; ++bus) {
    for (int ear = 0; ear < std::min(buses[bus].sound.channels(), 2); ++ear) {
      sounds[2 * bus + static_cast<std::size_t>(ear)] = {buses[bus].sound.channel(ear).data(),
                                                         buses[bus].gain_lin};
    }
  }
  double sums[kLanes] = {};
  weigher_.add(sounds, frames_, sums);
  while (section_ < points_.size() && points_[section_] <= first_frame) ++section_;
  const std::int64_t from = section_ == 0 ? begin_ : points_[section_ - 1];
  const std::int64_t to = section_ < points_.size() ? points_[section_] : end_;
  // A quantum with a point in it belongs to neither side.
  if (first_frame < from + left_out_ || end_ > to) return;
  Sum& sum = sums_[section_];
  sum.frames += static_cast<std::int64_t>(frames_);
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
