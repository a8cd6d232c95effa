/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OTOSCAPE_C_OTOSCAPE_H
#define OTOSCAPE_C_OTOSCAPE_H

/* otoscape for C99 and for all languages that call C: link libotoscape.
 *
 *   otoscape_listener* n3 = otoscape_listener_from_text("preset:N3", -1, "", NULL, NULL);
 *   otoscape_live_setup setup;
 *   otoscape_live_setup_init(&setup, sizeof setup);
 *   setup.listeners = (const otoscape_listener* const*)&n3;
 *   setup.listener_count = 1;
 *   otoscape_live* live = otoscape_live_create(&setup, NULL, NULL);
 *   while (more) otoscape_live_process(live, in, out, frames);
 *   otoscape_live_destroy(live);
 *   otoscape_listener_free(n3);
 *
 * Sound is 32-bit float, 1.0 is full scale, one array a channel, one or two channels. Text is
 * UTF-8.
 *
 * Every function takes NULL, numbers that are not finite, and sizes out of range: it then does
 * nothing, and returns OTOSCAPE_USAGE, NULL or what its comment says. Only a handle that was not
 * made here, or was freed, is undefined.
 *
 * Threads. Functions without a handle, and those of listeners, scenes, maps and electrodograms that
 * take a const handle, may be called from any thread at any time. Of live handles, process belongs
 * to the audio thread: it takes no lock and no memory. change, begin_change and prepare may be
 * called from any other thread, or from the same one, at any time; latency and report from any
 * thread. reset, destroy, and all functions of a scene render need that no other call with the
 * handle runs.
 */

#include "otoscape/c/drawing.h"
#include "otoscape/c/values.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Live */

typedef struct otoscape_live otoscape_live;

typedef struct otoscape_live_setup {
  size_t size;
  double rate_hz;   /* 8000 to 192000; 48000 */
  int32_t channels; /* 1 or 2; 2. One needs ears that are alike, and rings as the left one */
  /* The first is heard from the start. The others are what it must be able to change to: where they
   * have another kind of implant, the latency is that of the slowest, and the first one's
   * windows lie elsewhere on the sound than if it were alone. */
  int32_t listener_count; /* 1 to 1000 */
  const otoscape_listener* const* listeners;
} otoscape_live_setup;
OTOSCAPE_API void otoscape_live_setup_init(otoscape_live_setup* setup, size_t size);

/* params: NULL: the defaults. Takes all memory; up to 0.1 s the first time at a rate. The handle
 * keeps nothing of its arguments. */
OTOSCAPE_API otoscape_live* otoscape_live_create(const otoscape_live_setup* setup,
                                                 const otoscape_params* params,
                                                 otoscape_error* error);
OTOSCAPE_API void otoscape_live_destroy(otoscape_live* live);

/* Audio thread. Any number of frames; the result does not depend on how sound is cut into blocks.
 * `out` may be `in`, channel by channel. Frame n of out is frame n - latency of in. Samples that
 * are not finite become 0. */
OTOSCAPE_API otoscape_status otoscape_live_process(otoscape_live* live, const float* const* in,
                                                   float* const* out, int32_t frames);

/* Constant, in frames; 0 for NULL. */
OTOSCAPE_API int64_t otoscape_live_latency(const otoscape_live* live);

/* Begins anew, as if just made with the newest listener and parameters; takes memory. A change that
 * waits is completed first. */
OTOSCAPE_API otoscape_status otoscape_live_reset(otoscape_live* live);

/* Changes listener or parameters, NULL: as they are. Designs all at once: 1 ms for acoustic ears,
 * up to 0.1 s for the first time with an implant's map. The ears cross over within 9.3 ms, 9.3 to
 * 21 ms later; calibration and ceiling change at once. Fails for a listener whose implant needs
 * more latency than the handle was made for, and, with one channel, for ears that are not alike.
 * The seed does not change. */
OTOSCAPE_API otoscape_status otoscape_live_change(otoscape_live* live,
                                                  const otoscape_listener* listener,
                                                  const otoscape_params* params,
                                                  otoscape_error* error);
/* The same in slices, for a host with one thread: begin_change notes what is wanted; each call of
 * prepare designs for about max_us microseconds (0 to 1000000) and returns 1 where nothing is left
 * to do, else 0. Once it is 1 the change is heard from the same frame on as with change. */
OTOSCAPE_API otoscape_status otoscape_live_begin_change(otoscape_live* live,
                                                        const otoscape_listener* listener,
                                                        const otoscape_params* params,
                                                        otoscape_error* error);
OTOSCAPE_API int32_t otoscape_live_prepare(otoscape_live* live, int64_t max_us);

typedef struct otoscape_report {
  size_t size;
  int64_t frames;             /* processed */
  int64_t non_finite_samples; /* set to 0, with those above 120 dB FS */
  int64_t guarded_frames;     /* on which the guard lowered the level */
  int64_t guard_events;       /* times that it began to */
  double deepest_guard_db;    /* its largest reduction, 0 or less */
  /* By ear, of pairs of band and time that a typical ear hears: all, and those below this ear's
   * threshold. An ear without loss is not counted. */
  int64_t audible_to_typical[2];
  int64_t inaudible[2];
} otoscape_report;
/* Since the handle was made or reset; counts of changed listeners add up. */
OTOSCAPE_API otoscape_status otoscape_live_report(const otoscape_live* live,
                                                  otoscape_report* report);

/* ---- A scene along a programme: not for real time */

typedef struct otoscape_scene_render otoscape_scene_render;

/* Renders a programme along a scene whose time 0 is the programme's first frame. First the whole
 * programme is fed, so that its loudness is known. Then it is rendered from any frame on: start
 * says which frame to write first; read gives frames from the wanted one on, in time with the
 * programme. It takes memory and designs ears between blocks: not for the audio thread. */
OTOSCAPE_API otoscape_scene_render* otoscape_scene_render_create(const otoscape_scene* scene,
                                                                 double rate_hz, int32_t channels,
                                                                 const otoscape_params* params,
                                                                 otoscape_error* error);
OTOSCAPE_API void otoscape_scene_render_destroy(otoscape_scene_render* render);
/* The next frames of the programme. Fails once the render has started. */
OTOSCAPE_API otoscape_status otoscape_scene_render_feed(otoscape_scene_render* render,
                                                        const float* const* in, int32_t frames);
/* Begins, or begins again, so that `frame` is the first frame read. Returns the first frame to
 * write: `frame`, or up to 2.1 s before it, so that the result is that of the whole programme; -1
 * where frame is negative or behind the programme's end. */
OTOSCAPE_API int64_t otoscape_scene_render_start(otoscape_scene_render* render, int64_t frame);
/* The next frames of the programme, from that one on. */
OTOSCAPE_API otoscape_status otoscape_scene_render_write(otoscape_scene_render* render,
                                                         const float* const* in, int32_t frames);
/* No frame follows: what is still to come can be read. */
OTOSCAPE_API otoscape_status otoscape_scene_render_end(otoscape_scene_render* render);
/* Gives up to `frames` frames, and returns how many; 0: none is ready; -1: an argument is wrong. */
OTOSCAPE_API int32_t otoscape_scene_render_read(otoscape_scene_render* render, float* const* out,
                                                int32_t frames);
OTOSCAPE_API otoscape_status otoscape_scene_render_report(const otoscape_scene_render* render,
                                                          otoscape_report* report);

#ifdef __cplusplus
}
#endif

#endif
