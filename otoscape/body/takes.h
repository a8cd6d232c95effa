// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/body/mode.h"
#include "otoscape/body/stereo_sums.h"
#include "otoscape/dsp/row.h"

namespace otoscape::body {

// Both ears' sound of at most 64 frames.
struct StereoRow {
  dsp::Row left, right;
};

// The low rate at which modes below kLowModes are drawn, near 3 kHz, and the way back: ten taps a
// frame under a Kaiser window (β 8.6), flat to 700 Hz, images below −80 dB.
class LowRate {
 public:
  static constexpr Hertz kLowModes{600.0};
  explicit LowRate(Hertz rate);

  int factor() const noexcept OTOSCAPE_RT { return factor_; }
  Hertz rate() const noexcept OTOSCAPE_RT { return Hertz(rate_.value() / factor_); }
  Hertz full_rate() const noexcept OTOSCAPE_RT { return rate_; }
  // Adds frames [from, from + frames) since the tables' start, from ≥ 0. Each table has a value of
  // the low rate an element; 2 kLead more in front and kLead behind than sound.
  static constexpr int kLead = 5;
  void add(const std::array<std::span<const float>, 2>& tables, std::int64_t from, int frames,
           const StereoOut& out) const noexcept OTOSCAPE_RT;

 private:
  Hertz rate_;
  int factor_;
  std::vector<float> taps_;
};

// The modes of one event in tables: low ones at the low rate, others as they are. Times count from
// the event.
class Take {
 public:
  // Control side. low_s, full_s: the longest sound of either kind.
  Take(std::shared_ptr<const LowRate> low, double low_s, double full_s);

  // Audio side.
  void clear() noexcept OTOSCAPE_RT;
  void add(const Mode& mode) noexcept OTOSCAPE_RT;
  // The low table up to a time after the event; its first value is `low_lead_s` before it.
  StereoSpan low_until(double time_s) noexcept OTOSCAPE_RT;
  double low_lead_s() const noexcept OTOSCAPE_RT;
  // Adds to `row` what sounds within [since_event, since_event + frames).
  void sound(std::int64_t since_event, int frames, StereoRow& row) const noexcept OTOSCAPE_RT;
  std::int64_t lead_frames() const noexcept OTOSCAPE_RT;  // before the event
  std::int64_t end_frames() const noexcept OTOSCAPE_RT;   // after the event

 private:
  std::shared_ptr<const LowRate> rate_;
  std::array<std::vector<float>, 2> low_, full_;
  std::size_t low_used_ = 0, full_used_ = 0;  // elements from which on nothing sounds
};

// The takes of the newest events, each drawn when first needed. What sounds depends on the event
// alone.
class Takes {
 public:
  static constexpr std::int64_t kSlots = 8;  // as many events as may sound at once
  struct Id {
    std::int64_t number = 0, frame = 0;
    std::uint64_t what = 0;  // of all else that the take is drawn from

    bool operator==(const Id&) const = default;
  };
  // Control side.
  Takes(const std::shared_ptr<const LowRate>& low, double low_s, double full_s);

  // Audio side. draw(take) fills an empty take.
  template <class Draw>
  const Take& of(const Id& id, const Draw& draw) noexcept OTOSCAPE_RT {
    Slot& slot = slots_[static_cast<std::size_t>(id.number & (kSlots - 1))];
    if (!slot.drawn || !(slot.id == id)) {
      slot.take.clear();
      draw(slot.take);
      slot.id = id;
      slot.drawn = true;
    }
    return slot.take;
  }
  std::int64_t lead_frames() const noexcept OTOSCAPE_RT { return slots_[0].take.lead_frames(); }
  std::int64_t end_frames() const noexcept OTOSCAPE_RT { return slots_[0].take.end_frames(); }

 private:
  struct Slot {
    Take take;
    Id id;
    bool drawn = false;
  };
  std::vector<Slot> slots_;
};

}  // namespace otoscape::body
