// SPDX-License-Identifier: Apache-2.0
// Copies the demo's film beside the page, if `./run demo` has made one, and tells the page by __FILM__ whether it is
// there: a page that asked for it would leave an error in the console where it is not.
import {copyFileSync, existsSync, mkdirSync} from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";
import type {Plugin, ResolvedConfig} from "vite";

const kFilm = process.env.OTOSCAPE_DEMO_FILM ?? fileURLToPath(new URL("../../../out/scene.mp4", import.meta.url));

export function media(): Plugin {
  let config: ResolvedConfig;
  return {
    name: "otoscape-media",
    config: () => ({define: {__FILM__: JSON.stringify(existsSync(kFilm) ? "media/film.mp4" : "")}}),
    configResolved(resolved) { config = resolved; },
    closeBundle() {
      if (!existsSync(kFilm) || config.command !== "build") return;
      const folder = path.resolve(config.root, config.build.outDir, "media");
      mkdirSync(folder, {recursive: true});
      copyFileSync(kFilm, path.join(folder, "film.mp4"));
    },
  };
}
