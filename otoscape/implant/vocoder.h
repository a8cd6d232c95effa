// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/coding_params.h"
#include "otoscape/units/time.h"

namespace otoscape::implant {

enum class Carrier { noise, sine, pulse_spreading, gaussian_tones, gammatone_pulses, spiral };
enum class SpreadDomain { current, envelope };

// One band's electrode as a source of sound.
struct PlaceParams {
  double position_mm = 0.0;    // along the cochlea, from the apex: what current spreads over
  double place_hz = 1000.0;    // where it is heard
  double width_hz = 100.0;     // −3 dB width of its carrier there
  double survival = 1.0;       // 0…1 of the neurons there answer
  double deemphasis_db = 0.0;  // undoes the microphone at the band's centre, ±10 dB at most
  double envelope_hz = 0.0;    // low-pass of this place's envelope; 0: VocoderParams::envelope_hz
  bool operator==(const PlaceParams&) const = default;
};

// How the cycles of stimulation become one possible percept.
struct VocoderParams {
  Carrier carrier = Carrier::noise;
  double sine_share = 0.0;  // of the power, 0…1: noise carriers blended with sines at the places
  SpreadDomain spread_domain = SpreadDomain::current;
  double spread_db_per_mm = 2.4;  // 0 is none at all
  double envelope_hz = 200.0;
  std::vector<PlaceParams> places;  // by band, as CodingParams::bands
  // Instead of the calibrated one, so that what is silenced stays silent.
  std::optional<double> gain_db = std::nullopt;
  bool operator==(const VocoderParams&) const = default;
};

// Everything computed from them once, the fixed gain included: speech of 65 dB SPL comes out at
// 65 dB SPL. Immutable; shared with the audio side. The first of a map costs some 20 ms, others of
// the same map half a millisecond.
struct VocoderDesign;
std::shared_ptr<const VocoderDesign> make_vocoder_design(const CodingParams& coding,
                                                         const VocoderParams& params, Hertz rate);
// The gain it found or was given.
double gain_db(const VocoderDesign& design);

// Sound in, what an implant leaves of it out: one ear. front end → strategy → electrodogram →
// current spread → carriers.
class Vocoder {
 public:
  // Control side. Takes all memory. `ear_key` seeds the carriers (scene seed, ear); `first_frame`
  // is the programme's frame that process will get first: cycles and carriers are counted from
  // frame 0, so that a region sounds like the whole.
  Vocoder(std::shared_ptr<const VocoderDesign> first, Hertz rate, int largest_block,
          std::uint64_t ear_key, std::int64_t first_frame);
  ~Vocoder();

  // From a sound to its percept, frames of `rate`: the same for every map and carrier at one rate.
  // Slow cycles, slow envelopes and some carriers are a little later (docs/models).
  static Frames latency(Hertz rate);

  // Audio side. Glides to another design of the same coding over `frames` frames, places in
  // octaves, gains and spread in dB; must outlive its use.
  void adopt(const VocoderDesign& design, int frames) noexcept OTOSCAPE_RT;
  bool settled() const noexcept;
  // Pascals. in and out are equally long, at most largest_block, and may be the same memory. Any
  // split gives the same sound.
  void process(std::span<const float> in, std::span<float> out) noexcept OTOSCAPE_RT;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::implant
