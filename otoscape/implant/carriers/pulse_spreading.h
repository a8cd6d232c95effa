// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "otoscape/implant/carriers/carrier_bank.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant::carriers {

// Pulse-spreading harmonic complexes (Hilkhuysen and Macherey 2014): harmonics n of a very low f0
// within a band, split by n modulo an order k into k trains of k f0 pulses a second, set evenly
// apart: k² f0 pulses a second, the rate at which an auditory filter there fluctuates least.
//
//   phase of harmonic n = 2π (n r_j / k² + u_j),  j = −n mod k,  r a permutation, u_j random
//
// Here f0 is the rate over a power of two, above 0.5 and at most 1 Hz, so that a table repeats
// without a discontinuity. Not modelled: places that glide; a band keeps its table.

// Pulses per second for a band round `hz` (Mesnildrey, Hilkhuysen and Macherey 2016), and the
// nearest order.
double pulse_spreading_rate(double hz);
int pulse_spreading_order(double hz, double f0_hz);
// As first published (Hilkhuysen and Macherey 2014); differs by less than a tenth up to 8 kHz.
int pulse_spreading_order_2014(double hz, double f0_hz);

struct CarrierBand {
  double low_hz = 0.0, high_hz = 0.0;
};

// One second or two of each band, of unit RMS. Control side; some 0.3 MB and some milliseconds a
// band. To be shared by both ears.
class PulseSpreadingTables {
 public:
  PulseSpreadingTables(std::span<const CarrierBand> bands, Hertz rate);

  int bands() const { return static_cast<int>(tables_.size()); }
  std::size_t frames() const { return frames_; }
  double f0_hz() const { return f0_hz_; }
  // Empty for a band without a harmonic below 0.45 of the rate.
  std::span<const float> table(int band) const { return tables_[static_cast<std::size_t>(band)]; }

 private:
  std::size_t frames_;
  double f0_hz_;
  std::vector<std::vector<float>> tables_;
};

class PulseSpreading final : public CarrierBank {
 public:
  PulseSpreading(std::shared_ptr<const PulseSpreadingTables> tables, std::uint64_t key);

  int bands() const override { return tables_->bands(); }
  void process(std::int64_t first_frame, std::span<const float> from, std::span<const float> to,
               std::span<float> add_to) noexcept OTOSCAPE_RT override;

 private:
  std::shared_ptr<const PulseSpreadingTables> tables_;
  std::vector<std::uint64_t> starts_;  // frames into the table, by band
};

}  // namespace otoscape::implant::carriers
