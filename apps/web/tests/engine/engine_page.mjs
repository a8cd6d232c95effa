// SPDX-License-Identifier: Apache-2.0
// The page of the engine alone, in whatever browser.
import {fileURLToPath} from "node:url";
import {build} from "vite";

/** Writes index.html and what it needs into `folder`, beside what is there. */
export async function buildEnginePage(folder) {
  await build({
    root: fileURLToPath(new URL("browser", import.meta.url)), base: "./", configFile: false, logLevel: "error",
    worker: {format: "es"}, build: {outDir: folder, emptyOutDir: false, assetsInlineLimit: 0, target: "es2022"},
  });
}
