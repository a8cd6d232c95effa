// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/simulator.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "otoscape/base/realtime.h"
#include "otoscape/loss/msbg/low_pass.h"
#include "otoscape/loss/msbg/recruitment.h"
#include "otoscape/loss/msbg/sampling.h"

namespace otoscape::loss::msbg {
namespace {

std::vector<double> one_after_the_other(const std::vector<double>& a,
                                        const std::vector<double>& b) {
  std::vector<double> result(a.size() + b.size() - 1);
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) result[i + j] += a[i] * b[j];
  }
  return result;
}

Status check_sound(double rate_hz, std::size_t frames) {
  if (rate_hz != kRateHz) {
    return failed("the MSBG simulator runs at 44100 Hz only, not at " +
                  std::to_string(std::lround(rate_hz)) + " Hz; resample the sound first");
  }
  if (frames < static_cast<std::size_t>(kFewestFrames)) {
    return failed("the MSBG simulator needs at least " + std::to_string(kFewestFrames) +
                  " samples (10 ms), and was given " + std::to_string(frames));
  }
  return ok();
}

}  // namespace

Result<Design> Design::make(const Audiogram& audiogram, const Params& params) {
  if (const auto status = check(audiogram); !status) return status.error();
  if (!(params.full_scale_db_spl >= 0.0 && params.full_scale_db_spl <= 200.0)) {
    return wrong_usage("the level of full scale must lie from 0 to 200 dB SPL");
  }
  const Severity severity = severity_of(audiogram);
  Design design{
      severity,
      source_filter(params.position, Direction::to_cochlea),
      one_after_the_other(source_filter(params.position, Direction::to_source), low_pass()),
      severity == Severity::nothing ? nullptr : &smearing_matrix(severity),
      {make_bank(severity), {}, ceiling_lin(params.full_scale_db_spl)},
      params.aligned};
  for (const Channel& channel : design.cochlea.bank.channels) {
    design.cochlea.exponents.push_back(expansion_exponent(audiogram.at(channel.centre_hz)));
  }
  return design;
}

int Design::delay_frames() const {
  return 2 * kSourceFilterDelayFrames + kLowPassDelayFrames +
         (smearing == nullptr ? 0 : Smearing::kDelayFrames);
}

long long Design::output_frames(long long input_frames) const {
  constexpr int kHop = Smearing::kHop;
  return smearing == nullptr ? input_frames : kHop * ((input_frames + kHop - 1) / kHop + 3);
}

template <class Real>
Simulation<Real>::Simulation(const Design& design, double gain)
    : gain_(gain),
      to_cochlea_(design.to_cochlea),
      cochlea_(design.cochlea),
      to_source_(design.to_source),
      to_drop_(design.aligned ? design.delay_frames() : 0),
      delay_(design.delay_frames()),
      aligned_(design.aligned) {
  if (design.smearing != nullptr) smearing_.emplace_back(*design.smearing);
}

template <class Real>
void Simulation<Real>::push(std::span<const Real> in, std::vector<Real>& out) {
  const FlushDenormals flush;
  constexpr std::size_t kPart = 4096;
  frames_ += static_cast<long long>(in.size());
  while (!in.empty()) {
    const auto part = in.first(std::min(in.size(), kPart));
    in = in.subspan(part.size());
    scaled_.assign(part.begin(), part.end());
    for (double& x : scaled_) x *= gain_;
    at_cochlea_.clear();
    to_cochlea_.push(scaled_, at_cochlea_);
    smear(false, out);
  }
}

template <class Real>
void Simulation<Real>::finish(std::vector<Real>& out) {
  const FlushDenormals flush;
  at_cochlea_.clear();
  if (aligned_) {  // what the delay holds back is rendered
    scaled_.assign(static_cast<std::size_t>(delay_), 0.0);
    to_cochlea_.push(scaled_, at_cochlea_);
  }
  to_cochlea_.finish(at_cochlea_);
  smear(true, out);
}

