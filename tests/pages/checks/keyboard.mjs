// SPDX-License-Identifier: Apache-2.0
// The page by keyboard alone: each control reached in order, seen when it has the focus, left again, and working.
import {control, count_players, kCaptions, kFull, kPlace, kPlay, none, schemes, settle, sizes, until} from './means.mjs';

const kInside = 15;  // presses of Tab within one element: a browser's own player has so many controls

// Numbers the stops of Tab, so that each press can be followed.
const number_stops = () => look.stops().map((element, i) => { element.dataset.stop = i; return look.words(element); });
const where = () => {
  const at = document.activeElement;
  return !at || at === document.body || at === document.documentElement ? 'out' : at.dataset.stop ?? `other ${look.words(at)}`;
};

// Presses `key` until the focus is out of the page; gives the stops in the order reached, or a fault.
async function walk(sheet, key, most) {
  const order = [];
  let within = 0;
  for (let presses = 0; presses < most; ++presses) {
    await sheet.page.keyboard.press(key);
    const at = await sheet.run(where);
    if (at === 'out' || (order.length > 1 && at === order[0])) return {order};
    within = at === order.at(-1) ? within + 1 : 0;
    if (within > kInside) return {order, fault: `${key} does not lead away from ${await sheet.run(() => look.words(document.activeElement))}`};
    if (within === 0) order.push(at);
  }
  return {order, fault: `${key} never leads out of the page: it goes round among ${[...new Set(order.slice(-12))].join(', ')}`};
}

async function tab_reaches_all(site) {
  for (const size of sizes(site)) {
    const sheet = await site.open({size});
    const words = await sheet.run(number_stops);
    const faults = [];
    const {order, fault} = await walk(sheet, 'Tab', 3 * words.length + 40);
    if (fault) faults.push(fault);
    const reached = order.filter((stop) => !stop.startsWith('other')).map(Number);
    words.forEach((text, i) => { if (!reached.includes(i)) faults.push(`Tab never reaches ${text}`); });
    reached.forEach((stop, i) => { if (i && stop < reached[i - 1]) faults.push(`Tab goes back from ${words[reached[i - 1]]} to ${words[stop]}`); });
    if (!faults.length) faults.push(...await the_way_back(sheet, order));
    none(faults, `${size.width} px`);
    await site.end_open();
  }
}

async function the_way_back(sheet, order) {
  await sheet.run(() => { document.activeElement?.blur(); getSelection().selectAllChildren(document.body); getSelection().collapseToEnd(); });
  const back = await walk(sheet, 'Shift+Tab', 3 * order.length + 40);
  if (back.fault) return [back.fault];
  const missing = order.filter((stop) => !back.order.includes(stop));
  return missing.map((stop) => `Shift+Tab never reaches stop ${stop}`);
}

async function focus_is_seen(site, pixels) {
  const faults = [];
  for (const scheme of schemes(site)) {
    const sheet = await site.open({scheme});
    await sheet.page.keyboard.press('Tab');  // from here on the browser shows where the focus is
    const count = (await sheet.run(number_stops)).length;
    for (let stop = 0; stop < count; ++stop) {
      const fault = await unseen(sheet, pixels, stop);
      if (fault) faults.push(`${scheme}: ${fault}`);
    }
    await site.end_open();
  }
  none(faults, 'focus');
}

async function unseen(sheet, pixels, stop) {
  const found = await sheet.run(async (stop) => {
    const element = document.querySelector(`[data-stop="${stop}"]`);
    element.focus({preventScroll: true});
    element.scrollIntoView({block: 'center', behavior: 'instant'});
    await look.wait(30);
    const hidden = look.unreachable(element), box = look.box(element);
    const [left, top] = [Math.max(0, box.x - 8), Math.max(0, box.y - 8)];
    const [right, bottom] = [Math.min(innerWidth, box.x + box.width + 8), Math.min(innerHeight, box.y + box.height + 8)];
    const own = element.getBoundingClientRect(), seen = getComputedStyle(element).opacity > 0 && own.width > 4;
    const around = seen ? own.width + own.height : box.width + box.height;
    return {words: look.words(element), hidden, around, clip: {x: left, y: top, width: right - left, height: bottom - top}};
  }, stop);
  if (found.hidden) return `${found.words} ${found.hidden} while it has the focus`;
  const focused = await sheet.page.screenshot({clip: found.clip});
  await sheet.run(() => document.activeElement.blur());
  const plain = await sheet.page.screenshot({clip: found.clip});
  const {count} = await pixels.difference(focused, plain);
  // A line of one pixel around it has twice its width and height; WCAG 2.2, 2.4.13, asks for two such lines.
  const least = 1.5 * found.around;
  return count < least ? `${found.words} looks the same with the focus (${count} pixels differ, ${Math.round(least)} are the least)` : '';
}

// Presses a key on a control and waits for what should follow.
async function works(sheet, player, pattern, key, follows) {
  const handle = await control(sheet, player, pattern);
  if (!handle) return [`player ${player + 1}: no control named like /${pattern}/`];
  await handle.focus();
  const before = await sheet.run((index) => look.state(index), player);
  await sheet.page.keyboard.press(key);
  const done = await until(sheet, ([index, before, follows]) => look.follows[follows](before, look.state(index)), [player, before, follows]);
  return done ? [] : [`player ${player + 1}: ${key} on the control named like /${pattern}/ has no effect (${follows})`];
}

