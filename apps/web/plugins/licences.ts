// SPDX-License-Identifier: Apache-2.0
// Puts the licences of what the page carries beside it. Mediabunny (MPL-2.0) is a chunk of its own, as it was published.
import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import type {Plugin} from "vite";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const kTexts = {"licences/otoscape.txt": "../../../LICENSE", "licences/mediabunny.txt": "../node_modules/mediabunny/LICENSE"};

export const mediabunny_apart = (id: string) => id.includes("node_modules/mediabunny/") ? "mediabunny" : undefined;

export function licences(): Plugin {
  return {
    name: "otoscape-licences",
    generateBundle() {
      for (const [fileName, path] of Object.entries(kTexts)) this.emitFile({type: "asset", fileName, source: readFileSync(at(path))});
    },
  };
}
