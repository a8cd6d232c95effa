// SPDX-License-Identifier: Apache-2.0
// In full screen everything is at hand that is under the picture: controls, choices and the story's moments.
import {count_players, kFull, none, press, settle, until} from './means.mjs';

function hidden_parts(index) {
  const screen = document.fullscreenElement, player = look.players()[index];
  const patterns = ['^(play|pause)', '^place', ...(look.has_captions(player) ? ['caption'] : [])];
  const wanted = [
    ...patterns.map((pattern) => [look.control(screen, pattern), `a control named like /${pattern}/`]),
    ...look.choices(player).map((choice) => [choice, `the choice ${look.words(choice)}`]),
    ...look.moments(player).map((moment) => [moment, `the moment ${look.words(moment)}`]),
  ];
  return wanted.flatMap(([element, words]) => {
    if (!element || !screen.contains(element)) return [`${words} is not in the full screen`];
    const fault = look.unreachable(element);
    return fault ? [`${words} ${fault}`] : [];
  });
}

// Shown for good or on request; the picture keeps at least two fifths of the screen's width. Ours.
function picture_fault(index) {
  const film = look.films(look.players()[index]).find((one) => look.shown(one));
  const box = film?.getBoundingClientRect();
  if (!(film instanceof HTMLVideoElement)) return [];
  return box.width < 0.4 * innerWidth ? [`the picture is only ${Math.round(box.width)} of ${innerWidth} px wide`] : [];
}

async function all_at_hand(site) {
  const faults = [];
  for (const {size, scheme} of site.views) {
    const sheet = await site.open({size, scheme});
    for (let player = 0; player < await count_players(sheet); ++player) {
      await press(sheet, player, kFull);
      if (!await until(sheet, () => document.fullscreenElement !== null)) none([`player ${player + 1} does not fill the screen`], `${size.width} px`);
      await sheet.page.mouse.move(size.width / 2, size.height / 2);
      await settle(sheet, 300);
      await sheet.shot(`out/pages/${site.name}-${size.width}-${scheme}-full-${player + 1}.png`, false);
      const found = [...await sheet.run(hidden_parts, player), ...await sheet.run(picture_fault, player)];
      faults.push(...found.map((fault) => `${size.width} px, ${scheme}, player ${player + 1}: ${fault}`), ...await pressed_there(sheet, player));
      await sheet.run(() => document.exitFullscreen());
    }
    await site.end_open();
  }
  none(faults, 'full screen');
}

// A real press of the mouse on the last choice and the last moment.
async function pressed_there(sheet, player) {
  const faults = [];
  for (const kind of ['choices', 'moments']) {
    const box = await sheet.run(([index, kind]) => {
      const last = look[kind](look.players()[index]).at(-1);
      return document.fullscreenElement?.contains(last) && !look.unreachable(last) ? look.box(last) : null;
    }, [player, kind]);
    if (!box) continue;  // already a fault, or there is none
    await sheet.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const done = await until(sheet, ([index, kind]) => {
      const last = look[kind](look.players()[index]).at(-1);
      return kind === 'choices' ? look.pressed(last) : Math.abs(look.state(index).time - last.dataset.time) < 0.1;
    }, [player, kind], 3000);
    if (!done) faults.push(`player ${player + 1}: pressing the last of ${kind} has no effect in full screen`);
  }
  return faults;
}

export const full_screen = [
  {name: 'controls, choices and moments are at hand in full screen', run: all_at_hand},
];
