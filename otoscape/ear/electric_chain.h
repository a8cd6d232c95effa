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

// The design of one implanted ear. Immutable but for the running state of its chain: designs of the
// same coding share the chain, and only the audio side uses its state.
struct ElectricDesign {
  PerceptParams params;
  std::shared_ptr<const implant::vocoder::VocoderDesign> vocoder;  // of a vocoder
  std::shared_ptr<const MatchedDesign> matched;                    // of a matched percept
  std::shared_ptr<ElectricChain> chain;
  bool as_made = true;  // the chain was made with exactly these params
};

// The electric path of one ear: one running percept, delayed to the latency of the listener.
class ElectricChain {
 public:
  struct Where {
    Hertz rate;
    int quantum = 64;
    int latency_frames = 0;        // of the listener, from a sound in its quantum to its percept
    std::uint64_t key = 0;         // of scene seed and ear
    std::uint64_t common_key = 0;  // of scene seed alone
    std::int64_t first_frame = 0;  // of the programme, the first of process
  };
  // Control side; takes all memory.
  // `first` need not have a chain yet.
  ElectricChain(const ElectricDesign& first, const Where& where);

  // Audio side. Glides to a design that continues this one over some quanta.
  void adopt(const ElectricDesign& to, int quanta) noexcept OTOSCAPE_RT;
  // One quantum, pascals; not the same memory.
  void process(std::span<const float> in, std::span<float> out) noexcept OTOSCAPE_RT;
  // Quanta from the first input until its percept is output and the gain control has settled.
  int quanta_to_fill() const noexcept { return to_fill_; }

 private:
  Arena arena_;
  int to_fill_ = 0;
  std::shared_ptr<const MatchedDesign> first_matched_;  // outlives its use
  int quantum_;
  std::span<float> line_;  // the delay line of the input
  std::optional<implant::vocoder::Vocoder> vocoder_;
  std::optional<MatchedPercept> matched_;
  std::optional<implant::film::FilmPercept> film_;
};

}  // namespace otoscape::ear
