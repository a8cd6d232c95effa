// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/realtime.h"
#include "otoscape/ear/percept_params.h"

namespace otoscape::ear {

class ElectricChain;

// One implanted ear, ready to be heard. Immutable but for the running state of its chain, which
// designs of the same coding share and only the audio side touches.
struct ElectricDesign {
  PerceptParams params;
  std::shared_ptr<const implant::vocoder::VocoderDesign> vocoder;  // of a vocoder
  std::shared_ptr<const MatchedDesign> matched;                    // of a matched percept
  std::shared_ptr<ElectricChain> chain;
  bool as_made = true;  // the chain was made with these very params
};

// The electric path of one ear: one percept, running, delayed to a listener's latency.
class ElectricChain {
 public:
  struct Where {
    Hertz rate;
    int quantum = 64;
    int latency_frames = 0;        // of the whole, from a sound in its quantum to its percept
    std::uint64_t key = 0;         // of scene seed and ear
    std::int64_t first_frame = 0;  // of the programme, that it will get first
  };
  // Control side; takes all memory.
  // `first` need not have a chain yet.
  ElectricChain(const ElectricDesign& first, const Where& where);

  // Audio side. Glides to a design that continues this one over some quanta.
  void adopt(const ElectricDesign& to, int quanta) noexcept OTOSCAPE_RT;
  // One quantum, pascals; not the same memory.
  void process(std::span<const float> in, std::span<float> out) noexcept OTOSCAPE_RT;
  // QuantumBuffer until what it was setup at first comes out of it, and its gain control has looked
  // round.
  int quanta_to_fill() const noexcept { return to_fill_; }

 private:
  Arena arena_;
  int to_fill_ = 0;
  std::shared_ptr<const MatchedDesign> first_matched_;  // outlives its use
  int quantum_;
  std::span<float> line_;  // sound on its way in
  std::optional<implant::vocoder::Vocoder> vocoder_;
  std::optional<MatchedPercept> matched_;
  std::optional<implant::film::FilmPercept> film_;
};

}  // namespace otoscape::ear
