// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>

#include "apps/web/engine/band_levels.h"
#include "otoscape/c/otoscape.h"

// What the page calls beside the C interface, and where the members of its structs lie, which
// apps/web/src/engine/layout.ts repeats.

using otoscape::web::BandLevels;

#define OTOSCAPE_AT(type, member, offset) static_assert(offsetof(type, member) == (offset))
static_assert(sizeof(otoscape_error) == 1164);
OTOSCAPE_AT(otoscape_error, line, 8);
OTOSCAPE_AT(otoscape_error, sentence, 12);
OTOSCAPE_AT(otoscape_error, suggestion, 1036);
static_assert(sizeof(otoscape_params) == 128);
OTOSCAPE_AT(otoscape_params, full_scale_db_spl, 8);
OTOSCAPE_AT(otoscape_params, smearing, 40);
OTOSCAPE_AT(otoscape_params, ringing, 44);
static_assert(sizeof(otoscape_live_setup) == 32);
OTOSCAPE_AT(otoscape_live_setup, rate_hz, 8);
OTOSCAPE_AT(otoscape_live_setup, channels, 16);
OTOSCAPE_AT(otoscape_live_setup, listener_count, 20);
OTOSCAPE_AT(otoscape_live_setup, listeners, 24);
static_assert(sizeof(otoscape_report) == 80);
OTOSCAPE_AT(otoscape_report, guarded_frames, 24);

extern "C" {

OTOSCAPE_API BandLevels* otoscape_web_levels_create(double rate_hz) {
  if (!(rate_hz >= 8000.0 && rate_hz <= 192000.0)) return nullptr;
  return new BandLevels(rate_hz);
}

OTOSCAPE_API void otoscape_web_levels_free(BandLevels* levels) { delete levels; }

// Four channels, the room's ears and the listener's.
OTOSCAPE_API void otoscape_web_levels_push(BandLevels* levels, const float* const* channels,
                                           int32_t frames) {
  if (levels != nullptr) levels->push(channels, std::max(frames, int32_t{0}));
}

// db: 4 times 19 numbers.
OTOSCAPE_API void otoscape_web_levels_take(BandLevels* levels, float* db) {
  if (levels != nullptr) levels->take({db, BandLevels::kChannels * BandLevels::kBands});
}

}  // extern "C"
