/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OTOSCAPE_C_DRAWING_H
#define OTOSCAPE_C_DRAWING_H

/* Part of otoscape/c/otoscape.h: what can be drawn without rendering. */

#include "otoscape/c/values.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Electrodogram */

typedef struct otoscape_electrodogram otoscape_electrodogram;

typedef struct otoscape_pulse {
  double time_us; /* of its beginning */
  float current_ua;
  int16_t electrode; /* the maker's number; 0: an idle slot */
  int16_t level;     /* clinical level; 0: an idle slot, or a device without levels */
} otoscape_pulse;

/* Six parameters, as C has no view of a sound. The pulses that an implant with this map sends for
 * one channel of sound, at most 600 s. rate_hz: 8000 to 192000; what is not within 6 % of the
 * device's rate is resampled. full_scale_db_spl: as in otoscape_params. */
OTOSCAPE_API otoscape_electrodogram* otoscape_electrodogram_create(const otoscape_map* map,
                                                                   const float* sound,
                                                                   int64_t frames, double rate_hz,
                                                                   double full_scale_db_spl,
                                                                   otoscape_error* error);
OTOSCAPE_API void otoscape_electrodogram_free(otoscape_electrodogram* electrodogram);
OTOSCAPE_API int64_t otoscape_electrodogram_size(const otoscape_electrodogram* electrodogram);
/* Pulses in order of time. Copies up to `count` from number `first` (from 0) on; returns how many.
 */
OTOSCAPE_API int64_t otoscape_electrodogram_pulses(const otoscape_electrodogram* electrodogram,
                                                   int64_t first, otoscape_pulse* pulses,
                                                   int64_t count);

/* ---- Facts, for drawing */

enum { OTOSCAPE_LEFT = 0, OTOSCAPE_RIGHT = 1 };

/* The threshold of an ear at a frequency, dB HL in free field (ISO 389-7), with what is worn; 0 to
 * 120, where 120 is no response; NaN for a wrong argument. hz: 20 to 20000. */
OTOSCAPE_API double otoscape_threshold_db_hl(const otoscape_listener* listener, int32_t ear,
                                             double hz);
/* 0 dB HL at a frequency, in dB SPL. */
OTOSCAPE_API double otoscape_reference_db_spl(double hz);
/* What comes out of an ear, by air, for a steady tone of this level: the law of recruitment,
 * without smearing; -infinity for silence, NaN for a wrong argument. */
OTOSCAPE_API double otoscape_output_db_spl(const otoscape_listener* listener, int32_t ear,
                                           double hz, double in_db_spl);

/* Curves of a scene over time. ear and hz: of the curves that have them. */
enum {
  OTOSCAPE_CURVE_PERSPECTIVE = 0, /* 0: the room; 1: the character */
  OTOSCAPE_CURVE_STRESS = 1,      /* 0 to 1 */
  OTOSCAPE_CURVE_THRESHOLD = 2,   /* dB HL, as otoscape_threshold_db_hl, of ear and hz */
  OTOSCAPE_CURVE_RINGING = 3,     /* dB SPL of the ear's loudest layer; -1: none */
  OTOSCAPE_CURVE_BREATH = 4,      /* dB re its documented level; -infinity: off */
  OTOSCAPE_CURVE_HEART = 5,
  OTOSCAPE_CURVE_FOOTFALLS = 6
};
/* Seven parameters, as C has no view of times. Writes the curve's value at each of `count` times,
 * in seconds. */
OTOSCAPE_API otoscape_status otoscape_scene_curve(const otoscape_scene* scene, int32_t curve,
                                                  int32_t ear, double hz, const double* times_s,
                                                  double* values, int32_t count);

#ifdef __cplusplus
}
#endif

#endif
