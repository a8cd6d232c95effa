// SPDX-License-Identifier: Apache-2.0
// Every check on every page that OTOSCAPE_PAGES names, one path a line. `./run pages` calls it.
import {mkdirSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';

import {Site, kNoBrowser, launch} from './browser.mjs';
import {kChecks} from './checks/all.mjs';
import {Pixels} from './pixels.mjs';

const pages = (process.env.OTOSCAPE_PAGES ?? '').split('\n').filter(Boolean);
const captioned = process.env.OTOSCAPE_PAGES_CAPTIONED === '1';  // a page without captions is then at fault
// Where other programs share the processors a browser may stop a film: 'off' leaves out what is judged by the clock.
const kByTheClock = process.env.OTOSCAPE_PAGES_CLOCK === 'off' ? 'keeps its place within 20 ms over twenty switches' : '';

describe('pages', {skip: kNoBrowser}, () => {
  let browser, pixels;
  before(async () => {
    mkdirSync('out/pages', {recursive: true});
    browser = await launch();
    pixels = await Pixels.in(browser);
  });
  after(() => browser?.close());
  if (pages.length === 0) it('at least one page is named', () => { throw new Error('OTOSCAPE_PAGES names no page'); });
  for (const file of pages)
    describe(file, () => {
      let site;
      before(() => { site = Object.assign(new Site(browser, file), {captioned}); });
      after(() => site.close());
      for (const {name, run} of kChecks)
        it(name, {skip: name === kByTheClock && 'OTOSCAPE_PAGES_CLOCK=off'}, async (context) => {
          site.note = (words) => context.diagnostic(words);
          site.skip = (words) => context.skip(words);
          try { await run(site, pixels); } finally { await site.end_open(); }
        });
    });
});
