// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/vocoder/percept_level.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "otoscape/base/lock.h"
#include "otoscape/implant/coding/make_coder.h"
#include "otoscape/implant/vocoder/speech_noise.h"
#include "otoscape/units/calibration.h"

namespace otoscape::implant::vocoder {
namespace {

// The level of speech above that of the noise used in its place, in dB: mean of five talkers
// (ours).
constexpr double kSpeechReNoiseDb = 0.85;
constexpr double kMostGainDb = -15.0;  // usual maps have −27 … −39
constexpr double kWarmUpSeconds = 0.4;
constexpr int kStepsInCycle = 4;  // at which the smoothed envelope is looked at
constexpr std::size_t kCodedKept = 6, kGainsKept = 256;
constexpr std::size_t kCyclesAtOnce = 8;  // between pauses

// What a coder sends for the noise.
struct Coded {
  CodingParams coding;
  double cycles_hz = 0.0;
  std::vector<int> counts;
  std::vector<Pulse> pulses;
};

Slices<std::shared_ptr<const Coded>> code_noise(Pace& pace, const CodingParams& coding) {
  const Hertz rate = device_rate(coding.strategy);
  const auto noise = co_await speech_like_noise(pace, rate);
  const auto coder = coding::make_coder<float>(coding);
  co_await pace.pause();
  auto coded = std::make_shared<Coded>();
  coded->coding = coding;
  coded->cycles_hz = rate.value() / coder->period_samples();
  // Room for all, since a vector that grows is copied in one piece.
  const double cycles_long = static_cast<double>(noise.size()) / coder->period_samples();
  coded->counts.reserve(static_cast<std::size_t>(cycles_long) + 2);
  coded->pulses.reserve(coded->counts.capacity() * kMaxPulses);
  constexpr std::size_t kBlock = 128;
  std::vector<float> block(kBlock);
  std::vector<Frame> cycles(kBlock);
  const auto units = static_cast<float>(device_units_per_pascal(coding.strategy));
  for (std::size_t at = 0; at < noise.size(); at += kBlock) {
    const auto part = noise.subspan(at, std::min(kBlock, noise.size() - at));
    std::ranges::transform(part, block.begin(), [&](float pa) { return units * pa; });
    const int count = coder->process(std::span(block).first(part.size()), cycles);
    for (int i = 0; i < count; ++i) {
      const Frame& cycle = cycles[static_cast<std::size_t>(i)];
      coded->counts.push_back(cycle.count);
      coded->pulses.insert(coded->pulses.end(), cycle.pulses.begin(),
                           cycle.pulses.begin() + cycle.count);
    }
    co_await pace.pause();
  }
  co_return coded;
}

// Mean power of all places, as their envelopes come from cycles to carriers of RMS 1.
Slices<double> percept_power(Pace& pace, const Coded& coded, const VocoderDesign& design) {
  carriers::CarrierDesign low_pass;
  set_low_passes(low_pass, design.settings, design.spread.places,
                 Hertz(coded.cycles_hz * kStepsInCycle));
  const auto places = static_cast<std::size_t>(design.spread.places);
  carriers::Lanes low_1, low_2, from, to, sum;
  const auto warm = static_cast<std::size_t>(kWarmUpSeconds * coded.cycles_hz);
  const Pulse* next = coded.pulses.data();
  double power = 0.0;
  for (std::size_t c = 0; c < coded.counts.size(); ++c) {
    Frame cycle;
    for (int i = 0; i < coded.counts[c]; ++i) cycle.add(*next++);
    from = to;
    heard(design.spread, cycle, to);
    sum = {};
    for (int step = 0; step < kStepsInCycle; ++step) {
      const float way = static_cast<float>(step) / kStepsInCycle;
      for (std::size_t p = 0; p < places; ++p) {
        const float rest = from[p] + way * (to[p] - from[p]) - low_2[p];
        const float level = low_2[p] + low_pass.low_b[p] * low_1[p] + low_pass.low_c[p] * rest;
        const float next_1 = low_pass.low_a[p] * low_1[p] + 2.0f * low_pass.low_b[p] * rest;
        low_2[p] = 2.0f * level - low_2[p];
        low_1[p] = next_1;
        sum[p] += level * level;
      }
    }
    if (c % kCyclesAtOnce == 0) co_await pace.pause();
    if (c < warm) continue;
    for (std::size_t p = 0; p < places; ++p) power += static_cast<double>(sum[p]);
  }
  co_return power /
      static_cast<double>(kStepsInCycle * std::max<std::size_t>(coded.counts.size() - warm, 1));
}

struct Gain {
  CodingParams coding;
  VocoderParams params;
  double db = 0.0;
};

// What has been worked out before, latest first.
class Memory {
 public:
  std::optional<double> gain(const CodingParams& coding, const VocoderParams& params) {
    const Locked locked(lock_);
    for (const Gain& g : gains_) {
      if (g.params == params && g.coding == coding) return g.db;
    }
    return std::nullopt;
  }
  void keep(Gain gain) {
    const Locked locked(lock_);
    gains_.push_front(std::move(gain));
    if (gains_.size() > kGainsKept) gains_.pop_back();
  }
  std::shared_ptr<const Coded> coded(const CodingParams& coding) {
    const Locked locked(lock_);
    for (const auto& c : coded_) {
      if (c->coding == coding) return c;
    }
    return nullptr;
  }
  void keep(std::shared_ptr<const Coded> coded) {
    const Locked locked(lock_);
    coded_.push_front(std::move(coded));
    if (coded_.size() > kCodedKept) coded_.pop_back();
  }

 private:
  Lock lock_;
  std::deque<Gain> gains_ OTOSCAPE_GUARDED_BY(lock_);
  std::deque<std::shared_ptr<const Coded>> coded_ OTOSCAPE_GUARDED_BY(lock_);
};

}  // namespace

Slices<double> level_gain_db(Pace& pace, const CodingParams& coding, const VocoderDesign& design) {
  static Memory memory;
  VocoderParams params = design.params;  // of them, what bears on the level
  if (params.carrier == Carrier::spiral) params.spread_db_per_mm = 0.0;
  params.carrier = Carrier::noise, params.sine_share = 0.0;
  for (PlaceParams& place : params.places) place.place_hz = place.width_hz = 0.0;
  if (const auto known = memory.gain(coding, params)) co_return *known;
  std::shared_ptr<const Coded> coded = memory.coded(coding);
  if (!coded) {
    coded = co_await code_noise(pace, coding);
    memory.keep(coded);
  }
  const double power = co_await percept_power(pace, *coded, design);
  const double wanted_pa = kReferencePressurePa * std::pow(10.0, (65.0 - kSpeechReNoiseDb) / 20.0);
  // The limit: with a map that hardly responds to speech the gain would make all other sound loud.
  // A map without any response is silent at every gain.
  const double db =
      power > 0.0 ? std::min(20.0 * std::log10(wanted_pa) - 10.0 * std::log10(power), kMostGainDb)
                  : 0.0;
  memory.keep(Gain{coding, params, db});
  co_return db;
}

}  // namespace otoscape::implant::vocoder
