// SPDX-License-Identifier: Apache-2.0
// axe in every state of the page, and what a screen reader is told while a film plays.
import {kPhone} from '../browser.mjs';
import {count_players, kFull, kPlay, none, playing, press, settle} from './means.mjs';

const kListening = 6;  // s
const kMostChanges = 3;  // one in two seconds: what a person can follow beside a film. Ours.

const open_all = (sheet) => sheet.run(() => look.all(document, 'details').forEach((part) => { part.open = true; }));

// Each state is reached from the one before.
async function states(sheet) {
  const list = [['at rest', async () => {}], ['all opened', () => open_all(sheet)]];
  for (let player = 0; player < await count_players(sheet); ++player) {
    const label = `player ${player + 1}`;
    const choices = await sheet.run((index) => look.choices(look.players()[index]).length, player);
    for (let i = 1; i < choices; ++i)
      list.push([`${label}, choice ${i + 1}`, () => sheet.run(([p, i]) => look.choices(look.players()[p])[i].click(), [player, i])]);
    list.push([`${label} playing`, async () => { await press(sheet, player, kPlay); await playing(sheet, player); }]);
    list.push([`${label} in full screen`, () => press(sheet, player, kFull)]);
    list.push([`${label} back`, async () => {
      await sheet.run(() => document.fullscreenElement && document.exitFullscreen());
      await press(sheet, player, kPlay);
    }]);
  }
  return list;
}

async function axe_finds_nothing(site) {
  const faults = new Map();
  for (const view of site.views) {
    const sheet = await site.open(view);
    for (const [state, reach] of await states(sheet)) {
      await reach();
      await settle(sheet, 250);  // longer than what a page may take to blend colours
      for (const fault of await sheet.axe()) if (!faults.has(fault)) faults.set(fault, `${fault} — ${view.name}, ${state}`);
    }
    await site.end_open();
  }
  none([...faults.values()], 'axe');
}

// Changes of live regions in some seconds of play; an <output> is one.
function listen(seconds) {
  const live = (region) => region.getAttribute('aria-live') ?? (region.getAttribute('role') === 'timer' ? 'off' : 'polite');
  const regions = look.all(document, '[aria-live], [role=status], [role=alert], [role=log], [role=timer], output')
    .filter((region) => live(region) !== 'off');
  const changes = new Map(regions.map((region) => [region, 0]));
  const watch = new MutationObserver((records) => {
    for (const region of new Set(records.map((r) => regions.find((one) => one.contains(r.target))))) changes.set(region, changes.get(region) + 1);
  });
  for (const region of regions) watch.observe(region, {childList: true, characterData: true, subtree: true});
  return look.wait(1000 * seconds).then(() => [...changes].map(([region, count]) => [look.words(region), count]));
}

async function few_words(site) {
  const sheet = await site.open({size: kPhone});
  for (let player = 0; player < await count_players(sheet); ++player) {
    await press(sheet, player, kPlay);
    if (!await playing(sheet, player)) none([`player ${player + 1} does not play`], 'live regions');
    const changes = await sheet.run(listen, kListening);
    await press(sheet, player, kPlay);
    none(changes.filter(([, count]) => count > kMostChanges).map(([region, count]) => `${region} speaks ${count} times in ${kListening} s`), 'live regions');
  }
}

async function places_in_words(site) {
  const sheet = await site.open();
  none(await sheet.run(() => look.players().flatMap((player, i) => {
    const films = look.films(player).filter((film) => !look.name(film) && film.getAttribute('aria-hidden') !== 'true');
    const wanted = ['^(play|pause)', '^place', 'full ?screen', ...(look.has_captions(player) ? ['caption'] : [])];
    const parts = wanted.filter((pattern) => !look.control(player, pattern));
    return [...films.map((film) => `player ${i + 1}: a film without a name`), ...parts.map((pattern) => `player ${i + 1}: no control named like /${pattern}/`)];
  })), 'names');
}

export const reading = [
  {name: 'axe finds nothing in any state, at 1280 and 390 px, light and dark', run: axe_finds_nothing},
  {name: 'live regions speak at most once in two seconds', run: few_words},
  {name: 'each player has its controls, with names', run: places_in_words},
];
