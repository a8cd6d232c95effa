// SPDX-License-Identifier: Apache-2.0
// Writes sw.js beside the page: src/service_worker.js with the names of the files it keeps and a version made of
// what is in them. The same files make the same version.
import {createHash} from "node:crypto";
import {readdirSync, readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import type {Plugin, ResolvedConfig} from "vite";

const kLeftOut = /(^|\/)(sw\.js|\.DS_Store)$|\.map$/;
const kFilm = /^media\/film\./;  // kept when it is first played, and another film is another version

function files_under(folder: string): string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join("/"))
    .filter((name) => !kLeftOut.test(name))
    .sort();
}

export function serviceWorker(): Plugin {
  let config: ResolvedConfig;
  return {
    name: "otoscape-service-worker",
    apply: "build",
    configResolved(resolved) { config = resolved; },
    closeBundle() {
      const folder = path.resolve(config.root, config.build.outDir);
      const all = files_under(folder), names = all.filter((name) => !kFilm.test(name));
      const source = readFileSync(path.join(config.root, "src/service_worker.js"), "utf8");
      const hash = createHash("sha256").update(source);
      for (const name of all) hash.update(name).update(readFileSync(path.join(folder, name)));
      const version = hash.digest("hex").slice(0, 16);
      writeFileSync(path.join(folder, "sw.js"),
        source.replace("'VERSION'", JSON.stringify(version)).replace("['FILES']", JSON.stringify(names)));
    },
  };
}
