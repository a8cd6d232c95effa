// SPDX-License-Identifier: Apache-2.0
// The page with the engine that visitors get; skipped where that is not built (./run web engine).
import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {after, afterEach, before, describe, it} from 'node:test';
import {gzipSync} from 'node:zlib';

import {kNoBrowser} from '../../../../tests/pages/browser.mjs';
import {kWholeSite, whole_site} from './build.mjs';
import {Site} from './site.mjs';

const kWasm = fileURLToPath(new URL('../../../../build-web/wasm/otoscape.wasm', import.meta.url));
const kMostPage = 300_000, kMostModule = 500_000;  // bytes, compressed
const kFirstSoundMs = 2000;
const said = (page) => page.locator('.announcer p').textContent();

describe('the page with its engine', {skip: kNoBrowser || (!existsSync(kWasm) && 'build-web/wasm/otoscape.wasm is not built'), concurrency: false}, () => {
  let site, sheet, page;
  before(async () => { site = await Site.of(await whole_site()); });
  after(() => site?.close());
  afterEach(async () => {
    assert.deepEqual(sheet?.faults() ?? [], []);
    assert.deepEqual(sheet?.foreign() ?? [], []);
    await site.end_visits();
  });
  const visit = async (view) => { sheet = await site.visit(view); page = sheet.page; };
  // That this machine is too busy is no fault of the page.
  const trouble = async () => (await page.locator('.sources .trouble').textContent()).replace(/^This device is too busy.*/, '');
  const play = async () => {
    await page.click('.source.kitchen');
    await page.waitForFunction(() => +document.querySelector('.dock .seek')?.value > 0, undefined, {polling: 10});
  };

  it('weighs what was promised', (context) => {
    const bytes = (name) => gzipSync(readFileSync(name), {level: 9}).length;
    const files = readdirSync(kWholeSite, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
    const sum = (names) => names.reduce((all, name) => all + bytes(name), 0);
    const module = sum(files.filter((name) => name.endsWith('.wasm'))), rest = sum(files.filter((name) => !/\.wasm$|[/\\]media[/\\]/.test(name)));
    context.diagnostic(`${rest} bytes of page, ${module} bytes of engine, compressed`);
    assert.ok(rest <= kMostPage, `the page has ${rest} bytes`);
    assert.ok(module > 0 && module <= kMostModule, `the module has ${module} bytes`);
  });

  it('sounds within two seconds of a click', async (context) => {
    await visit();
    const times = [];
    for (let i = 0; i < 3; ++i) {  // a machine may be busy for a moment
      await page.reload();
      await page.waitForSelector('.source:not(:disabled)');
      const from = performance.now();
      await play();
      times.push(performance.now() - from);
    }
    context.diagnostic(`first sound after ${times.map(Math.round).join(', ')} ms`);
    assert.ok(Math.min(...times) <= kFirstSoundMs, `${times}`);
  });

  it('plays on after Escape', async () => {
    await visit();
    await play();
    await page.keyboard.press('Escape');
    const time = () => page.locator('.dock .seek').inputValue();
    await page.waitForTimeout(200);
    const stopped = await time();
    await page.waitForTimeout(300);
    assert.equal(await time(), stopped);
    await page.click('.dock .play');
    await page.waitForFunction((before) => +document.querySelector('.dock .seek').value > +before, stopped, {polling: 10});
  });

  it('goes on where it was on a device of another rate', async () => {
    await visit({before: () => {
      const Made = window.AudioContext;
      window.contexts = [];
      window.AudioContext = class extends Made {
        constructor(options) { super({...options, sampleRate: window.contexts.length ? 96000 : 44100}); window.contexts.push(this); }
      };
    }});
    await play();
    await page.waitForFunction(() => +document.querySelector('.dock .seek').value > 1);
    await page.evaluate(() => window.contexts[0].dispatchEvent(new Event('error')));  // as when a headset is unplugged
    await page.waitForFunction(() => document.querySelector('.sources .trouble').textContent.includes('sound device'));
    await page.waitForTimeout(300);
    assert.equal(await page.locator('.dock .play span').textContent(), 'Play', 'also while the old device plays on');
    const at = +await page.locator('.dock .seek').inputValue();
    await page.click('.dock .play');
    await page.waitForFunction((before) => +document.querySelector('.dock .seek').value > before + 0.2, at, {polling: 10});
    assert.ok(+await page.locator('.dock .seek').inputValue() < at + 5, 'not from somewhere else');
    assert.deepEqual(await page.evaluate(() => window.contexts.map((one) => one.sampleRate)), [44100, 96000]);
    assert.equal(await trouble(), '');
  });

  it('gives every listener and every story without a fault', async () => {
    await visit();
    await play();
    for (const name of await page.locator('.listeners select option').evaluateAll((all) => all.map((one) => one.value).filter(Boolean))) {
      await page.locator('.listeners select').selectOption(name);
      await page.waitForFunction((key) => document.querySelector('input[name=listener]:checked')?.value === key, `preset:${name}`);
      assert.equal(await trouble(), '', name);
    }
    await page.locator('input[value=story]').check({force: true});
    const stories = await page.locator('input[name=story]').evaluateAll((all) => all.map((one) => one.value));
    assert.ok(stories.length >= 7);
    for (const story of stories) {
      await page.locator(`input[value="${story}"]`).check({force: true});
      await page.waitForSelector('.story-panel .arc .lost', {state: 'attached'});
      assert.equal(await trouble(), '', story);
    }
    await page.waitForTimeout(2000);  // the last may be refused later; a sentence stays until something is played
    assert.equal(await trouble(), '');
  });

  it('reads what is drawn: bone, no response, ringing, an implant with each map', async () => {
    await visit({hash: '#/audiogram'});
    await page.getByLabel('Left ear, bone, 500 Hz').fill('15');
    await page.getByLabel('Left ear, air, 8k Hz').fill('NR');
    for (const kind of ['tone', 'noise', 'pulsatile', 'low-fluctuating']) {
      await page.locator('[data-key="add-left"]').click();
      await page.locator('.ear.left .layer select').last().selectOption(kind);
    }
    await page.locator('[data-key="add-right"]').click();
    await page.locator('.ear.right .layer select').selectOption('crickets');
    await page.locator('[data-key="implant-right"]').check();
    const maps = await page.locator('[data-key="map-right"] option').evaluateAll((all) => all.map((one) => one.value));
    assert.ok(maps.length >= 10);
    for (const map of maps) {
      await page.locator('[data-key="map-right"]').selectOption(map);
      await page.waitForTimeout(350);
      const link = await page.locator('.link').inputValue();
      await page.evaluate((hash) => { document.querySelector('.announcer').replaceChildren(); location.hash = hash; }, link.slice(link.indexOf('#')));
      await page.waitForSelector('.announcer p');
      assert.match(await said(page), /^Opened from a link/, map);
    }
  });

  it('refuses a listener’s file with the engine’s sentence', async () => {
    await visit({hash: '#/audiogram'});
    await page.locator('oto-files input[type=file]').setInputFiles({name: 'x.toml', mimeType: 'text/plain',
      buffer: Buffer.from('format = "otoscape.listener/1"\n[left]\nair_db_hl = { 1000 = 300 }\n')});
    await page.waitForSelector('oto-files .trouble:visible');
    assert.match(await page.locator('oto-files .trouble').textContent(), /^Line 3: .*130/);
  });

  // The last one: it closes the server.
  it('comes again without its server, plays, tells a story and writes', async () => {
    await visit({workers: true});
    await page.waitForFunction(() => document.documentElement.dataset.offline === 'ready');
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await site.server.close();
    await page.reload();
    await page.waitForSelector('.source:not(:disabled)');
    await play();
    await page.locator('.listeners select').selectOption('bilateral');
    assert.equal(await trouble(), '');
    await page.locator('input[value=story]').check({force: true});
    await page.waitForSelector('.story-panel .arc .lost', {state: 'attached'});
    await page.keyboard.press('Escape');
    const [saved] = await Promise.all([page.waitForEvent('download'), page.click('.export .make')]);
    const written = readFileSync(await saved.path()), samples = new Float32Array(written.buffer.slice(written.byteOffset + 80, written.byteOffset + written.length));
    assert.equal(written.toString('latin1', 0, 4), 'RIFF');
    assert.ok(samples.length > 2 * 20 * 44100, `${samples.length} samples`);
    assert.ok(samples.some((x) => Math.abs(x) > 1e-4) && samples.every(Number.isFinite));
  });
});
