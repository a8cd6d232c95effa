// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "otoscape/base/slices.h"
#include "otoscape/ear/acoustic_design.h"
#include "otoscape/ear/electric_chain.h"
#include "otoscape/ear/fit.h"

namespace otoscape::ear {

// Parameters of a pair of ears, acoustic and electric.
struct ListenerParams {
  std::array<AcousticParams, 2> acoustic;
  std::array<std::optional<PerceptParams>, 2> electric;
  bool operator==(const ListenerParams&) const = default;
};
ListenerParams fit(const hearing::EarProfile& left, const hearing::EarProfile& right,
                   bool smearing);

// Designs of a pair of ears, acoustic and electric.
struct ListenerDesign {
  std::shared_ptr<const AcousticDesign> acoustic;
  std::array<std::shared_ptr<const ElectricDesign>, 2> electric;  // null: no implant
};

// Makes the successive designs of a listener. Control side. Where an ear continues the implant of
// the previous design, its design shares the running chain of that one, whether or not that one was
// used.
class ListenerDesigner {
 public:
  // seed: of the electric ears' carriers.
  ListenerDesigner(Hertz rate, const ElectricNeeds& needs, std::uint64_t seed);

  const AcousticDesigner& acoustic() const { return acoustic_; }
  const ElectricNeeds& needs() const { return needs_; }
  std::uint64_t seed() const { return seed_; }
  // Delay from a sound in its quantum to the output: the larger of the acoustic and the electric.
  Frames latency() const;

  using Chains = std::array<std::shared_ptr<ElectricChain>, 2>;
  // first_frame: the programme's frame number of the first input of a new chain. ready: chains made
  // in advance with exactly these params.
  using Made = std::unique_ptr<const ListenerDesign>;
  Made make(const ListenerParams& params, Seconds temporal_window, std::int64_t first_frame,
            const Chains& ready = {});
  // The same in slices, without chains made in advance. Until it is complete, no other design may
  // be made.
  Slices<Made> make(Pace& pace, const ListenerParams& params, Seconds temporal_window,
                    std::int64_t first_frame);
  // A chain that runs before its design is adopted.
  std::shared_ptr<ElectricChain> make_chain(std::size_t ear, const PerceptParams& params,
                                            std::int64_t first_frame) const;

 private:
  struct Running {
    PerceptParams params, made_with;
    std::shared_ptr<ElectricChain> chain;
  };
  Slices<Made> make_whole(Pace& pace, const ListenerParams& params, Seconds temporal_window,
                          std::int64_t first_frame, const Chains& ready);
  // Without its chain.
  Slices<ElectricDesign> design_of(Pace& pace, const PerceptParams& params) const;
  // With its chain: the running one, `ready` or a new one.
  std::shared_ptr<const ElectricDesign> with_chain(std::size_t ear, ElectricDesign design,
                                                   std::int64_t first_frame,
                                                   const std::shared_ptr<ElectricChain>& ready);
  std::shared_ptr<ElectricChain> start(std::size_t ear, const ElectricDesign& first,
                                       std::int64_t first_frame) const;

  Hertz rate_;
  ElectricNeeds needs_;
  std::uint64_t seed_;
  AcousticDesigner acoustic_;
  std::array<AcousticParams, 2> last_params_;
  Seconds last_window_{0.0};
  std::shared_ptr<const AcousticDesign> last_;
  std::array<std::optional<Running>, 2> running_;
};

}  // namespace otoscape::ear
