// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "fuzz/c_arguments.h"

// What calls of live handles and of scene renders have in common.

namespace otoscape::fuzz {

// What keeps an input short.
struct Budget {
  int calls = 60, handles = 3, changes = 6, starts = 3;
  std::int32_t frames = 24'000;
  bool long_block = true;
};

// Parameters and the ceiling that they ask for.
class Params {
 public:
  explicit Params(Bytes& bytes)
      : size_(size_of<otoscape_params>(bytes)), params_(size_), none_(bytes.one_in(4)) {
    otoscape_params_init(params_.get(), size_);
    require(params_.untouched_behind(size_));
    if (bytes.one_in(4)) return;
    for (int i = bytes.below(6); i > 0; --i) set(bytes);
  }
  const otoscape_params* get() { return none_ ? nullptr : params_.get(); }
  double ceiling_dbtp() {
    const bool there = size_ > offsetof(otoscape_params, ceiling_dbtp);
    return none_ || !there ? -1.0 : params_->ceiling_dbtp;
  }

 private:
  void set(Bytes& bytes) {
    otoscape_params& p = *params_;
    double* const numbers[] = {&p.full_scale_db_spl,  &p.output_gain_db, &p.ceiling_dbtp,
                               &p.temporal_window_ms, &p.return_cap_lu,  &p.breath_db,
                               &p.heart_db,           &p.footfalls_db,   &p.breaths_per_min,
                               &p.beats_per_min,      &p.steps_per_min,  &p.stress};
    const auto which = static_cast<std::size_t>(bytes.below(20));
    if (which < std::size(numbers)) {
      const int by = bytes.below(40) - 20;
      *numbers[which] = bytes.one_in(8) ? number(bytes) : *numbers[which] + by / 8.0;
    } else if (which < 14) {
      p.ringing = bytes.one_in(8) ? bytes.bits<std::int32_t>() : bytes.below(4);
    } else if (which < 17) {
      p.body = bytes.one_in(8) ? bytes.bits<std::int32_t>() : bytes.below(8);
    } else if (which == 17) {
      p.smearing = bytes.below(3) - 1;
    } else {
      p.seed = bytes.bits<std::uint64_t>();
    }
  }
  std::size_t size_;
  Sized<otoscape_params> params_;
  bool none_;
};

inline void check_report(Bytes& bytes, std::int64_t frames, const auto& get) {
  const std::size_t size = size_of<otoscape_report>(bytes);
  Sized<otoscape_report> report(size);
  const otoscape_status status = get(report.get());
  require(report->size == size && report.untouched_behind(size));
  if (status != OTOSCAPE_OK || size < sizeof(otoscape_report)) return;
  require(report->frames == frames && report->non_finite_samples >= 0);
  require(report->guarded_frames >= 0 && report->guard_events <= report->guarded_frames);
  require(report->deepest_guard_db <= 0.0);
  for (int ear = 0; ear < 2; ++ear)
    require(report->inaudible[ear] <= report->audible_to_typical[ear]);
}

inline std::int32_t block_length(Bytes& bytes, Budget& budget) {
  const int choice = bytes.byte();
  if (choice == 0)
    return static_cast<std::int32_t>(std::max<std::int64_t>(no_length(bytes), INT32_MIN));
  if (choice == 1) return 0;
  if (choice == 2 && std::exchange(budget.long_block, false)) return 100'000;
  const std::int32_t most = choice < 128 ? 256 : 4096;
  const std::int32_t frames = std::min(budget.frames, 1 + bytes.bits<std::uint16_t>() % most);
  budget.frames -= frames;
  return frames;
}

// Some of the pointers null; the status must then be USAGE.
struct Pointers {
  Pointers(Bytes& bytes, Sound& sound) : all{sound.channels()[0], sound.channels()[1]} {
    if (bytes.one_in(32)) none = true;
    if (bytes.one_in(32)) all[static_cast<std::size_t>(bytes.below(2))] = nullptr;
  }
  float* const* get() const { return none ? nullptr : all.data(); }
  std::array<float*, 2> all;
  bool none = false;
};

}  // namespace otoscape::fuzz
