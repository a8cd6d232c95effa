// SPDX-License-Identifier: Apache-2.0
// The page and its engine in each kind of browser. `./run web browsers` calls it; OTOSCAPE_BROWSERS names some of them.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';

import {around, kBrowsers} from '../../../../tests/browsers/all.mjs';
import {kWasm} from '../engine/module.mjs';
import {engine_checks} from './engine.mjs';
import {look, page_checks} from './page.mjs';
import {Site} from './site.mjs';

const kWide = {width: 1280, height: 800}, kPhone = {width: 390, height: 844};
const kViews = [
  {name: 'wide', size: kWide, scheme: 'light', language: 'en'}, {name: 'wide-dark', size: kWide, scheme: 'dark', language: 'de'},
  {name: 'phone', size: kPhone, scheme: 'light', language: 'de'}, {name: 'phone-dark', size: kPhone, scheme: 'dark', language: 'en'},
];
const wanted = process.env.OTOSCAPE_BROWSERS?.split(' ') ?? kBrowsers.map(({kind}) => kind);

describe('the page in every browser', {skip: !existsSync(kWasm) && 'build-web/wasm/otoscape.wasm is not built', concurrency: false}, () => {
  let site;
  before(async () => { site = await Site.of(); });
  after(() => site?.close());

  for (const {kind, missing, open} of kBrowsers.filter((one) => wanted.includes(one.kind)))
    describe(kind, {skip: missing}, () => {
      const there = around(kind);

      /** Opens browsers for `work`, which must leave no fault behind; then closes them. */
      async function visiting(view, work) {
        const visits = [];
        const another = async (size = kPhone) => {
          visits.push(await open({...view, size, environment: there.environment()}));
          return visits.at(-1);
        };
        try {
          const visit = await another(view.size);
          await work({visit, site, kind, device: there.device, another});
          assert.deepEqual(await visit.faults(), []);
          return visit.version;
        } finally { for (const visit of visits) await visit.close(); }
      }

      for (const view of kViews)
        it(`looks right: ${view.name}`, async (context) => {
          context.diagnostic(await visiting(view, ({visit}) => look(visit, site, {kind, ...view})));
        });
      for (const [name, check] of [...engine_checks, ...page_checks])
        it(name, (context) => visiting({size: kWide}, (tools) => check({...tools, note: (words) => context.diagnostic(words), skip: (words) => context.skip(words)})));
    });
});
