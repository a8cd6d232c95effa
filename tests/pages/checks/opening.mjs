// SPDX-License-Identifier: Apache-2.0
// What a page does when it is opened: quietly, from nowhere else, light enough, safety first, within the width.
import {none, settle} from './means.mjs';
import {kPhone} from '../browser.mjs';

// The most that a first view may load before anything plays: half a minute on a slow phone's line. Ours.
export const kMostBytes = 5e6;
const kQuiet = 1500;  // ms without a byte: loading has come to its end, on a busy machine too
const kPatience = 15000;  // ms

async function quietly(site) {
  for (const via of ['file', 'http'])
    for (const view of via === 'file' ? site.views : site.views.slice(0, 1)) {
      const sheet = await site.open({...view, via});
      await settle(sheet, 600);
      if (via === 'file') await sheet.shot(`out/pages/${site.name}-${view.size.width}-${view.scheme}.png`);
      none(sheet.troubles, `${view.name}, by ${via}`);
      await site.end_open();
    }
}

async function nothing_elsewhere(site) {
  for (const via of ['file', 'http']) {
    const sheet = await site.open({via});
    await sheet.run(() => look.players().forEach((player) => look.heard(player)?.play()));
    await settle(sheet, 1000);
    const own = via === 'file' ? 'file://' : new URL(await site.http()).origin;
    const links = await sheet.run(() => look.all(document, '[src], link[href], form[action]').map((e) => e.src || e.href || e.action));
    const elsewhere = [...sheet.requests, ...links.filter(Boolean)].filter((url) => !/^(data|blob|about):/.test(url) && !url.startsWith(own));
    none([...new Set(elsewhere)], `asked of others, by ${via}`);
    await site.end_open();
  }
}

async function light(site) {
  const sheet = await site.open({via: 'http'});
  const total = () => sheet.weigh().reduce((sum, [, bytes]) => sum + bytes, 0);
  const start = Date.now();
  let last = -1;
  while (total() !== last && Date.now() - start < kPatience) {
    last = total();
    await settle(sheet, kQuiet);
  }
  if (total() === 0) throw new Error('nothing was counted: the count itself is at fault');
  if (total() < kMostBytes) return;
  const parts = sheet.weigh().sort((a, b) => b[1] - a[1]).slice(0, 5).map(([url, bytes]) => `${(bytes / 1e6).toFixed(2)} MB of ${url.slice(0, 120)}`);
  none([`${(total() / 1e6).toFixed(2)} MB, ${kMostBytes / 1e6} MB are the most`, ...parts], 'before the first play');
}

async function safety_first(site) {
  const sheet = await site.open();
  none(await sheet.run(() => {
    const box = document.querySelector('[aria-label="Before you listen"], .safety');
    const [player] = look.players();
    if (!player) return ['no [data-player] in the page'];
    if (!box || !look.shown(box)) return ['no text “Before you listen”'];
    const first = box.compareDocumentPosition(player) & Node.DOCUMENT_POSITION_FOLLOWING;
    return first ? [] : ['“Before you listen” comes after the first player'];
  }), 'safety');
}

async function within_the_width(site) {
  const sheet = await site.open({size: kPhone});
  none(await sheet.run(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const wide = look.all(document.body, '*').filter((element) => look.shown(element) &&
      element.getBoundingClientRect().right > innerWidth + 1 &&
      !element.parentElement.closest('[style*=overflow], .scroll'));
    return [`${document.documentElement.scrollWidth} px wide`, ...wide.slice(0, 5).map(look.words)];
  }), 'at 390 px the page moves sideways');
}

export const opening = [
  {name: 'opens without an error, as a file and from a server', run: quietly},
  {name: 'asks nothing of any other place', run: nothing_elsewhere},
  {name: 'loads less than 5 MB before the first play', run: light},
  {name: 'says how to listen safely before the first player', run: safety_first},
  {name: 'fits a width of 390 px', run: within_the_width},
];
