// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <vector>

#include "otoscape/base/lock.h"
#include "otoscape/c/boundary.h"
#include "otoscape/c/handles.h"
#include "otoscape/c/params.h"
#include "otoscape/c/report.h"
#include "otoscape/render/quantum/check_params.h"
#include "otoscape/render/renderer.h"

// Sound that arrives block by block.

namespace otoscape::c {
namespace {

// The counters of a render, written by the audio thread and read by any.
class Counters {
 public:
  void set(const otoscape_report& now) noexcept {
    put(0, now.frames), put(1, now.non_finite_samples), put(2, now.guarded_frames);
    put(3, now.guard_events);
    for (std::size_t ear = 0; ear < 2; ++ear) {
      put(4 + ear, now.audible_to_typical[ear]), put(6 + ear, now.inaudible[ear]);
    }
    deepest_guard_db_.store(now.deepest_guard_db, std::memory_order_relaxed);
  }
  otoscape_report report() const noexcept {
    otoscape_report report{};
    report.frames = at(0), report.non_finite_samples = at(1), report.guarded_frames = at(2);
    report.guard_events = at(3);
    for (std::size_t ear = 0; ear < 2; ++ear) {
      report.audible_to_typical[ear] = at(4 + ear), report.inaudible[ear] = at(6 + ear);
    }
    report.deepest_guard_db = deepest_guard_db_.load(std::memory_order_relaxed);
    return report;
  }

 private:
  void put(std::size_t which, std::int64_t value) noexcept {
    counts_[which].store(value, std::memory_order_relaxed);
  }
  std::int64_t at(std::size_t which) const noexcept {
    return counts_[which].load(std::memory_order_relaxed);
  }
  std::array<std::atomic<std::int64_t>, 8> counts_{};
  std::atomic<double> deepest_guard_db_{0.0};
};

}  // namespace
}  // namespace otoscape::c

struct otoscape_live {
  otoscape::StreamSpec spec;
  std::vector<otoscape::hearing::HearingProfile> listeners;  // that it can change to
  otoscape::hearing::HearingProfile listener;                // the newest, and its parameters
  otoscape::render::RenderParams params;
  std::unique_ptr<otoscape::render::Renderer> renderer;
  std::int64_t latency = 0;
  otoscape::Lock control;  // held by whoever changes the listener, never by the audio thread
  std::int64_t frames = 0;
  otoscape::c::Counters counters;

  void make() {
    renderer = std::make_unique<otoscape::render::Renderer>(spec, listener, params, 0, listeners);
    latency = renderer->latency().value();
    frames = 0;
    counters.set(otoscape::c::report_of(0, renderer->report()));
  }
};

namespace {

using namespace otoscape;

constexpr std::int32_t kMostListeners = 1000;

Result<otoscape_live_setup> setup_of(const otoscape_live_setup* setup) {
  otoscape_live_setup all{};
  if (auto status = c::copy_in(setup, all); !status) return status.error();
  if (auto status = render::check_stream(Hertz(all.rate_hz)); !status) return status.error();
  if (all.channels != 1 && all.channels != 2) return wrong_usage("there are 1 or 2 channels");
  if (all.listeners == nullptr || all.listener_count < 1 || all.listener_count > kMostListeners) {
    return wrong_usage("there are 1 to 1000 listeners, the first of them heard from the start");
  }
  for (std::int32_t i = 0; i < all.listener_count; ++i) {
    if (all.listeners[i] == nullptr) return wrong_usage("a listener is NULL");
  }
  return all;
}

Status check_channels(const StreamSpec& spec, const hearing::HearingProfile& listener) {
  if (spec.ears == 2 || listener.alike()) return ok();
  return wrong_usage("one channel needs ears that are alike; use two");
}

Result<std::unique_ptr<otoscape_live>> made(const otoscape_live_setup* setup,
                                            const otoscape_params* params) {
  const auto all = setup_of(setup);
  if (!all) return all.error();
  const auto asked = c::params_of(params);
  if (!asked) return asked.error();
  auto live = std::make_unique<otoscape_live>();
  live->spec = {Hertz(all->rate_hz), all->channels};
  for (std::int32_t i = 0; i < all->listener_count; ++i) {
    live->listeners.push_back(all->listeners[i]->profile);
    if (auto status = check_channels(live->spec, live->listeners.back()); !status) {
      return status.error();
    }
  }
  live->listener = live->listeners.front();
  live->params = c::listener_params(*asked);
  live->make();
  return live;
}

Status begin_change(otoscape_live& live, const otoscape_listener* listener,
                    const otoscape_params* params) {
  hearing::HearingProfile to = listener == nullptr ? live.listener : listener->profile;
  if (auto status = check_channels(live.spec, to); !status) return status;
  render::RenderParams with = live.params;
  if (params != nullptr) {
    const auto asked = c::params_of(params);
    if (!asked) return asked.error();
    with = c::listener_params(*asked);
  }
  if (auto status = live.renderer->begin_change(to, with); !status) return status;
  live.listener = std::move(to);
  live.params = with;
  return ok();
}

otoscape_status change(otoscape_live* live, const otoscape_listener* listener,
                       const otoscape_params* params, bool at_once, otoscape_error* error) {
  if (live == nullptr) return c::tell(error, wrong_usage("the handle is NULL"));
  return c::guarded<otoscape_status>(error, OTOSCAPE_FAILED, [&] {
    const Locked locked(live->control);
    const auto status = begin_change(*live, listener, params);
    if (!status) return c::tell(error, status.error());
    if (at_once) live->renderer->finish_change();
    return c::tell_ok(error);
  });
}

}  // namespace

