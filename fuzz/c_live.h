// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "fuzz/c_calls.h"
#include "fuzz/c_values.h"

namespace otoscape::fuzz {

// A live handle, null until one could be made.
class Live {
 public:
  Live() = default;
  Live(const Live&) = delete;
  ~Live() { otoscape_live_destroy(handle_); }
  void call(Bytes& bytes, Values& values, Budget& budget) {
    switch (handle_ == nullptr && bytes.one_in(2) ? 0 : bytes.below(12)) {
      case 0:
        return create(bytes, values, budget);
      case 1:
      case 2:
        return change(bytes, values, budget);
      case 3:
      case 4:
        return prepare(bytes);
      case 5:
        return reset(budget);
      case 6:
        return check_report(bytes, frames_,
                            [&](auto* to) { return otoscape_live_report(handle_, to); });
      default:
        return process(bytes, budget);
    }
  }

 private:
  void create(Bytes& bytes, Values& values, Budget& budget) {
    if (budget.handles-- <= 0) return;
    const std::size_t size = size_of<otoscape_live_setup>(bytes);
    Sized<otoscape_live_setup> setup(size);
    otoscape_live_setup_init(setup.get(), size);
    require(setup.untouched_behind(size));
    constexpr std::int32_t kCounts[] = {0, -1, 1001, INT32_MAX, INT32_MIN};
    std::vector<const otoscape_listener*> listeners(1 + static_cast<std::size_t>(bytes.below(3)));
    for (auto& listener : listeners) listener = values.listener(bytes);
    setup->rate_hz = rate(bytes);
    setup->channels = bytes.one_in(2) ? 2 : bytes.below(7) - 1;
    setup->listeners = bytes.one_in(32) ? nullptr : listeners.data();
    setup->listener_count =
        bytes.one_in(32) ? kCounts[bytes.below(5)] : static_cast<std::int32_t>(listeners.size());
    Params params(bytes);
    ErrorSlot error(bytes);
    auto* made =
        otoscape_live_create(bytes.one_in(32) ? nullptr : setup.get(), params.get(), error.get());
    error.check(made == nullptr);
    if (made == nullptr) return;
    otoscape_live_destroy(handle_);
    handle_ = made;
    channels_ = setup->channels;
    ceiling_dbtp_ = params.ceiling_dbtp();
    latency_ = otoscape_live_latency(handle_);
    frames_ = 0;
    require(latency_ > 0);
  }

  void change(Bytes& bytes, Values& values, Budget& budget) {
    if (budget.changes-- <= 0) return;
    const auto* to = bytes.one_in(4) ? nullptr : values.listener(bytes);
    Params params(bytes);
    ErrorSlot error(bytes);
    const auto call = bytes.one_in(2) ? otoscape_live_change : otoscape_live_begin_change;
    const otoscape_status status = call(handle_, to, params.get(), error.get());
    require(status >= OTOSCAPE_OK && status <= OTOSCAPE_USAGE);
    error.check(status != OTOSCAPE_OK);
    if (status == OTOSCAPE_OK && params.get() != nullptr) {
      ceiling_dbtp_ = std::max(ceiling_dbtp_, params.ceiling_dbtp());
    }
    check();
    if (bytes.one_in(2)) prepare(bytes);
  }

  void prepare(Bytes& bytes) {
    constexpr std::int64_t kTimes[] = {0, 1, 100, 3000, 1'000'000, INT64_MAX};
    const std::int64_t us = bytes.one_in(8) ? no_length(bytes) : kTimes[bytes.below(6)];
    const std::int32_t done = otoscape_live_prepare(handle_, us);
    require(done == 0 || done == 1);
    check();
  }

  void reset(Budget& budget) {
    if (budget.handles-- <= 0) return;
    require((otoscape_live_reset(handle_) == OTOSCAPE_OK) == (handle_ != nullptr));
    frames_ = 0;
    check();
  }

  void process(Bytes& bytes, Budget& budget) {
    const std::int32_t frames = block_length(bytes, budget);
    Sound in(2, frames), apart(2, frames);
    in.fill(bytes);
    Sound& out = bytes.one_in(2) ? in : apart;
    const Pointers from(bytes, in), to(bytes, out);
    const otoscape_status status = otoscape_live_process(handle_, from.get(), to.get(), frames);
    require(status == OTOSCAPE_OK || status == OTOSCAPE_USAGE);
    const bool null = from.none || to.none || !from.all[0] || !to.all[0] ||
                      (channels_ == 2 && (!from.all[1] || !to.all[1]));
    require((status == OTOSCAPE_OK) == (handle_ != nullptr && frames >= 0 && !null));
    if (status != OTOSCAPE_OK) return;
    frames_ += frames;
    for (int c = 0; c < channels_; ++c) {
      check_sound(out.samples()[static_cast<std::size_t>(c)], static_cast<std::size_t>(frames),
                  ceiling_dbtp_);
    }
    check();
  }

  void check() const { require(otoscape_live_latency(handle_) == latency_); }

  otoscape_live* handle_ = nullptr;
  int channels_ = 0;
  double ceiling_dbtp_ = 0.0;  // the highest since it was made
  std::int64_t latency_ = 0, frames_ = 0;
};

}  // namespace otoscape::fuzz
