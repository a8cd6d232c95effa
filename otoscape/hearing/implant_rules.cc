// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/implant_rules.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

namespace otoscape::hearing {
namespace {

constexpr double kNarrowestBandHz = 10.0;
constexpr double kDeviceNyquistHz = 7900.0;  // of 16 kHz, and its microphone's fall

constexpr double kTick = 0.2;            // µs
constexpr double kBetweenPulses = 12.0;  // µs at least
constexpr int kHiResElectrodes = 16;
constexpr double kLevelsMaximum = 255.0, kHighestCurrent = 2000.0;  // µA

using Found = std::optional<BrokenRule>;

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

std::string count(std::size_t value) { return std::to_string(value); }

Found broken(MapPart part, std::string sentence) { return BrokenRule{part, std::move(sentence)}; }

// False for what is not a number.
bool within(double value, double lowest, double highest) {
  return value >= lowest && value <= highest;
}

// From lowest to highest, both included; `unit` follows a number in a sentence: " Hz", or empty.
struct Range {
  double lowest = 0.0, highest = 0.0;
  const char* unit = "";
};

Found outside(MapPart part, const std::string& what, double value, const Range& range) {
  if (within(value, range.lowest, range.highest)) return {};
  return broken(part, what + " is " + number(value) + range.unit + "; it can be " +
                          number(range.lowest) + " to " + number(range.highest) + range.unit);
}

std::string unit_of(ImplantChip chip) { return chip == ImplantChip::micro_amperes ? " µA" : ""; }

Found levels(const ImplantMap& map) {
  const double highest = highest_level(map.chip);
  const std::string unit = unit_of(map.chip);
  for (const ImplantElectrode& e : map.electrodes) {
    for (const auto& [name, level] : {std::pair{"T", e.t_level}, std::pair{"C", e.c_level}}) {
      if (within(level, 0.0, highest)) continue;
      return broken(MapPart::electrodes, "electrode " + std::to_string(e.number) + " has " + name +
                                             " level " + number(level) + unit +
                                             "; this chip goes from 0 to " + number(highest) +
                                             unit);
    }
    if (e.c_level < e.t_level) {
      return broken(MapPart::electrodes, "electrode " + std::to_string(e.number) + " has C " +
                                             number(e.c_level) + unit + " below T " +
                                             number(e.t_level) + unit +
                                             "; comfort cannot be softer than threshold");
    }
  }
  return {};
}

Found numbers(const ImplantMap& map) {
  std::set<int> seen;
  for (const ImplantElectrode& e : map.electrodes) {
    if (e.number < 1 || e.number > map.contacts) {
      return broken(MapPart::electrodes, "electrode " + std::to_string(e.number) +
                                             " is not on this array; its contacts are 1 to " +
                                             std::to_string(map.contacts));
    }
    if (!seen.insert(e.number).second) {
      return broken(MapPart::electrodes, "electrode " + std::to_string(e.number) +
                                             " is named twice; each fires one band");
    }
  }
  for (std::size_t i = 1; i < map.electrodes.size(); ++i) {
    const int before = map.electrodes[i - 1].number, here = map.electrodes[i].number;
    if (map.numbered_from_base ? before > here : before < here) continue;
    return broken(MapPart::electrodes,
                  "electrode " + std::to_string(here) + " stands after " + std::to_string(before) +
                      "; write them by band, lowest first: numbers counted from the " +
                      (map.numbered_from_base ? "base fall" : "apex rise"));
  }
  return {};
}

Found chip(const ImplantMap& map) {
  if (map.strategy != CodingStrategy::hires120 || map.chip == ImplantChip::micro_amperes) return {};
  return broken(MapPart::other,
                "hires120 stimulates in µA; its levels are written for chip = \"ua\"");
}

Found array(const ImplantMap& map) {
  if (map.contacts < 1 || map.contacts > 24) {
    return broken(MapPart::electrodes,
                  "an array of " + std::to_string(map.contacts) + " contacts; it can have 1 to 24");
  }
  if (map.electrodes.empty()) {
    return broken(MapPart::electrodes, "no electrode is active; a map needs at least one");
  }
  if (auto found = numbers(map)) return found;
  return levels(map);
}

Found edges(const ImplantMap& map) {
  if (map.edges.empty()) return {};
  if (map.edges.size() != map.electrodes.size() + 1) {
    return broken(MapPart::filterbank, count(map.edges.size()) + " edges for " +
                                           count(map.electrodes.size()) +
                                           " electrodes; bands need one edge more than there are "
                                           "electrodes");
  }
  for (std::size_t i = 0; i < map.edges.size(); ++i) {
    if (auto found = outside(MapPart::filterbank, "a band's edge", map.edges[i].value(),
                             {kLowestEdgeHz, kHighestEdgeHz, " Hz"})) {
      return found;
    }
    const double width = i > 0 ? map.edges[i].value() - map.edges[i - 1].value() : kNarrowestBandHz;
    if (width > 0.0 && width < kNarrowestBandHz) {
      return broken(MapPart::filterbank, "the band below " + number(map.edges[i].value()) +
                                             " Hz is narrower than " + number(kNarrowestBandHz) +
                                             " Hz, which no window resolves");
    }
    if (i + 1 < map.edges.size() && map.edges[i].value() >= kDeviceNyquistHz) {
      return broken(MapPart::filterbank, "the band from " + number(map.edges[i].value()) +
                                             " Hz on lies above " + number(kDeviceNyquistHz) +
                                             " Hz, where the processor hears nothing");
    }
    if (i > 0 && !(map.edges[i] > map.edges[i - 1])) {
      return broken(MapPart::filterbank, "the edge " + number(map.edges[i].value()) +
                                             " Hz stands after " +
                                             number(map.edges[i - 1].value()) + " Hz; edges rise");
    }
  }
  return {};
}

Found hires(const ImplantMap& map) {
  if (map.electrodes.size() != kHiResElectrodes) {
    return broken(MapPart::electrodes, "hires120 steers between all 16 electrodes; this map has " +
                                           count(map.electrodes.size()));
  }
  if (!map.edges.empty()) {
    return broken(MapPart::filterbank,
                  "hires120 has its own table of 15 bands; leave the edges out");
  }
  return {};
}

Found filterbank(const ImplantMap& map) {
  if (map.strategy == CodingStrategy::hires120) return hires(map);
  if (map.edges.empty() && bands(map) > kMostBands) {
    return broken(
        MapPart::filterbank,
        count(map.electrodes.size()) + " electrodes, and tables end at 22 bands; give edges_hz");
  }
  if (auto found = edges(map)) return found;
  if (map.strategy == CodingStrategy::fs4 &&
      (map.fine_structure < 0 || map.fine_structure > bands(map))) {
    return broken(MapPart::stimulation, "fine structure on " + std::to_string(map.fine_structure) +
                                            " bands; this map has " + std::to_string(bands(map)));
  }
  return {};
}

bool picks_maxima(const ImplantMap& map) {
  return map.strategy == CodingStrategy::ace || map.strategy == CodingStrategy::mp3000;
}

// The highest whole rate per electrode whose pulses still fit.
double highest_rate(const ImplantMap& map) {
  const int pulses = pulses_per_cycle(map);
  const double shortest = shortest_pulse_period_us(map);
  double rate = std::floor(1e6 / (shortest * pulses));
  while (rate > 1.0 && pulse_period_us(rate, pulses) < shortest) rate -= 1.0;
  while (pulse_period_us(rate + 1.0, pulses) >= shortest) rate += 1.0;
  return rate;
}

Found stimulation(const ImplantMap& map) {
  const MapPart part = MapPart::stimulation;
  if (auto found = outside(part, "the pulse width", map.pulse_width_us,
                           {kNarrowestPulse, kWidestPulse, " µs"}))
    return found;
  if (map.strategy == CodingStrategy::hires120) return {};  // its width alone sets its rate
  if (auto found = outside(part, "the phase gap", map.phase_gap_us, {kShortestGap, 100.0, " µs"}))
    return found;
  if (auto found = outside(part, "the rate", map.rate_pps, {kLowestRate, kHighestRate, " pps"}))
    return found;
  if (map.analysis_rate_hz != 0.0) {
    if (auto found =
            outside(part, "the analysis rate", map.analysis_rate_hz, {kLowestRate, 16000.0, " Hz"}))
      return found;
  }
  if (picks_maxima(map) && (map.maxima < 1 || map.maxima > bands(map))) {
    return broken(part, std::to_string(map.maxima) + " maxima of " + std::to_string(bands(map)) +
                            " bands; maxima are 1 to the number of bands");
  }
  const int pulses = pulses_per_cycle(map);
  const double period = pulse_period_us(map.rate_pps, pulses);
  if (period >= shortest_pulse_period_us(map)) return {};
  return broken(part, "pulses would come every " + number(period) + " µs and need " +
                          number(shortest_pulse_period_us(map)) + " µs; " + std::to_string(pulses) +
                          " pulses of this width allow a rate of at most " +
                          number(highest_rate(map)) + " pps");
}

Found loudness(const ImplantMap& map) {
  const MapPart part = MapPart::loudness;
  if (auto found = outside(part, "the volume", map.volume, {0.0, 1.0})) return found;
  if (map.strategy == CodingStrategy::hires120) return {};  // its growth is its own
  if (auto found = outside(part, "the saturation level", map.saturation_level,
                           {kLowestBase, kHighestSaturation}))
    return found;
  const double range_db = 20.0 * std::log10(map.saturation_level / map.base_level);
  if (!(map.base_level >= kLowestBase && range_db >= kNarrowestRangeDb)) {
    return broken(part, "the base level " + number(map.base_level) +
                            " is not at least 20 dB below the saturation level " +
                            number(map.saturation_level) + ", and not below 0.0001");
  }
  if (map.maplaw) {
    return outside(part, "the maplaw", *map.maplaw, {kLowestMaplaw, kHighestMaplaw});
  }
  return outside(part, "q", map.q, {kLowestQ, kHighestQ, " %"});
}

Found other(const ImplantMap& map) {
  if (auto found = outside(MapPart::other, "the sensitivity", map.sensitivity.value(),
                           {-kSensitivityDb, kSensitivityDb, " dB"}))
    return found;
  for (double slope : {map.masking_low_db_bark, map.masking_high_db_bark}) {
    if (auto found = outside(MapPart::other, "a slope of masking", slope,
                             {kFlattestMaskingDbBark, kSteepestMaskingDbBark, " dB/Bark"}))
      return found;
  }
  return {};
}

}  // namespace

int bands(const ImplantMap& map) {
  const int electrodes = static_cast<int>(map.electrodes.size());
  return map.strategy == CodingStrategy::hires120 ? electrodes - 1 : electrodes;
}

int pulses_per_cycle(const ImplantMap& map) { return picks_maxima(map) ? map.maxima : bands(map); }

double pulse_period_us(double rate_pps, int pulses) {
  return std::round(5e6 / (rate_pps * pulses)) * kTick;
}

double shortest_pulse_period_us(const ImplantMap& map) {
  return 2.0 * map.pulse_width_us + map.phase_gap_us + kBetweenPulses;
}

double highest_level(ImplantChip chip) {
  return chip == ImplantChip::micro_amperes ? kHighestCurrent : kLevelsMaximum;
}

Found broken_rule(const ImplantMap& map) {
  for (auto* rule : {chip, array, filterbank, stimulation, loudness, other}) {
    if (auto found = rule(map)) return found;
  }
  return {};
}

Status check(const ImplantMap& map) {
  if (auto found = broken_rule(map)) return failed(std::move(found->sentence));
  return ok();
}

}  // namespace otoscape::hearing
