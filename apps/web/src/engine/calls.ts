// SPDX-License-Identifier: Apache-2.0
// The functions of otoscape.wasm. A pointer is a number, a 64-bit integer a bigint; 0 is NULL.
export type Pointer = number;

export interface Calls {
  memory: WebAssembly.Memory;
  _initialize(): void;
  malloc(bytes: number): Pointer;
  free(pointer: Pointer): void;

  otoscape_version(): Pointer;
  otoscape_error_init(error: Pointer, size: number): void;
  otoscape_params_init(params: Pointer, size: number): void;
  otoscape_listener_from_text(text: Pointer, size: bigint, name: Pointer, id: Pointer, error: Pointer): Pointer;
  otoscape_listener_free(listener: Pointer): void;
  otoscape_listener_name(listener: Pointer): Pointer;
  otoscape_listener_notes(listener: Pointer): Pointer;
  otoscape_listener_alike(listener: Pointer): number;
  otoscape_map_from_text(text: Pointer, size: bigint, name: Pointer, error: Pointer): Pointer;
  otoscape_map_free(map: Pointer): void;
  otoscape_scene_from_text(text: Pointer, size: bigint, name: Pointer, error: Pointer): Pointer;
  otoscape_scene_free(scene: Pointer): void;
  otoscape_scene_title(scene: Pointer): Pointer;
  otoscape_scene_notes(scene: Pointer): Pointer;
  otoscape_scene_length_s(scene: Pointer): number;
  otoscape_scene_fit(scene: Pointer, lengthS: number, error: Pointer): number;
  otoscape_scene_curve(scene: Pointer, curve: number, ear: number, hz: number, timesS: Pointer, values: Pointer,
                       count: number): number;
  otoscape_preset_count(kind: number): number;
  otoscape_preset_name(kind: number, index: number): Pointer;
  otoscape_preset_meaning(kind: number, index: number): Pointer;
  otoscape_preset_text(kind: number, index: number): Pointer;
  otoscape_threshold_db_hl(listener: Pointer, ear: number, hz: number): number;
  otoscape_reference_db_spl(hz: number): number;
  otoscape_output_db_spl(listener: Pointer, ear: number, hz: number, inDbSpl: number): number;

  otoscape_live_setup_init(setup: Pointer, size: number): void;
  otoscape_live_create(setup: Pointer, params: Pointer, error: Pointer): Pointer;
  otoscape_live_destroy(live: Pointer): void;
  otoscape_live_process(live: Pointer, input: Pointer, output: Pointer, frames: number): number;
  otoscape_live_latency(live: Pointer): bigint;
  otoscape_live_begin_change(live: Pointer, listener: Pointer, params: Pointer, error: Pointer): number;
  otoscape_live_prepare(live: Pointer, mostUs: bigint): number;
  otoscape_live_report(live: Pointer, report: Pointer): number;

  otoscape_scene_render_create(scene: Pointer, rate: number, channels: number, params: Pointer,
                               error: Pointer): Pointer;
  otoscape_scene_render_destroy(render: Pointer): void;
  otoscape_scene_render_feed(render: Pointer, input: Pointer, frames: number): number;
  otoscape_scene_render_start(render: Pointer, frame: bigint): bigint;
  otoscape_scene_render_write(render: Pointer, input: Pointer, frames: number): number;
  otoscape_scene_render_end(render: Pointer): number;
  otoscape_scene_render_read(render: Pointer, output: Pointer, frames: number): number;
  otoscape_scene_render_report(render: Pointer, report: Pointer): number;

  otoscape_web_levels_create(rate: number): Pointer;
  otoscape_web_levels_free(levels: Pointer): void;
  otoscape_web_levels_push(levels: Pointer, channels: Pointer, frames: number): void;
  otoscape_web_levels_take(levels: Pointer, db: Pointer): void;
}
