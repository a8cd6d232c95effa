// SPDX-License-Identifier: Apache-2.0
// The page in use: by mouse, by keys alone, with files, links, refusals.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, afterEach, before, describe, it} from 'node:test';

import {kNoBrowser} from '../../../../tests/pages/browser.mjs';
import {built_site} from './build.mjs';
import {hostile_links} from './hostile.mjs';
import {Site} from './site.mjs';

const calls = (page) => page.evaluate(() => window.player?.calls ?? []);
const settings = (page) => page.evaluate(() => window.player.now_settings());
const slider = (page, hz) => page.locator(`[role=slider][aria-label$=", ${hz} Hz"]`);
const value = (page, hz) => slider(page, hz).getAttribute('aria-valuetext');
const link_of = async (page) => { await page.waitForTimeout(250); return page.locator('.link').inputValue(); };
async function play(page) {
  await page.click('.source.kitchen');
  await page.waitForSelector('.dock .play:visible');
}

// What is asked of the stand-in for the engine; a folder built for visitors has tests of its own.
describe('the page in use', {skip: kNoBrowser || (process.env.OTOSCAPE_WEB_SITE ? 'needs the stand-in for the engine' : false), concurrency: false}, () => {
  let site, sheet, page;
  before(async () => { site = await Site.of(await built_site()); });
  after(() => site?.close());
  afterEach(async () => {
    assert.deepEqual(sheet.faults(), []);
    assert.deepEqual(sheet.foreign(), []);
    await site.end_visits();
  });
  const visit = async (view) => { sheet = await site.visit(view); page = sheet.page; };

  it('by mouse: plays, changes the listener, gives the room while held, stops', async () => {
    await visit();
    await play(page);
    assert.equal((await settings(page)).listener, 'preset:N3');
    await page.locator('input[value="preset:S2"]').check({force: true});
    assert.equal((await settings(page)).listener, 'preset:S2');
    await page.locator('.listeners select').selectOption('N7');
    assert.equal((await settings(page)).listener, 'preset:N7');
    await page.locator('.dock .hold').hover();
    await page.mouse.down();
    assert.ok((await calls(page)).includes('room true'));
    assert.equal(await page.locator('.dock .hold').getAttribute('aria-pressed'), 'true');
    await page.mouse.up();
    assert.equal((await calls(page)).at(-1), 'room false');
    await page.locator('.dock .stop').click();
    assert.deepEqual((await calls(page)).slice(-2), ['pause', 'room false']);
  });

  it('by keys alone: from the first Tab to a sound, the room and silence', async () => {
    await visit();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.dock .play:visible');
    await page.keyboard.down('r');
    assert.equal((await calls(page)).at(-1), 'room true');
    await page.keyboard.up('r');
    assert.equal((await calls(page)).at(-1), 'room false');
    await page.keyboard.press('Escape');
    assert.deepEqual((await calls(page)).slice(-2), ['pause', 'room false']);
    for (let i = 0; i < 12 && await page.evaluate(() => document.activeElement.name !== 'listener'); ++i) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    assert.notEqual((await settings(page)).listener, 'preset:N3');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'listener', 'the focus stays');
  });

  it('lets single keys be switched off, but not Escape', async () => {
    await visit();
    await play(page);
    await page.getByLabel('Single keys as shortcuts').uncheck();
    await page.keyboard.press('r');
    assert.ok(!(await calls(page)).includes('room true'));
    await page.keyboard.press('Escape');
    assert.deepEqual((await calls(page)).slice(-2), ['pause', 'room false']);
  });

  it('has ringing off at first, and never where that was asked for, also after a reload', async () => {
    await visit();
    await play(page);
    assert.equal((await settings(page)).ringing, 'off');
    await page.locator('input[value="preset:early-noise-damage"]').check({force: true});
    assert.match(await page.locator('.ringing-hint').textContent(), /^This listener’s ears ring/);
    await page.locator('input[value=full]').check({force: true});
    assert.equal((await settings(page)).ringing, 'full');
    await page.getByLabel('Never play ringing').check();
    assert.equal((await settings(page)).ringing, 'off');
    await page.reload();
    await page.waitForSelector('.source:not(:disabled)');
    assert.ok(await page.getByLabel('Never play ringing').isChecked());
    assert.ok(await page.locator('input[value=full]').isDisabled());
  });

  it('draws an audiogram by mouse', async () => {
    await visit({hash: '#/audiogram'});
    await page.getByRole('button', {name: 'Clear this ear'}).click();
    await page.locator('.hero').scrollIntoViewIfNeeded();
    const box = await page.locator('svg.audiogram').boundingBox(), ring = await slider(page, '1k').locator('.ghost').boundingBox();
    await page.mouse.click(ring.x + 3, box.y + box.height * 0.6);
    const set = await value(page, '1k');
    assert.match(set, /^[67]\d dB HL$/);
    const point = await slider(page, '1k').locator('.ring').boundingBox();
    await page.mouse.move(point.x + 12, point.y + 12);
    await page.mouse.down();
    await page.mouse.move(point.x + 12, point.y - 60, {steps: 4});
    await page.mouse.up();
    assert.ok(parseInt(await value(page, '1k')) < parseInt(set), 'dragging upwards lowers the threshold');
    assert.equal(await value(page, '2k'), 'not set');
    await page.getByRole('button', {name: 'Undo'}).click();
    assert.equal(await value(page, '1k'), set);
  });

  it('draws an audiogram by keys and by numbers, and plays it', async () => {
    await visit({hash: '#/audiogram'});
    await slider(page, '1k').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key);
    assert.equal(await value(page, '1k'), '51 dB HL');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('n');
    assert.equal(await value(page, '1.5k'), 'no response');
    await page.keyboard.press('Delete');
    assert.equal(await value(page, '1.5k'), 'not set');
    await page.getByLabel('Left ear, bone, 500 Hz').fill('15');
    await page.getByLabel('Left ear, air, 4k Hz').fill('nonsense');
    await page.keyboard.press('Tab');
    assert.equal(await page.getByLabel('Left ear, air, 4k Hz').getAttribute('aria-invalid'), 'true');
    await page.getByLabel('Left ear, air, 4k Hz').fill('nr');
    await page.getByRole('link', {name: 'Listen with this audiogram'}).click();
    await play(page);
    const text = (await settings(page)).listener;
    assert.match(text, /\[left\]\nair_db_hl = \{.*4000 = "no response".*\}\nbone_db_hl = \{ 500 = 15 \}/);
    assert.match(text, /\[right\]\nair_db_hl = \{.*1000 = 51, 2000 = /);
  });

  it('keeps a link whole: drawn here, heard there', async () => {
    await visit({hash: '#/audiogram'});
    await slider(page, '1k').focus();
    await page.keyboard.press('PageDown');
    await page.locator('[data-key="implant-left"]').check();
    await page.locator('[data-key="add-right"]').click();
    await page.waitForTimeout(300);
    const link = await link_of(page);
    assert.match(link, /#\/audiogram\?s=[\w-]{20,600}$/);
    await visit({hash: link.slice(link.indexOf('#'))});
    await page.waitForSelector('.announcer p');
    assert.equal(await value(page, '1k'), '60 dB HL');
    assert.ok(await page.locator('[data-key="implant-left"]').isChecked());
    assert.equal(await page.locator('.layer').count(), 1);
    assert.equal(await page.evaluate(() => location.hash), '#/audiogram');
  });

  it('does not let a link turn ringing on, but says so', async () => {
    await visit();
    await page.locator('input[value=full]').check({force: true});
    const link = await link_of(page);
    await visit({hash: link.slice(link.indexOf('#'))});
    await page.waitForFunction(() => document.querySelector('.announcer p')?.textContent.includes('ringing'));
    await play(page);
    assert.equal((await settings(page)).ringing, 'off');
  });

  it('opens 200 hostile links without harm, each within a second', async () => {
    await visit();
    await page.evaluate(() => { window.alert = () => { document.title = 'attacked'; }; });
    const slow = await page.evaluate(async (links) => {
      const slow = [];
      for (const link of links) {
        const from = performance.now(), box = document.querySelector('.announcer');
        box.replaceChildren();
        location.hash = `#/listen?s=${link}`;
        while (location.hash.includes('?s=') && /^[\w-]+$/.test(link) && performance.now() - from < 3000) await new Promise((done) => setTimeout(done, 1));
        if (performance.now() - from > 1000) slow.push(link.slice(0, 60));
      }
      return slow;
    }, hostile_links());
    assert.deepEqual(slow, []);
    assert.ok(await page.locator('h1').isVisible());
    assert.doesNotMatch(await page.title(), /attacked/);
    assert.equal(await page.locator('main img, main script, main iframe, [onerror], [onload]').count(), 0);
  });

  const give = (selector, name, text) => page.locator(selector).setInputFiles({name, mimeType: 'text/plain', buffer: Buffer.from(text)});
  it('opens audiograms from files, and says what it cannot read', async () => {
    await visit({hash: '#/audiogram'});
    await give('oto-files input[type=file]', 'clinic.csv', 'Hz,left,right\n1000,30,70\n');
    await page.waitForFunction(() => document.querySelector('[role=slider][aria-valuetext="70 dB HL"]'));
    const one = (db) => ({audiogram_cfs: [500, 1000], audiogram_levels_l: [10, 20], audiogram_levels_r: [10, db]});
    await give('oto-files input[type=file]', 'two.json', JSON.stringify({L0001: one(40), L0002: one(45)}));
    await page.locator('.choice select').selectOption('L0002');
    assert.equal(await value(page, '1k'), '45 dB HL');
    await give('oto-files input[type=file]', 'whole.toml', 'format = "otoscape.listener/1"\nname = "whole"\n[right]\nair_db_hl = { 1000 = 65 }\n');
    await page.waitForSelector('.as-text:visible');
    assert.equal(await value(page, '1k'), '65 dB HL');
    await give('oto-files input[type=file]', 'bad.csv', 'Hz,left\n1000,thirty\n');
    await page.waitForFunction(() => document.querySelector('oto-files .trouble')?.textContent.includes('Line 2'));
  });

  it('keeps audiograms as files and pictures', async () => {
    await visit({hash: '#/audiogram'});
    for (const [button, kind, start] of [['Listener’s file, TOML', 'toml', 'format = "otoscape.listener/1"'], ['Picture, SVG', 'svg', '<svg'], ['Picture, PNG', 'png', '\x89PNG'], ['Table, CSV', 'csv', 'ear,conduction']]) {
      const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: button}).click()]);
      assert.equal(saved.suggestedFilename(), `Moderate loss.${kind}`);
      assert.ok(readFileSync(await saved.path(), 'latin1').startsWith(start), kind);
    }
  });

  it('writes sound to a file, and can be told not to', async () => {
    await visit();
    await play(page);
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: 'Sound, WAV'}).click()]);
    assert.equal(saved.suggestedFilename(), 'A morning in a kitchen - Moderate loss.wav');
    await page.getByRole('button', {name: 'Sound, WAV'}).click();
    await page.getByRole('button', {name: 'Cancel', exact: true}).click();
    await page.waitForFunction(() => document.querySelector('.export .status').textContent.startsWith('Cancelled'));
    const why = 'The film could not be written (TypeError: no track); export its sound alone.';
    await page.evaluate((said) => { window.player.exportSound = () => Promise.reject(new Error(said)); }, why);
    await page.getByRole('button', {name: 'Sound, WAV'}).click();
    await page.waitForFunction((said) => document.querySelector('.export .status').textContent === said, why);
  });

  it('says what is wrong with a file, a microphone, a device', async () => {
    await visit({before: () => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }});
    await give('oto-sources input[type=file]', 'letter<b>.txt', 'no sound');
    await page.waitForFunction(() => document.querySelector('.sources .trouble')?.textContent.includes('letter<b>.txt'));
    await page.click('.source.microphone');
    await page.click('.ask .primary');
    await page.waitForFunction(() => document.querySelector('.sources .trouble')?.textContent.startsWith('The microphone was not given'));
    await play(page);
    await page.evaluate(() => window.player.tell('state', 'starved'));
    await page.waitForFunction(() => document.querySelector('.sources .trouble')?.textContent.startsWith('This device is too busy'));
    const lose = async () => {
      await page.evaluate(() => window.player.tell('state', 'lost'));
      await page.waitForFunction(() => document.querySelector('.sources .trouble')?.textContent.startsWith('The sound device'));
    };
    await lose();
    await page.evaluate(() => window.player.tell('state', 'playing'));  // it is back by itself
    await page.waitForFunction(() => document.querySelector('.sources .trouble').hidden);
    await lose();
    await page.click('.dock .play');
    await page.waitForFunction(() => document.querySelector('.sources .trouble').hidden);
  });

  it('asks for headphones before the microphone, and gives it back', async () => {
    await visit();
    await page.click('.source.microphone');
    assert.equal(await page.evaluate(() => 'player' in window), false);
    await page.click('.ask .primary');
    await page.waitForSelector('.dock .stop:visible');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.dock', {state: 'hidden'});
    assert.equal((await calls(page)).at(-1), 'stop');
  });

  it('stretches a story to the sound, and lets it run in its own time where that is too short', async () => {
    await visit();
    await play(page);
    await page.locator('input[value=story]').check({force: true});
    await page.waitForFunction(() => document.querySelector('.story-panel .hint').textContent.startsWith('Your sound is too short'));
    assert.deepEqual([(await settings(page)).scene, (await settings(page)).fit], ['preset:sudden-loss', false]);
    await page.locator('input[value=underwater]').check({force: true});
    await page.waitForFunction(() => document.querySelector('.story-panel .hint').textContent.includes('stretched'));
    assert.deepEqual([(await settings(page)).scene, (await settings(page)).fit], ['preset:underwater', true]);
    await page.locator('.moments button', {hasText: 'almost nothing'}).last().click();
    const at = await page.evaluate(() => window.player.timeS);
    assert.ok(at > 22 && at < 23.5, `78 s of 84 are at ${at} s of 24`);
    await page.getByLabel('Stretch the story').uncheck();
    assert.equal((await settings(page)).fit, false);
    assert.equal(await page.evaluate(() => document.activeElement.type), 'checkbox', 'the focus stays');
    assert.ok(await page.locator('.moments button', {hasText: 'almost nothing'}).last().isDisabled());
  });

  it('moves its pictures twice a second for those who asked for less movement', async () => {
    const paints = async (motion) => {
      await visit({motion});
      await play(page);
      return page.evaluate(() => new Promise((done) => {
        let count = 0;
        new MutationObserver(() => { ++count; }).observe(document.querySelector('svg.levels'), {subtree: true, attributes: true, attributeFilter: ['height']});
        setTimeout(() => done(count), 2100);
      }));
    };
    const still = await paints('reduce'), usual = await paints('no-preference');
    assert.ok(still >= 2 && still <= 6 && usual > 2 * still, `${still} and ${usual} in two seconds`);
  });

  it('takes a dropped sound, and a dropped audiogram as the listener', async () => {
    await visit({hash: '#/about'});
    const drop = (name, text) => page.evaluate(([name, text]) => {
      const carried = new DataTransfer();
      carried.items.add(new File([text], name));
      document.dispatchEvent(new DragEvent('dragover', {dataTransfer: carried, cancelable: true}));
      document.dispatchEvent(new DragEvent('drop', {dataTransfer: carried, cancelable: true}));
    }, [name, text]);
    await drop('clinic.csv', 'Hz,left,right\n1000,30,70\n');
    await page.waitForFunction(() => document.querySelector('.announcer p')?.textContent.includes('clinic'));
    await page.goto(`${site.root}index.html#/listen`);
    assert.ok(await page.locator('.person.chosen .name', {hasText: 'clinic'}).isVisible());
    await drop('song.wav', 'not a song');
    await page.waitForFunction(() => document.querySelector('.sources .trouble')?.textContent.includes('song.wav'));
  });

  it('goes on playing while the language changes', async () => {
    await visit();
    await play(page);
    await page.locator('select.language').selectOption('de');
    await page.waitForFunction(() => document.querySelector('h1').textContent.startsWith('Hören'));
    await page.waitForFunction(() => document.querySelector('.dock .play span')?.textContent === 'Pause');
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
  });

  it('works where nothing may be stored, and without the engine says so and stops', async () => {
    await visit({before: () => { Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }}); }});
    await page.getByLabel('Never play ringing').check();
    await play(page);
    await visit({search: 'index.html?broken'});
    assert.match(await page.locator('.engine-note').textContent(), /could not be started.*SIMD/s);
    assert.ok(await page.locator('.source.kitchen').isDisabled());
  });
});
