// SPDX-License-Identifier: Apache-2.0
// The page in the states that people meet, wide and on a telephone, light and dark, in both languages: nothing that axe
// finds, no error, no other origin, nothing wider than the screen. Pictures lie in out/web.
import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';

import {kNoBrowser} from '../../../../tests/pages/browser.mjs';
import {built_site} from './build.mjs';
import {kPhone, kShots, kWide, Site} from './site.mjs';

const kNarrow = {width: 320, height: 640};
const kWall = {width: 2560, height: 1440};

async function play(page) {
  await page.click('.source.kitchen');
  await page.waitForSelector('.dock .play:visible');
  await page.waitForSelector('.levels-figure.heard:visible');
}
async function story(page) {
  await play(page);
  await page.locator('input[value=story]').check({force: true});
  await page.waitForSelector('.story-panel .moments button');
}
async function ask(page) {
  await page.click('.source.microphone');
  await page.waitForSelector('.ask:visible');
}
async function calibrate(page) {
  await page.click('.calibration summary');
}
async function inside(page) {
  await page.locator('.ear.right [data-key="add-right"]').click();
  await page.locator('[data-key="implant-left"]').check();
  await page.locator('.segment.left input').check({force: true});
  await page.locator('[role=slider]').nth(4).focus();
}

// As many as there are things to see; each view is there with each of the others somewhere.
const kStates = [
  {name: 'listen', size: kWide, scheme: 'light', language: 'en'},
  {name: 'listen-phone', size: kPhone, scheme: 'dark', language: 'de'},
  {name: 'playing', size: kWide, scheme: 'dark', language: 'en', act: play},
  {name: 'playing-phone', size: kPhone, scheme: 'light', language: 'en', act: play},
  {name: 'story', size: kWide, scheme: 'light', language: 'de', act: story},
  {name: 'story-phone', size: kPhone, scheme: 'dark', language: 'en', act: story},
  {name: 'microphone-phone', size: kPhone, scheme: 'light', language: 'de', act: ask},
  {name: 'calibration', size: kWide, scheme: 'dark', language: 'de', act: calibrate},
  {name: 'audiogram', size: kWide, scheme: 'light', language: 'en', hash: '#/audiogram'},
  {name: 'audiogram-phone', size: kPhone, scheme: 'dark', language: 'de', hash: '#/audiogram'},
  {name: 'audiogram-inside', size: kWide, scheme: 'dark', language: 'en', hash: '#/audiogram', act: inside},
  {name: 'about', size: kWide, scheme: 'light', language: 'de', hash: '#/about'},
  {name: 'about-phone', size: kPhone, scheme: 'light', language: 'en', hash: '#/about'},
  {name: 'narrow', size: kNarrow, scheme: 'light', language: 'de', act: play},
  {name: 'narrow-audiogram', size: kNarrow, scheme: 'dark', language: 'en', hash: '#/audiogram', act: inside},
  {name: 'wall', size: kWall, scheme: 'dark', language: 'en', act: play},
];

describe('states of the page', {skip: kNoBrowser, concurrency: false}, () => {
  let site;
  before(async () => {
    mkdirSync(kShots, {recursive: true});
    site = await Site.of(await built_site());
  });
  after(() => site?.close());
  for (const {name, act, ...view} of kStates)
    it(name, async () => {
      const sheet = await site.visit(view);
      try {
        await act?.(sheet.page);
        await sheet.page.waitForTimeout(100);
        const [scrolls, shows] = await sheet.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(scrolls <= shows, `the page is ${scrolls} px wide on a screen of ${shows}`);
        assert.deepEqual(await sheet.axe(), []);
        assert.deepEqual(sheet.faults(), []);
        assert.deepEqual(sheet.foreign(), []);
        assert.equal(await sheet.page.evaluate(() => document.documentElement.lang), view.language);
        await sheet.page.evaluate(() => { const dock = document.querySelector('.dock'); if (dock) dock.style.position = 'static'; });
        await sheet.shot(path.join(kShots, `${name}.png`));
      } finally { await site.end_visits(); }
    });
});
