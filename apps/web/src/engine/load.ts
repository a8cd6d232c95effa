// SPDX-License-Identifier: Apache-2.0
import wasmUrl from "../../../../build-web/wasm/otoscape.wasm?url";
import {PageEngine} from "./engine";
import {Otoscape} from "./module";
import type {Engine} from "./types";

// (module (func (result v128) i32.const 0 i8x16.splat)): valid where there are 128-bit vectors.
const kSimd = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253,
                            15, 11);

/** Whether this browser can run the engine at all. */
export function hasSimd(): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(kSimd);
}

async function fetched(url: string): Promise<[WebAssembly.Module, ArrayBuffer]> {
  const answer = await fetch(url).catch(() => {
    throw new Error("The engine could not be loaded; check the connection and reload the page.");
  });
  if (!answer.ok) throw new Error(`The engine could not be loaded (${answer.status}); reload the page.`);
  // Audio threads need the bytes; compiling starts while they arrive where the server names their type.
  const streamed = answer.headers.get("content-type") === "application/wasm"
    ? WebAssembly.compileStreaming(answer.clone()) : null;
  const bytes = await answer.arrayBuffer();
  return [await (streamed ?? WebAssembly.compile(bytes)), bytes];
}

let loading: Promise<Engine> | null = null;

/** The engine of this page, loaded once. */
export function loadEngine(url: string = wasmUrl): Promise<Engine> {
  if (!hasSimd()) {
    return Promise.reject(new Error(
      "This browser cannot run the engine, as it lacks WebAssembly SIMD; a browser of 2023 or later has it."));
  }
  loading ??= fetched(url).then(async ([module, bytes]) => new PageEngine(await Otoscape.instance(module), bytes));
  loading.catch(() => { loading = null; });  // so that a page without a network can try again
  return loading;
}
