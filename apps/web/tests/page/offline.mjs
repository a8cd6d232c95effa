// SPDX-License-Identifier: Apache-2.0
// After the service worker says ready nothing reaches the server: not on a reload, not on playing, not on writing a file.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {gzipSync} from 'node:zlib';

import {kNoBrowser} from '../../../../tests/pages/browser.mjs';
import {built_site} from './build.mjs';
import {Site} from './site.mjs';

const kMostBytes = 300_000;  // compressed, without media

describe('without a network', {skip: kNoBrowser, concurrency: false}, () => {
  let folder, site;
  before(async () => { folder = await built_site(); site = await Site.of(folder); });
  after(() => site?.close());

  it('is at most 300 kB', () => {
    const files = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name)).filter((name) => !/[/\\]media[/\\]|\.wasm$/.test(name));
    const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(name), {level: 9}).length, 0);
    assert.ok(bytes <= kMostBytes, `${bytes} bytes`);
  });

  it('comes again, plays and writes', async () => {
    const {page, ...sheet} = await site.visit({workers: true});
    await page.waitForFunction(() => document.documentElement.dataset.offline === 'ready');
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await site.server.close();
    for (const hash of ['', '#/audiogram', '#/about', '#/listen']) {
      await page.goto(`${site.root}${hash}`);
      await page.reload();
      await page.waitForSelector('h1');
    }
    assert.match(await page.evaluate(async () => (await fetch('licences/mediabunny.txt')).text()), /Mozilla Public License/);
    await page.waitForSelector('.source:not(:disabled)');
    await page.click('.source.kitchen');
    await page.waitForSelector('.dock .play:visible');
    const [saved] = await Promise.all([page.waitForEvent('download'), page.click('.export .make')]);
    assert.match(saved.suggestedFilename(), /\.wav$/);
    assert.deepEqual(sheet.requests.filter((url) => !url.startsWith(site.root) && !/^(blob|data):/.test(url)), []);
  });
});