async function keys_work(site) {
  const sheet = await site.open();
  const faults = [];
  for (let player = 0; player < await count_players(sheet); ++player) {
    const tries = [[kPlay, 'Space', 'plays'], [kPlay, 'Enter', 'pauses'], [kPlace, 'ArrowRight', 'moves on'],
      [kPlace, 'Home', 'begins']];
    if (await sheet.run((index) => look.has_captions(look.players()[index]), player))
      tries.push([kCaptions, 'Space', 'captions'], [kCaptions, 'Space', 'captions']);
    for (const [pattern, key, follows] of tries) faults.push(...await works(sheet, player, pattern, key, follows));
    faults.push(...await choices_work(sheet, player), ...await moments_work(sheet, player), ...await hold_works(sheet, player));
  }
  faults.push(...await the_rest_works(sheet));
  none(faults, 'keys');
}

async function choices_work(sheet, player) {
  const radios = await sheet.run((index) => {
    const choices = look.choices(look.players()[index]);
    (choices.find(look.pressed) ?? choices[0])?.focus();
    return choices.length > 1 && [choices[0].type === 'radio' || choices[0].getAttribute('role') === 'radio'];
  }, player);
  if (!radios) return [];
  const before = await sheet.run((index) => look.state(index), player);
  if (!radios[0]) await sheet.page.keyboard.press('Tab');
  await sheet.page.keyboard.press(radios[0] ? 'ArrowRight' : 'Enter');
  const done = await until(sheet, ([index, before]) => look.state(index).who !== before.who, [player, before]);
  return done ? [] : [`player ${player + 1}: the arrow keys do not choose another listener`];
}

async function moments_work(sheet, player) {
  const time = await sheet.run((index) => {
    const last = look.moments(look.players()[index]).at(-1);
    last?.focus();
    return last?.dataset.time;
  }, player);
  if (time === undefined) return [];
  await sheet.page.keyboard.press('Enter');
  const done = await until(sheet, ([index, time]) => Math.abs(look.state(index).time - time) < 0.1, [player, time]);
  return done ? [] : [`player ${player + 1}: Enter on the last moment does not lead there`];
}

// A button that compares while it is held: by keys another film is heard until the key is let go, or pressed again.
async function hold_works(sheet, player) {
  const handle = await control(sheet, player, 'hold');
  if (!handle) return [];
  const who = () => sheet.run((index) => look.state(index).who, player);
  const heard_is = (same, film) => until(sheet, ([index, same, film]) => (look.state(index).who === film) === same, [player, same, film], 1500);
  await handle.focus();
  const before = await who(), words = await handle.evaluate((e) => look.name(e));
  await sheet.page.keyboard.down('Space');
  const held = await heard_is(false, before);
  await sheet.page.keyboard.up('Space');
  if (!held && !await heard_is(false, before)) return [`player ${player + 1}: Space on “${words}” changes nothing`];
  if (!held) await sheet.page.keyboard.press('Space');
  return await heard_is(true, before) ? [] : [`player ${player + 1}: Space on “${words}” does not lead back`];
}

// Parts that open, and what is a button only by its role.
async function the_rest_works(sheet) {
  const faults = [];
  const handles = await sheet.page.evaluateHandle(() => look.all(document, 'summary, [role=button]').filter((e) => look.shown(e) && !(e instanceof HTMLButtonElement)));
  for (const handle of (await handles.getProperties()).values()) {
    const element = handle.asElement();
    await element.focus();
    await element.evaluate((e) => { e.dataset.clicked = 'no'; e.addEventListener('click', () => { e.dataset.clicked = 'yes'; }); });
    await sheet.page.keyboard.press('Enter');
    await settle(sheet, 30);
    if (await element.evaluate((e) => e.dataset.clicked) === 'no') faults.push(`Enter does not press ${await element.evaluate(look_words)}`);
  }
  return faults;
}

const look_words = (element) => look.words(element);

async function no_key_is_lost_in_full_screen(site) {
  const sheet = await site.open();
  const faults = [];
  for (let player = 0; player < await count_players(sheet); ++player) {
    faults.push(...await works(sheet, player, kFull, 'Enter', 'fills the screen'));
    if (!await sheet.run(() => document.fullscreenElement !== null)) continue;
    await sheet.page.keyboard.press('Escape');
    await settle(sheet, 300);
    // Without a window the browser does not see Escape; then the control itself must lead back.
    if (await sheet.run(() => document.fullscreenElement !== null)) faults.push(...await works(sheet, player, kFull, 'Enter', 'leaves the full screen'));
  }
  none(faults, 'full screen');
}

export const keyboard = [
  {name: 'Tab reaches every control in order, and leads out again', run: tab_reaches_all},
  {name: 'what has the focus is seen, light and dark', run: focus_is_seen},
  {name: 'every control works by keys', run: keys_work},
  {name: 'full screen is entered and left by keys', run: no_key_is_lost_in_full_screen},
];
