/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OTOSCAPE_C_VALUES_H
#define OTOSCAPE_C_VALUES_H

/* Part of otoscape/c/otoscape.h: errors, listeners, scenes, maps, presets, parameters. */

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
#define OTOSCAPE_API __attribute__((visibility("default")))
#else
#define OTOSCAPE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Changes where a program that was compiled with an older header could no longer run. */
#define OTOSCAPE_ABI 1
OTOSCAPE_API int32_t otoscape_abi(void);         /* of the library; must equal OTOSCAPE_ABI */
OTOSCAPE_API const char* otoscape_version(void); /* "0.1.0" */

/* ---- Errors */

typedef int32_t otoscape_status;
enum {
  OTOSCAPE_OK = 0,
  OTOSCAPE_FAILED = 1, /* it could not be done: the sentence says why and what would help */
  OTOSCAPE_USAGE = 2   /* an argument is wrong */
};

/* Filled by functions that take one, on failure and on success; it may be NULL. Structs begin with
 * their size, so that later versions can add members: set it, or call the struct's init function.
 */
typedef struct otoscape_error {
  size_t size;
  otoscape_status status;
  int32_t line;         /* of the text that was read, from 1; 0: none */
  char sentence[1024];  /* "NAME:4: unknown key "smering"; did you mean "smearing"?" */
  char suggestion[128]; /* "smearing"; empty: none */
} otoscape_error;
OTOSCAPE_API void otoscape_error_init(otoscape_error* error, size_t size);

/* ---- Listeners, scenes, maps --------------------------------------------------------------------
 */

typedef struct otoscape_listener otoscape_listener;
typedef struct otoscape_scene otoscape_scene;
typedef struct otoscape_map otoscape_map;

/* From text in memory: a preset's name ("preset:N3"), or what a file holds: TOML, or JSON of the
 * hearing-aid enhancement challenges, of which `id` selects one listener (NULL: the only one).
 * text_size: bytes, or -1: up to the terminating 0; at most 16 MiB. name: stands for the file in
 * errors; NULL: "text". No file is read. Returns NULL on failure. */
OTOSCAPE_API otoscape_listener* otoscape_listener_from_text(const char* text, int64_t text_size,
                                                            const char* name, const char* id,
                                                            otoscape_error* error);
OTOSCAPE_API otoscape_scene* otoscape_scene_from_text(const char* text, int64_t text_size,
                                                      const char* name, otoscape_error* error);
OTOSCAPE_API otoscape_map* otoscape_map_from_text(const char* text, int64_t text_size,
                                                  const char* name, otoscape_error* error);
OTOSCAPE_API void otoscape_listener_free(otoscape_listener* listener);
OTOSCAPE_API void otoscape_scene_free(otoscape_scene* scene);
OTOSCAPE_API void otoscape_map_free(otoscape_map* map);

/* Names, and notes for the user, one a line; valid as long as the handle; "" for NULL. */
OTOSCAPE_API const char* otoscape_listener_name(const otoscape_listener* listener);
OTOSCAPE_API const char* otoscape_listener_notes(const otoscape_listener* listener);
OTOSCAPE_API const char* otoscape_scene_title(const otoscape_scene* scene);
OTOSCAPE_API const char* otoscape_scene_notes(const otoscape_scene* scene);
/* 1 where both ears are alike, so that one channel stays one; else 0. */
OTOSCAPE_API int32_t otoscape_listener_alike(const otoscape_listener* listener);
OTOSCAPE_API int32_t otoscape_scene_alike(const otoscape_scene* scene);

/* The length that a scene's times are written for, in seconds; 0 for NULL. */
OTOSCAPE_API double otoscape_scene_length_s(const otoscape_scene* scene);
/* Stretches a scene to a programme's length, in seconds; see docs/scenes.md. On failure the scene
 * is unchanged. */
OTOSCAPE_API otoscape_status otoscape_scene_fit(otoscape_scene* scene, double length_s,
                                                otoscape_error* error);

/* Presets. kind: of the enumeration; index: from 0. NULL and 0 outside. The text is what a file
 * holds, to be edited; empty where a preset is made by the library. */
enum { OTOSCAPE_LISTENERS = 0, OTOSCAPE_SCENES = 1, OTOSCAPE_MAPS = 2 };
OTOSCAPE_API int32_t otoscape_preset_count(int32_t kind);
OTOSCAPE_API const char* otoscape_preset_name(int32_t kind, int32_t index);
OTOSCAPE_API const char* otoscape_preset_meaning(int32_t kind, int32_t index);
OTOSCAPE_API const char* otoscape_preset_text(int32_t kind, int32_t index);

/* ---- Parameters -------------------------------------------------------------------------------
 */

/* Default: full in a scene, off in a listener. Soft: at most 35 dB SPL, no pure tone above 2 kHz.
 */
enum {
  OTOSCAPE_RINGING_DEFAULT = 0,
  OTOSCAPE_RINGING_OFF = 1,
  OTOSCAPE_RINGING_SOFT = 2,
  OTOSCAPE_RINGING_FULL = 3
};
enum { OTOSCAPE_BREATH = 1, OTOSCAPE_HEART = 2, OTOSCAPE_FOOTFALLS = 4 };

typedef struct otoscape_params {
  size_t size;
  double full_scale_db_spl;  /* of a signal whose RMS is 1.0, 0 to 160; 91: as at home */
  double output_gain_db;     /* -40 to +20; 0 */
  double ceiling_dbtp;       /* true peaks stay below it, -6 to 0; -1 */
  double temporal_window_ms; /* 0: no temporal smearing; else 1 to 100 */
  int32_t smearing;          /* 0: no spectral smearing in any ear; 1 */
  int32_t ringing;           /* OTOSCAPE_RINGING_DEFAULT */
  uint64_t seed;             /* of random parts; 0: the scene's own, and 1 for a listener */
  double return_cap_lu;      /* of a scene: 6 to 40; 20 */
  /* Live only: body sounds, re their documented levels, -40 to +20 dB. A scene has its own. */
  int32_t body;                             /* sum of OTOSCAPE_BREATH, _HEART and _FOOTFALLS; 0 */
  double breath_db, heart_db, footfalls_db; /* 0 */
  double breaths_per_min, beats_per_min, steps_per_min; /* 15, 70, 100 */
  double stress; /* 0 to 1: raises heart, breath and the ringing that follows it; 0 */
} otoscape_params;
/* Sets all members that `size` holds to their defaults. */
OTOSCAPE_API void otoscape_params_init(otoscape_params* params, size_t size);

#ifdef __cplusplus
}
#endif

#endif
