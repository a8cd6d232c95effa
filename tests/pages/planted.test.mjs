// SPDX-License-Identifier: Apache-2.0
// The checks themselves: a small page passes them all, and each of its planted faults is found by the check for it.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

import {Site, kNoBrowser, kPhone, kWide, launch} from './browser.mjs';
import {kChecks} from './checks/all.mjs';
import {Pixels} from './pixels.mjs';
import {kPlanted} from './planted/faults.mjs';

const kFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'planted');

// A planted fault shows in the first of these views; one of the dark, or of a phone, says so and is looked for there.
const kDay = {size: kWide, scheme: 'light', name: '1280 px, light'}, kNight = {size: kPhone, scheme: 'dark', name: '390 px, dark'};
const kAtOnce = 3;  // checks: most of them wait most of the time
const kByTheClock = 'keeps its place within 20 ms over twenty switches';  // this one runs alone

function changed(text, [from, to]) {
  assert.equal(text.split(from).length, 2, `sound.html holds “${from}” once`);
  return text.replace(from, () => to);
}

describe('planted faults', {skip: kNoBrowser}, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'otoscape-pages-'));
  const sound = readFileSync(path.join(kFolder, 'sound.html'), 'utf8');
  let browser, pixels;
  before(async () => {
    mkdirSync('out/pages', {recursive: true});
    execFileSync(path.join(kFolder, 'make_films.sh'), [folder], {stdio: 'inherit'});
    browser = await launch();
    pixels = await Pixels.in(browser);
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, {recursive: true});
  });

  async function check(text, file, run, views) {
    writeFileSync(path.join(folder, file), text);
    const site = new Site(browser, path.join(folder, file));
    Object.assign(site, {views, switches: 3, captioned: true});
    try { await run(site, pixels); } finally { await site.close(); }
  }

  for (const alone of [false, true])
    describe(alone ? 'by the clock' : 'side by side', {concurrency: alone ? 1 : kAtOnce}, () => {
      kChecks.forEach(({name, run}, i) => {
        if (alone === (name === kByTheClock)) it(`without a fault: ${name}`, () => check(sound, `sound-${i}.html`, run, [kDay, kNight]));
      });
      kPlanted.forEach(({fault, check: name, says, change, also, at_night}, i) => {
        if (alone !== (name === kByTheClock)) return;
        it(`is found: ${fault}`, async () => {
          const {run} = kChecks.find((one) => one.name === name);
          const text = also ? changed(changed(sound, change), also) : changed(sound, change);
          await assert.rejects(check(text, `fault-${i}.html`, run, [at_night ? kNight : kDay]), says);
        });
      });
    });
  it('every check has a planted fault', () => {
    const without = kChecks.map(({name}) => name).filter((name) => !kPlanted.some((one) => one.check === name));
    assert.deepEqual(without, []);
  });
});
