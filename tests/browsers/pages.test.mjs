// SPDX-License-Identifier: Apache-2.0
// The pages that OTOSCAPE_PAGES names, one path a line, in Firefox and WebKitGTK: they open, play, switch listeners, tell
// no error. What tests/pages asks of them in Chromium is much more. `./run pages --all` calls it.
import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {setTimeout as pause} from 'node:timers/promises';

import {serve} from '../pages/server.mjs';
import {around, kBrowsers} from './all.mjs';

const pages = (process.env.OTOSCAPE_PAGES ?? '').split('\n').filter(Boolean);
const kViews = [{name: 'wide', size: {width: 1280, height: 800}, scheme: 'light'}, {name: 'phone', size: {width: 390, height: 844}, scheme: 'dark'}];

/** What sounds, and where it is: [its file, seconds], or null. */
const sounding = (visit) => visit.run(() => {
  const one = [...document.querySelectorAll('[data-player] audio, [data-player] video')].find((film) => !film.paused && !film.muted && film.volume > 0);
  return one ? [one.src, one.currentTime] : null;
});

async function until_heard(visit, fits) {
  for (let i = 0; i < 300; ++i) {
    const now = await sounding(visit);
    if (now && fits(...now)) return now;
    await pause(100);
  }
  throw new Error(`not heard within 30 s: ${fits}`);
}

async function plays(visit) {
  assert.ok(await visit.run(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the screen');
  await visit.click('[data-player] button.play');
  const [before, time] = await until_heard(visit, (_file, at) => at > 0.5);
  await visit.run(() => document.querySelector('[data-player] input[type=radio]:not(:checked)').click());
  await until_heard(visit, (file, at) => file !== before && at > time);
}

for (const {kind, missing, open} of kBrowsers.filter((one) => one.kind !== 'chromium'))
  describe(`pages in ${kind}`, {skip: missing, concurrency: false}, () => {
    const there = around(kind);
    for (const file of pages)
      for (const view of kViews)
        it(`${file}: ${view.name}`, async (context) => {
          const server = await serve(path.dirname(path.resolve(file)));
          const visit = await open({...view, environment: there.environment()});
          try {
            await visit.goto(`${server.origin}/${encodeURIComponent(path.basename(file))}`);
            await visit.seen('h1');
            const films = await visit.run(() => document.querySelectorAll('[data-player]').length);
            if (films > 0) await plays(visit);
            else context.diagnostic('it has no film');
            const folder = path.join('out/pages', kind);
            mkdirSync(folder, {recursive: true});
            await visit.shot(path.join(folder, `${path.basename(file, '.html')}-${view.name}.png`));
            assert.deepEqual(await visit.faults(), []);
            context.diagnostic(visit.version);
          } finally {
            await visit.close();
            await server.close();
          }
        });
  });
