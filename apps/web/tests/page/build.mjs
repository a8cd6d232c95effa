// SPDX-License-Identifier: Apache-2.0
// What is tested: the page built with the stand-in for the engine, or, by OTOSCAPE_WEB_SITE, a folder that was built for
// visitors; and single modules of the page, to be called from node.
import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

import {build as bundle} from 'esbuild';
import {build} from 'vite';

const kHere = path.dirname(fileURLToPath(import.meta.url));
const kWeb = path.join(kHere, '../..');
const kOut = path.join(kWeb, '../../out/web');
const kFake = path.join(kHere, 'fake_engine.ts');

let building = null;
export const built_site = () => building ??= build_site();

async function build_site() {
  if (process.env.OTOSCAPE_WEB_SITE) return path.resolve(process.env.OTOSCAPE_WEB_SITE);
  process.env.OTOSCAPE_WEB_ENGINE = kFake;
  const outDir = path.join(kOut, 'tested');
  await build({root: kWeb, configFile: path.join(kWeb, 'vite.config.ts'), logLevel: 'error', build: {outDir, emptyOutDir: true}});
  return outDir;
}

export const kWholeSite = path.join(kOut, 'whole');
/** The page as visitors get it. */
export async function whole_site() {
  delete process.env.OTOSCAPE_WEB_ENGINE;
  await build({root: kWeb, configFile: path.join(kWeb, 'vite.config.ts'), logLevel: 'error', build: {outDir: kWholeSite, emptyOutDir: true}});
  return kWholeSite;
}

/** A module of src, as node imports it. */
export async function module_of(name) {
  mkdirSync(kOut, {recursive: true});
  const outfile = path.join(kOut, 'modules', `${name.replace(/\W+/g, '-')}.mjs`);
  await bundle({entryPoints: [path.join(kWeb, 'src', name)], outfile, bundle: true, format: 'esm', platform: 'neutral',
    alias: {'#engine': kFake}, logLevel: 'error'});
  return import(pathToFileURL(outfile).href);
}
