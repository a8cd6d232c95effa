// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "otoscape/ear/acoustic_design.h"
#include "otoscape/ear/electric_chain.h"
#include "otoscape/ear/fit.h"

namespace otoscape::ear {

// All that is known of a pair of ears, acoustic and electric, as parameters.
struct ListenerParams {
  std::array<AcousticParams, 2> acoustic;
  std::array<std::optional<PerceptParams>, 2> electric;
  bool operator==(const ListenerParams&) const = default;
};
ListenerParams fit(const hearing::EarProfile& left, const hearing::EarProfile& right,
                   bool smearing);

// The same as designs.
struct ListenerDesign {
  std::shared_ptr<const AcousticDesign> acoustic;
  std::array<std::shared_ptr<const ElectricDesign>, 2> electric;  // null: no implant
};

// Makes designs that follow each other. Control side. A design whose ear goes on with the implant
// of the one made before it shares that one's running chain, whether that was ever used or not.
class ListenerDesigner {
 public:
  // seed: of the electric ears' carriers.
  ListenerDesigner(Hertz rate, const ElectricNeeds& needs, std::uint64_t seed);

  const AcousticDesigner& acoustic() const { return acoustic_; }
  const ElectricNeeds& needs() const { return needs_; }
  std::uint64_t seed() const { return seed_; }
  // From a sound in its quantum to its being heard: the slower of the two kinds of ear.
  Frames latency() const;

  using Chains = std::array<std::shared_ptr<ElectricChain>, 2>;
  // first_frame: of the programme, that a new chain will get first. ready: chains made ahead with
  // these very params.
  std::unique_ptr<const ListenerDesign> make(const ListenerParams& params, Seconds temporal_window,
                                             std::int64_t first_frame, const Chains& ready = {});
  // A chain to run ahead of its design.
  std::shared_ptr<ElectricChain> make_chain(std::size_t ear, const PerceptParams& params,
                                            std::int64_t first_frame) const;

 private:
  struct Running {
    PerceptParams params, made_with;
    std::shared_ptr<ElectricChain> chain;
  };
  // Without its chain.
  ElectricDesign design_of(const PerceptParams& params) const;
  std::shared_ptr<const ElectricDesign> make_ear(std::size_t ear, const PerceptParams& params,
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
