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

// Makes designs that follow each other. Control side. Two designs in a row whose ears continue one
// implant share its running chain; so a design may be made and never used, but not used out of
// turn.
class ListenerDesigner {
 public:
  // seed: of the electric ears' carriers.
  ListenerDesigner(Hertz rate, const ElectricNeeds& needs, std::uint64_t seed);

  const AcousticDesigner& acoustic() const { return acoustic_; }
  const ElectricNeeds& needs() const { return needs_; }
  std::uint64_t seed() const { return seed_; }
  // From a sound in its quantum to its being heard: the slower of the two kinds of ear.
  Frames latency() const;

  // first_frame: of the programme, that a new chain will get first.
  std::unique_ptr<const ListenerDesign> make(const ListenerParams& params, Seconds temporal_window,
                                             std::int64_t first_frame);
  // Where the next design's ear will need a chain that does not run yet: makes it, so that it can
  // run ahead of the design; else null.
  std::shared_ptr<ElectricChain> make_ahead(std::size_t ear, const PerceptParams& params,
                                            std::int64_t first_frame);

 private:
  struct Running {
    PerceptParams params;
    std::shared_ptr<ElectricChain> chain;
  };
  // Without its chain.
  ElectricDesign design_of(const PerceptParams& params) const;
  std::shared_ptr<const ElectricDesign> make_ear(std::size_t ear, const PerceptParams& params,
                                                 std::int64_t first_frame);
  Running start(std::size_t ear, const ElectricDesign& first, std::int64_t first_frame) const;

  Hertz rate_;
  ElectricNeeds needs_;
  std::uint64_t seed_;
  AcousticDesigner acoustic_;
  std::array<AcousticParams, 2> last_params_;
  Seconds last_window_{0.0};
  std::shared_ptr<const AcousticDesign> last_;
  std::array<std::optional<Running>, 2> running_, ahead_;
};

}  // namespace otoscape::ear
