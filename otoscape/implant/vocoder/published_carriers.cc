// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/vocoder/published_carriers.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "otoscape/dsp/spline_noise.h"
#include "otoscape/implant/carriers/gammatone_pulses.h"
#include "otoscape/implant/carriers/gaussian_tones.h"
#include "otoscape/implant/carriers/pulse_spreading.h"
#include "otoscape/implant/carriers/slot_order.h"
#include "otoscape/implant/carriers/spiral.h"
#include "otoscape/implant/tables/spiral_tones.h"
#include "otoscape/implant/vocoder/pulse_spreading_cache.h"

namespace otoscape::implant::vocoder {
namespace {

// Length of the straight lines of envelopes, in frames: 0.7 ms at 48 kHz.
constexpr std::int64_t kPiece = 32;
// One octave of the cochlea above 1 kHz, so that dB/mm become SPIRAL's dB/octave.
constexpr double kMmPerOctave = 5.0;

std::unique_ptr<carriers::PulseBank> struck_bank(const VocoderDesign& design, Hertz rate,
                                                 double cycles_hz) {
  const auto& places = design.params.places;
  if (design.params.carrier == Carrier::gaussian_tones) {
    std::vector<carriers::GaussianTone> tones;
    for (const auto& p : places)
      tones.push_back({p.place_hz, carriers::gaussian_duration_s(p.width_hz)});
    constexpr int kLargest = 64;
    return std::make_unique<carriers::GaussianTones>(tones, cycles_hz, rate, kLargest);
  }
  if (design.params.carrier != Carrier::gammatone_pulses) return nullptr;
  std::vector<carriers::GammatoneBand> bands;
  for (const auto& p : places) bands.push_back({p.place_hz, p.width_hz});
  return std::make_unique<carriers::GammatonePulses>(bands, cycles_hz, rate);
}

std::unique_ptr<carriers::CarrierBank> spiral_bank(const VocoderDesign& design, Hertz rate,
                                                   std::uint64_t key, carriers::Lanes& scale) {
  std::vector<double> centres;
  for (const auto& p : design.params.places) centres.push_back(p.place_hz);
  const double spread = design.params.spread_db_per_mm > 0.0 ? design.params.spread_db_per_mm
                                                             : static_cast<double>(kNarrowest);
  const carriers::SpiralMix mix(centres, kMmPerOctave * spread);
  std::vector<float> one(centres.size()), tones(tables::kSpiralTones);
  for (std::size_t p = 0; p < centres.size(); ++p) {
    std::ranges::fill(one, 0.0f);
    one[p] = 1.0f;
    mix.mix(one, tones);
    float power = 0.0f;
    for (const float t : tones) power += t * t;
    scale[p] = power > 0.0f ? 1.0f / std::sqrt(power) : 0.0f;
  }
  return std::make_unique<carriers::Spiral>(centres, kMmPerOctave * spread, rate, key);
}

}  // namespace

std::unique_ptr<PublishedCarriers> PublishedCarriers::make(const VocoderDesign& design, Hertz rate,
                                                           double cycle_frames,
                                                           std::uint64_t ear_key,
                                                           std::int64_t first_frame) {
  if (design.settings.published == 0.0f) return nullptr;
  std::unique_ptr<PublishedCarriers> made(new PublishedCarriers);
  made->places_ = design.spread.places;
  made->key_ = dsp::hash(ear_key, 3);
  made->drawn_to_ = first_frame;
  std::ranges::fill(made->scale_.x, 1.0f);
  made->struck_ = struck_bank(design, rate, rate.value() / cycle_frames);
  if (design.params.carrier == Carrier::spiral) {
    made->bank_ = spiral_bank(design, rate, made->key_, made->scale_);
  } else if (design.params.carrier == Carrier::pulse_spreading) {
    made->bank_ = std::make_unique<carriers::PulseSpreading>(
        pulse_spreading_tables(design.params.places, rate), made->key_);
  }
  constexpr std::size_t kRoom = 4 * carriers::kCarrierFrames;
  made->ring_.resize(std::bit_ceil(static_cast<std::size_t>(std::ceil(cycle_frames)) + kRoom));
  return made;
}

void PublishedCarriers::keep(std::span<const float> drawn) noexcept {
  for (const float v : drawn) {
    ring_[static_cast<std::size_t>(drawn_to_++) & (ring_.size() - 1)] = v;
  }
}

void PublishedCarriers::draw_envelopes(const Envelopes& envelopes, std::int64_t end) noexcept {
  while (drawn_to_ < end) {
    const auto frames = static_cast<std::size_t>(std::min(end - drawn_to_, kPiece));
    carriers::Lanes from = level_, to;
    carriers::run_low_passes(
        {envelopes.low_pass, envelopes.line, state_, static_cast<int>(drawn_to_ - envelopes.first),
         static_cast<int>(frames)},
        to);
    level_ = to;
    for (std::size_t p = 0; p < carriers::kLanes; ++p) from[p] *= scale_[p], to[p] *= scale_[p];
    std::array<float, kPiece> piece{};
    const auto places = static_cast<std::size_t>(places_);
    bank_->process(drawn_to_, std::span(from.x).first(places), std::span(to.x).first(places),
                   std::span(piece).first(frames));
    keep(std::span(piece).first(frames));
  }
}

// Pulses in the order of their times.
void PublishedCarriers::draw_pulses(std::span<const carriers::BandPulse> pulses,
                                    std::int64_t end) noexcept {
  while (drawn_to_ < end) {
    const auto frames = std::min<std::int64_t>(end - drawn_to_, carriers::kCarrierFrames);
    const double last = static_cast<double>(drawn_to_ + frames - 1);
    std::size_t count = 0;
    while (count < pulses.size() && pulses[count].frame <= last) ++count;
    std::array<float, carriers::kCarrierFrames> piece{};
    struck_->process(drawn_to_, pulses.first(count),
                     std::span(piece).first(static_cast<std::size_t>(frames)));
    keep(std::span(piece).first(static_cast<std::size_t>(frames)));
    pulses = pulses.subspan(count);
  }
}

void PublishedCarriers::draw(const Envelopes& envelopes, const Cycle& cycle,
                             std::int64_t end) noexcept {
  if (bank_) return draw_envelopes(envelopes, end);
  std::array<int, carriers::kLanes> order{};
  const auto slots = std::span(order).first(static_cast<std::size_t>(places_));
  carriers::shuffle_slots(key_, cycle.number, slots);
  std::array<carriers::BandPulse, carriers::kLanes> pulses;
  std::size_t count = 0;
  for (std::size_t slot = 0; slot < slots.size(); ++slot) {
    const auto place = static_cast<std::size_t>(slots[slot]);
    const float amplitude = (*cycle.amplitude)[place];
    if (amplitude == 0.0f) continue;
    const double at = cycle.start + cycle.frames * static_cast<double>(slot) / places_;
    pulses[count++] = {
        slots[slot],
        std::clamp(at, static_cast<double>(drawn_to_) - 0.999,
                   std::max(static_cast<double>(end - 1), static_cast<double>(drawn_to_) - 0.999)),
        amplitude};
  }
  draw_pulses(std::span(pulses).first(count), end);
}

void PublishedCarriers::add(const Envelopes& envelopes, std::int64_t now, Weight weight,
                            std::span<float> out) noexcept {
  const std::int64_t end = now + static_cast<std::int64_t>(out.size());
  while (drawn_to_ < end) {
    if (bank_) {
      draw_envelopes(envelopes, drawn_to_ + kPiece);
    } else {
      draw_pulses({}, drawn_to_ + kPiece);
    }
  }
  for (float& v : out) {
    const float w = weight.start + weight.step * static_cast<float>(now - envelopes.first);
    v += w * ring_[static_cast<std::size_t>(now++) & (ring_.size() - 1)];
  }
}

}  // namespace otoscape::implant::vocoder
