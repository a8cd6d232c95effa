// SPDX-License-Identifier: Apache-2.0
// What takes its time, and what people do meanwhile.
import assert from 'node:assert/strict';
import {after, afterEach, before, describe, it} from 'node:test';

import {kNoBrowser} from '../../../../tests/pages/browser.mjs';
import {built_site} from './build.mjs';
import {Site} from './site.mjs';

describe('the page meanwhile', {skip: kNoBrowser || (process.env.OTOSCAPE_WEB_SITE ? 'needs the stand-in for the engine' : false), concurrency: false}, () => {
  let site, sheet, page;
  before(async () => { site = await Site.of(await built_site()); });
  after(() => site?.close());
  afterEach(async () => {
    assert.deepEqual(sheet.faults(), []);
    await site.end_visits();
  });
  const visit = async (view) => { sheet = await site.visit(view); page = sheet.page; };
  const play = async () => {
    await page.click('.source.kitchen');
    await page.waitForSelector('.dock .play:visible');
    await page.waitForFunction(() => document.querySelector('.dock .play span').textContent === 'Pause');
  };

  it('stays silent after Escape while a sound was starting', async () => {
    await visit();
    await play();
    await page.click('.dock .play');
    await page.evaluate(() => {
      const {player} = window, begin = player.play.bind(player);
      player.play = () => new Promise((done) => setTimeout(() => done(begin()), 200));
    });
    await page.click('.dock .play');
    await page.keyboard.press('Escape');
    await page.waitForTimeout(500);
    assert.equal(await page.locator('.dock .play span').textContent(), 'Play');
    const at = await page.evaluate(() => window.player.timeS);
    await page.waitForTimeout(200);
    assert.equal(await page.evaluate(() => window.player.timeS), at, 'nothing runs');
  });

  it('plays the second of two sounds that were chosen at once, and only that', async () => {
    await visit({before: () => {
      const fetched = window.fetch.bind(window);
      window.fetch = (what) => String(what.url ?? what).includes('voice') ? new Promise((done) => setTimeout(() => done(fetched(what)), 300)) : fetched(what);
    }});
    await page.click('.source.kitchen');
    const head = Buffer.alloc(44);
    head.write('RIFF');
    head.writeUInt32LE(48000, 28);
    head.writeUInt32LE(480000, 40);
    await page.locator('oto-sources input[type=file]').setInputFiles({name: 'own.wav', mimeType: 'audio/wav', buffer: head});
    await page.waitForSelector('.dock .play:visible');
    await page.waitForTimeout(600);
    assert.equal(await page.locator('.dock .what').textContent(), 'own.wav');
    assert.equal(await page.locator('.dock .play span').textContent(), 'Play', 'nobody has started it');
  });

  it('says no longer that a story is measured once it was left', async () => {
    await visit();
    await play();
    await page.evaluate(() => window.player.tell('measuring', 0.5));
    assert.match(await page.locator('.opening-words').textContent(), /50 %/);
    await page.locator('input[value="preset:S2"]').check({force: true});
    await page.waitForFunction(() => document.querySelector('.opening-words').textContent === '');
  });

  it('writes a file on while another language is chosen, and can still be told not to', async () => {
    await visit();
    await play();
    await page.evaluate(() => {
      window.player.exportSound = (_kind, progress, signal) => new Promise((_, refuse) => {
        progress(0.5);
        signal.addEventListener('abort', () => refuse(new Error('stopped')));
      });
    });
    await page.click('.export .make');
    await page.evaluate(() => { location.hash = '#/about'; });
    await page.locator('select.language').selectOption('de');
    await page.evaluate(() => { location.hash = '#/listen'; });
    await page.waitForSelector('.export .writing:visible');
    assert.match(await page.locator('.export .status').textContent(), /geschrieben: 50 %/);
    assert.ok(await page.locator('.export .make').isDisabled());
    await page.click('.export .cancel');
    await page.waitForFunction(() => document.querySelector('.export .status').textContent.startsWith('Abgebrochen'));
  });

  it('leaves those where they are who moved on before a link was read', async () => {
    await visit({hash: '#/audiogram'});
    const link = await page.locator('.link').inputValue();
    await visit({search: 'index.html?slow', hash: link.slice(link.indexOf('#'))});
    await page.evaluate(() => { location.hash = '#/about'; });
    await page.waitForFunction(() => document.querySelector('.announcer p')?.textContent.startsWith('Opened from a link'));
    assert.equal(await page.evaluate(() => location.hash), '#/about');
  });

  it('takes over at once that another tab never plays ringing', async () => {
    await visit();
    await page.locator('input[value=full]').check({force: true});
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByLabel('Never play ringing').check();
    await page.waitForFunction(() => document.querySelector('input[name=ringing][value=full]').disabled);
    assert.ok(await page.getByLabel('Never play ringing').isChecked());
    await page.locator('select.scheme').selectOption('dark');
    await other.reload();
    assert.ok(await other.getByLabel('Never play ringing').isChecked());
  });
});
