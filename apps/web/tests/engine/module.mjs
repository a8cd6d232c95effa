// SPDX-License-Identifier: Apache-2.0
// The engine's TypeScript and its module, for tests and benches in Node: bundled as for a browser, but for what only a
// browser has.
import {readFileSync} from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";

const at = (name) => fileURLToPath(new URL(name, import.meta.url));
export const kWasm = process.env.OTOSCAPE_WASM ?? at("../../../../build-web/wasm/otoscape.wasm");

/** The exports of sources in src/engine, by their names without ".ts", and of mediabunny, by its own. */
export async function sources(...names) {
  const contents = names.map((name) => `export * from "${name === "mediabunny" ? name : `./${name}`}";`).join("\n");
  const made = await build({
    stdin: {contents, resolveDir: at("../../src/engine"), loader: "ts"}, bundle: true, write: false, format: "esm",
    target: "es2022", logLevel: "error",
  });
  return import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].text).toString("base64")}`);
}

export function wasmBytes() { return readFileSync(kWasm); }

/** Deterministic noise, normal by its centre alone: sums of four uniform numbers; standard deviation `sigma`. */
export function noise(frames, sigma, seed = 1) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const scale = sigma * Math.sqrt(3);
  return Float32Array.from({length: frames}, () => scale * (uniform() + uniform() + uniform() + uniform()));
}

export const kRoot = path.resolve(at("../../../.."));
