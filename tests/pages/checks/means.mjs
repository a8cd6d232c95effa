// SPDX-License-Identifier: Apache-2.0
// What the checks share.
import assert from 'node:assert/strict';

const kListed = 12;  // faults that a message names

// Fails with the list, if it holds anything.
export function none(faults, where) {
  const more = faults.length > kListed ? [`and ${faults.length - kListed} more`] : [];
  assert.ok(faults.length === 0, `${where}:\n  ${[...faults.slice(0, kListed), ...more].join('\n  ')}`);
}

// Each width of a page's views once; each colour scheme once.
export const sizes = (site) => [...new Set(site.views.map((view) => view.size))];
export const schemes = (site) => [...new Set(site.views.map((view) => view.scheme))];

export const settle = (sheet, ms) => sheet.page.waitForTimeout(ms);

// Waits until a question asked in the page is answered with yes; false after `ms`.
export async function until(sheet, question, argument, ms = 5000) {
  try {
    await sheet.page.waitForFunction(question, argument, {timeout: ms, polling: 20});
    return true;
  } catch (error) {
    if (error.name !== 'TimeoutError') throw error;
    return false;
  }
}

// The control of a player whose name matches, as a handle of playwright's; null where there is none.
export async function control(sheet, player, pattern) {
  const handle = await sheet.page.evaluateHandle(([index, text]) => look.control(look.players()[index], text), [player, pattern]);
  return handle.asElement();
}

export const kPlay = '^(play|pause)', kPlace = '^place', kCaptions = 'caption', kFull = 'full ?screen';

export const count_players = (sheet) => sheet.run(() => look.players().length);

// Starts or stops a player by its own button.
export async function press(sheet, player, pattern) {
  const handle = await control(sheet, player, pattern);
  assert.ok(handle, `player ${player + 1} has no control named like /${pattern}/`);
  await handle.evaluate((element) => (element.closest('label') ?? element).scrollIntoView({block: 'center', behavior: 'instant'}));
  await handle.evaluate((element) => element.click());
}

export const playing = (sheet, player, wanted = true) =>
  until(sheet, ([index, yes]) => {
    const film = look.heard(look.players()[index]);
    return film && film.paused !== yes && (!yes || film.currentTime > 0);
  }, [player, wanted], 10000);
