// SPDX-License-Identifier: Apache-2.0
// The C interface as a machine with states: the input chooses calls in any order, on handles that
// may be null, with arguments that may be wrong. What comes out must be finite and below the
// ceiling, a handle's latency must not change, and errors must be readable.

#include <array>
#include <cstdint>

#include "fuzz/c_live.h"
#include "fuzz/c_scene.h"
#include "fuzz/c_values.h"

namespace otoscape::fuzz {
namespace {

// Keeps alive from one input to the next the tables that all handles of a rate share.
void keep_designs() {
  static std::array<otoscape_live*, 3> kept{};
  if (kept[0] != nullptr) return;
  auto* typical = otoscape_listener_from_text("preset:normal", -1, nullptr, nullptr, nullptr);
  require(typical != nullptr);
  const otoscape_listener* listeners[] = {typical};
  constexpr double kRates[] = {48000, 16000, 8000};
  for (std::size_t i = 0; i < kept.size(); ++i) {
    otoscape_live_setup setup;
    otoscape_live_setup_init(&setup, sizeof setup);
    setup.rate_hz = kRates[i];
    setup.listeners = listeners;
    setup.listener_count = 1;
    kept[i] = otoscape_live_create(&setup, nullptr, nullptr);
    require(kept[i] != nullptr);
  }
  otoscape_listener_free(typical);
}

void run(Bytes bytes) {
  Budget budget;
  Values values(bytes);
  std::array<Live, 2> lives;
  std::array<SceneRender, 2> renders;
  while (budget.calls-- > 0 && !bytes.empty()) {
    const auto which = static_cast<std::size_t>(bytes.below(2));
    switch (bytes.below(6)) {
      case 0:
        values.call(bytes);
        break;
      case 1:
      case 2:
        renders[which].call(bytes, values, budget);
        break;
      default:
        lives[which].call(bytes, values, budget);
        break;
    }
  }
}

}  // namespace
}  // namespace otoscape::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  otoscape::fuzz::keep_designs();
  otoscape::fuzz::run({data, size});
  return 0;
}
