// SPDX-License-Identifier: Apache-2.0
// The page as visitors get it, the page of the engine alone and sounds to choose, in a folder of a server's.
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

import {serve} from '../../../../tests/pages/server.mjs';
import {buildEnginePage} from '../engine/engine_page.mjs';
import {wavOf} from '../engine/heard.mjs';
import {noise} from '../engine/module.mjs';
import {whole_site} from '../page/build.mjs';

const kWatch = readFileSync(new URL('../../../../tests/browsers/watch.js', import.meta.url), 'utf8');
export const kShots = fileURLToPath(new URL('../../../../out/web', import.meta.url));
export const kRate = 44100, kNoiseS = 6;

/** What is in noise.wav. */
export const noise_channels = () => [11, 12].map((seed) => noise(kNoiseS * kRate, 0.15, seed));

/** H.264 and AAC; null where there is no ffmpeg. */
function made_film(file) {
  const made = spawnSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25:d=4', '-f', 'lavfi', '-i', 'sine=f=440:d=4',
    '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-bf', '2', '-c:a', 'aac', '-ac', '2', file]);
  return made.status === 0 ? file : null;
}

export class Site {
  static async of() {
    const site = new Site();
    site.folder = mkdtempSync(path.join(tmpdir(), 'otoscape-site-'));
    const built = await whole_site();
    cpSync(built, path.join(site.folder, 'some/where'), {recursive: true});
    cpSync(built, path.join(site.folder, 'watched'), {recursive: true});
    site.watch('watched');
    await buildEnginePage(path.join(site.folder, 'engine'));
    site.sound = path.join(site.folder, 'noise.wav');
    writeFileSync(site.sound, wavOf(...noise_channels(), kRate));
    site.film = made_film(path.join(site.folder, 'film.mp4'));
    site.server = await serve(site.folder);
    return site;
  }

  watch(name) {
    const assets = path.join(this.folder, name, 'assets');
    for (const script of readdirSync(assets).filter((one) => /^index-.*\.js$/.test(one)))
      writeFileSync(path.join(assets, script), kWatch + readFileSync(path.join(assets, script), 'utf8'));
  }

  /** Runs `work` while nobody answers. */
  async without_server(work) {
    const {origin} = this.server;
    await this.server.close();
    try { await work(); } finally { this.server = await serve(this.folder, +new URL(origin).port); }
  }

  /** kind: of browser. */
  root(kind) { return `${this.server.origin}/${kind === 'webkit' ? 'watched' : 'some/where'}/`; }

  shots(kind) {
    const folder = path.join(kShots, kind);
    mkdirSync(folder, {recursive: true});
    return folder;
  }

  async close() {
    await this.server?.close();
    rmSync(this.folder, {recursive: true, force: true});
  }
}
