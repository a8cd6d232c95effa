// SPDX-License-Identifier: Apache-2.0
import {existsSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {defineConfig} from "vite";

import {licences, mediabunny_apart} from "./plugins/licences";
import {media} from "./plugins/media";
import {serviceWorker} from "./plugins/service_worker";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
// Tests of the page itself may name another engine, so that they need no WebAssembly.
const engine = process.env.OTOSCAPE_WEB_ENGINE ?? at("./src/engine/index.ts");
if (!existsSync(engine)) throw new Error(`there is no engine at ${engine}`);

export default defineConfig({
  base: "./",  // any folder of any server
  resolve: {alias: {"#engine": engine}},
  build: {
    target: "es2022",
    assetsInlineLimit: 0,  // the security policy lets no data: address in
    modulePreload: {polyfill: false},
    chunkSizeWarningLimit: 700,
    outDir: at("../../out/site"),
    emptyOutDir: true,
    rollupOptions: {output: {manualChunks: mediabunny_apart}},
  },
  worker: {format: "es", rollupOptions: {output: {manualChunks: mediabunny_apart}}},
  plugins: [media(), licences(), serviceWorker()],
});
