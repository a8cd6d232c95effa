// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/quantum/batch.h"

#include <algorithm>

#include "otoscape/base/out_of_memory.h"

namespace otoscape::render::quantum {
namespace {

constexpr std::size_t kLine = 16;     // floats that any vector and any line of a cache divides
constexpr std::size_t kPadding = 16;  // a vector load at the last element stays inside

std::size_t row_floats(int quantum) {
  return (static_cast<std::size_t>(quantum) + kLine - 1) / kLine * kLine;
}

}  // namespace

std::size_t QuantumShape::floats() const {
  const std::size_t pair = 2 * row_floats(quantum);
  const std::size_t world = pair + ear::EarQuantum::floats(quantum, electric);
  return voice ? 2 * world + 2 * pair : world;
}

RenderQuantum QuantumShape::over(std::span<float> memory) const {
  const std::size_t row = row_floats(quantum),
                    ear_quantum = ear::EarQuantum::floats(quantum, electric);
  std::size_t at = 0;
  const auto take = [&](std::size_t count) {
    at += count;
    return memory.subspan(at - count, count);
  };
  const auto block = [&] {
    const auto rows = take(2 * row);
    return FullScaleBlock({rows.data(), rows.data() + row}, ears, quantum);
  };
  RenderQuantum work;
  work.in = block();
  work.world = ear::EarQuantum::over(take(ear_quantum), ears, quantum, electric);
  work.world.in = work.in;
  if (voice) {
    work.voice_in = block();
    work.voice_bone = block();
    work.voice_felt = block();
    work.voice = ear::EarQuantum::over(take(ear_quantum), ears, quantum, electric);
    work.voice.in = work.voice_bone;
  }
  return work;
}

Batch::Batch(const QuantumShape& shape, int quanta) {
  const std::size_t each = shape.floats(), all = each * static_cast<std::size_t>(quanta) + kPadding;
  memory_ = hwy::AllocateAligned<float>(all);
  if (!memory_) out_of_memory();
  std::fill(memory_.get() + all - kPadding, memory_.get() + all, 0.0f);
  quanta_.reserve(static_cast<std::size_t>(quanta));
  for (std::size_t q = 0; q < static_cast<std::size_t>(quanta); ++q) {
    quanta_.push_back(shape.over({memory_.get() + q * each, each}));
  }
}

}  // namespace otoscape::render::quantum
