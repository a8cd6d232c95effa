// SPDX-License-Identifier: Apache-2.0
#include "io/views/electrodogram_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>

#include "otoscape/hearing/electrode_numbers.h"

namespace otoscape::io::views {
namespace {

using hearing::ImplantMap;
using implant::coding::Electrodogram;

static_assert(std::endian::native == std::endian::little);

constexpr std::size_t kPiece = 1 << 16;  // bytes of a piece

// Collects rows and passes them on in pieces.
class Rows {
 public:
  explicit Rows(const TakeBytes& take) : take_(take) {}
  ~Rows() { take_(bytes_); }
  Rows(const Rows&) = delete;

  std::string& row() {
    if (bytes_.size() >= kPiece) {
      take_(bytes_);
      bytes_.clear();
    }
    return bytes_;
  }

 private:
  const TakeBytes& take_;
  std::string bytes_;
};

// Sums of 0.2 µs without the digits of rounding.
std::string microseconds(double us) { return fmt::format("{:.10g}", us); }

}  // namespace

PulseFacts facts_of(const Electrodogram::TimedPulse& timed, const ImplantMap& map) {
  const implant::Pulse& pulse = timed.pulse;
  PulseFacts facts{timed.time_us, hearing::number_of(map, pulse.electrode), pulse.band + 1, 0.0,
                   pulse.level,   static_cast<double>(pulse.current_ua),    timed.period_us};
  const auto band = static_cast<std::size_t>(std::max(pulse.band, 0));
  if (pulse.level == 0 || band >= map.electrodes.size()) return facts;
  const hearing::ImplantElectrode& e = map.electrodes[band];
  const double range = e.c_level - e.t_level;
  facts.magnitude = range > 0.0 ? std::clamp((pulse.level - e.t_level) / range, 0.0, 1.0) : 1.0;
  return facts;
}

void write_sequence_csv(const Electrodogram& electrodogram, const ImplantMap& map,
                        const TakeBytes& take) {
  Rows rows(take);
  rows.row() = "electrodes,modes,current_levels,phase_widths_us,phase_gaps_us,periods_us\n";
  const std::string shape =
      fmt::format("{},{}", electrodogram.phase_width_us, electrodogram.phase_gap_us);
  for (const auto& timed : electrodogram.pulses) {
    const PulseFacts p = facts_of(timed, map);
    fmt::format_to(std::back_inserter(rows.row()), "{},{},{},{},{}\n", p.electrode,
                   electrodogram.mode, p.level, shape, microseconds(p.period_us));
  }
}

void write_long_csv(const Electrodogram& electrodogram, const ImplantMap& map,
                    const TakeBytes& take) {
  Rows rows(take);
  rows.row() = "time_us,electrode,channel,magnitude,current_level,current_ua\n";
  for (const auto& timed : electrodogram.pulses) {
    const PulseFacts p = facts_of(timed, map);
    fmt::format_to(std::back_inserter(rows.row()), "{},{},{},{:.5g},{},{:.6g}\n",
                   microseconds(p.time_us), p.electrode, p.channel, p.magnitude, p.level,
                   p.current_ua);
  }
}

void write_npy(const Electrodogram& electrodogram, const ImplantMap& map, const TakeBytes& take) {
  constexpr std::size_t kBefore = 10, kAlignment = 64;
  std::string header = fmt::format("{{'descr': '<f8', 'fortran_order': False, 'shape': ({}, 6), }}",
                                   electrodogram.pulses.size());
  while ((kBefore + header.size() + 1) % kAlignment != 0) header += ' ';
  header += '\n';
  Rows rows(take);
  std::string& first = rows.row();
  first = "\x93NUMPY";
  first += '\x01';
  first += '\x00';
  first += static_cast<char>(header.size() & 0xff);
  first += static_cast<char>(header.size() >> 8);
  first += header;
  for (const auto& timed : electrodogram.pulses) {
    const PulseFacts p = facts_of(timed, map);
    const std::array<double, 6> row = {p.time_us,
                                       static_cast<double>(p.electrode),
                                       static_cast<double>(p.channel),
                                       static_cast<double>(p.level),
                                       p.current_ua,
                                       p.period_us};
    rows.row().append(reinterpret_cast<const char*>(row.data()), sizeof row);
  }
}

}  // namespace otoscape::io::views