void otoscape_live_setup_init(otoscape_live_setup* setup, size_t size) {
  otoscape_live_setup usual{};
  usual.rate_hz = 48000.0;
  usual.channels = 2;
  c::init(setup, size, usual);
}

otoscape_live* otoscape_live_create(const otoscape_live_setup* setup, const otoscape_params* params,
                                    otoscape_error* error) {
  return c::guarded<otoscape_live*>(error, nullptr, [&]() -> otoscape_live* {
    auto live = made(setup, params);
    if (!live) {
      c::tell(error, live.error());
      return nullptr;
    }
    c::tell_ok(error);
    return live->release();
  });
}

void otoscape_live_destroy(otoscape_live* live) { delete live; }

otoscape_status otoscape_live_process(otoscape_live* live, const float* const* in,
                                      float* const* out, int32_t frames) {
  if (live == nullptr || in == nullptr || out == nullptr || frames < 0) return OTOSCAPE_USAGE;
  const int channels = live->spec.ears;
  for (int ear = 0; ear < channels; ++ear) {
    if (in[ear] == nullptr || out[ear] == nullptr) return OTOSCAPE_USAGE;
  }
  const int last = channels - 1;
  live->renderer->process({{in[0], in[last]}, channels, frames},
                          {{out[0], out[last]}, channels, frames});
  live->frames += frames;
  live->counters.set(c::report_of(live->frames, live->renderer->report()));
  return OTOSCAPE_OK;
}

int64_t otoscape_live_latency(const otoscape_live* live) {
  return live == nullptr ? 0 : live->latency;
}

otoscape_status otoscape_live_reset(otoscape_live* live) {
  if (live == nullptr) return OTOSCAPE_USAGE;
  return c::guarded<otoscape_status>(nullptr, OTOSCAPE_FAILED, [&] {
    const Locked locked(live->control);
    live->make();
    return OTOSCAPE_OK;
  });
}

otoscape_status otoscape_live_change(otoscape_live* live, const otoscape_listener* listener,
                                     const otoscape_params* params, otoscape_error* error) {
  return change(live, listener, params, true, error);
}

otoscape_status otoscape_live_begin_change(otoscape_live* live, const otoscape_listener* listener,
                                           const otoscape_params* params, otoscape_error* error) {
  return change(live, listener, params, false, error);
}

int32_t otoscape_live_prepare(otoscape_live* live, int64_t max_us) {
  if (live == nullptr) return 1;
  return c::guarded<int32_t>(nullptr, 1, [&] {
    const Locked locked(live->control);
    const auto about = std::chrono::microseconds(std::clamp<int64_t>(max_us, 0, 1'000'000));
    return live->renderer->go_on(about) ? 1 : 0;
  });
}

otoscape_status otoscape_live_report(const otoscape_live* live, otoscape_report* report) {
  if (live == nullptr) return OTOSCAPE_USAGE;
  return c::copy_out(live->counters.report(), report) ? OTOSCAPE_OK : OTOSCAPE_USAGE;
}
