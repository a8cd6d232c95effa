// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/quantum/batch.h"

#include <algorithm>

#include "otoscape/base/out_of_memory.h"
#include "otoscape/surround/lanes.h"

namespace otoscape::render::quantum {
namespace {

constexpr std::size_t kLine = 16;     // floats that any vector and any line of a cache divides
constexpr std::size_t kPadding = 16;  // a vector load at the last element stays inside

std::size_t row_floats(int quantum) {
  return (static_cast<std::size_t>(quantum) + kLine - 1) / kLine * kLine;
}

int lanes_of(const Layout& surround) { return surround::Lanes(surround).count(); }

}  // namespace

std::size_t QuantumShape::floats() const {
  const std::size_t row = row_floats(quantum), pair = 2 * row;
  const std::size_t both = pair + ear::EarQuantum::floats(quantum, electric);
  const std::size_t world =
      both + static_cast<std::size_t>(surround.channels() + lanes_of(surround)) * row;
  return voice ? world + both + 2 * pair : world;
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
  const int lanes = lanes_of(surround);
  const auto world = take(ear::EarQuantum::floats(quantum, electric, lanes));
  work.world = ear::EarQuantum::over(world, ears, quantum, electric, lanes);
  work.world.in = work.in;
  const auto wide = take(static_cast<std::size_t>(surround.channels()) * row);
  std::array<float*, kMostChannels> rows{};
  for (std::size_t c = 0; c < static_cast<std::size_t>(surround.channels()); ++c) {
    rows[c] = wide.data() + c * row;
  }
  const auto channels = std::span<float* const>(rows);
  work.wide = {channels.first(static_cast<std::size_t>(surround.channels())), quantum};
  work.world.wide_in = work.wide;
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