template <class Real>
void Simulation<Real>::smear(bool end, std::vector<Real>& out) {
  smeared_.clear();
  if (smearing_.empty()) {
    smeared_.swap(at_cochlea_);
  } else {
    smearing_.front().push(at_cochlea_, smeared_);
    if (end) smearing_.front().finish(smeared_);
  }
  to_hear_.assign(smeared_.begin(), smeared_.end());
  hear(end, out);
}

template <class Real>
void Simulation<Real>::hear(bool end, std::vector<Real>& out) {
  heard_.clear();
  cochlea_.push(to_hear_, heard_);
  if (end) cochlea_.finish(heard_);
  emitted_.clear();
  to_source_.push(heard_, emitted_);
  if (end) to_source_.finish(emitted_);
  emit(out);
}

template <class Real>
void Simulation<Real>::emit(std::vector<Real>& out) {
  const auto dropped = std::min(to_drop_, static_cast<long long>(emitted_.size()));
  to_drop_ -= dropped;
  auto count = static_cast<long long>(emitted_.size()) - dropped;
  if (aligned_) count = std::min(count, frames_ - given_);
  given_ += count;
  const auto first = emitted_.begin() + static_cast<std::ptrdiff_t>(dropped);
  out.insert(out.end(), first, first + static_cast<std::ptrdiff_t>(count));
}

template class Simulation<float>;
template class Simulation<double>;

namespace {

template <class Real>
Result<std::vector<Real>> second_pass(std::span<const Real> sound, const Audiogram& audiogram,
                                      const Params& params, double gain) {
  const auto design = Design::make(audiogram, params);
  if (!design) return design.error();
  Simulation<Real> simulation(*design, gain);
  std::vector<Real> out;
  out.reserve(sound.size() + 256);
  simulation.push(sound, out);
  simulation.finish(out);
  return out;
}

}  // namespace

template <class Real>
Result<std::vector<Real>> simulate(std::span<const Real> sound, double rate_hz,
                                   const Audiogram& audiogram, const Params& params) {
  if (const auto status = check_sound(rate_hz, sound.size()); !status) return status.error();
  LevelMeter meter;
  meter.push(sound);
  const auto gain = meter.gain();
  if (!gain) return gain.error();
  return second_pass(sound, audiogram, params, *gain);
}

template <class Real>
Result<std::array<std::vector<Real>, 2>> simulate(std::array<std::span<const Real>, 2> sound,
                                                  double rate_hz,
                                                  const std::array<Audiogram, 2>& audiograms,
                                                  LevelStep level_step, const Params& params) {
  std::array<std::vector<Real>, 2> result;
  if (sound[0].size() != sound[1].size()) {
    return wrong_usage("left and right must be equally long");
  }
  if (const auto status = check_sound(rate_hz, sound[0].size()); !status) return status.error();
  for (std::size_t ear = 0; ear < 2; ++ear) {
    LevelMeter meter;
    if (level_step == LevelStep::joint) {
      meter.push(sound[0], sound[1]);
    } else {
      meter.push(sound[ear]);
    }
    const auto gain = meter.gain();
    if (!gain) return gain.error();
    auto heard = second_pass(sound[ear], audiograms[ear], params, *gain);
    if (!heard) return heard.error();
    result[ear] = *std::move(heard);
  }
  return result;
}

#define OTOSCAPE_MSBG_SIMULATE(Real)                                                            \
  template Result<std::vector<Real>> simulate(std::span<const Real>, double, const Audiogram&,  \
                                              const Params&);                                   \
  template Result<std::array<std::vector<Real>, 2>> simulate(                                   \
      std::array<std::span<const Real>, 2>, double, const std::array<Audiogram, 2>&, LevelStep, \
      const Params&);
OTOSCAPE_MSBG_SIMULATE(float)
OTOSCAPE_MSBG_SIMULATE(double)
#undef OTOSCAPE_MSBG_SIMULATE

}  // namespace otoscape::loss::msbg
