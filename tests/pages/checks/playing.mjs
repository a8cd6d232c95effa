// SPDX-License-Identifier: Apache-2.0
// Films play with picture and sound, keep their place when the listener is switched, and lead to the moments.
import {count_players, kPlay, none, playing, press, settle} from './means.mjs';

const kMostJump = 0.020;  // s
const kLook = 0.4, kMostStop = 0.25;  // s: after so long the film goes on, but for a seek on a busy machine. Ours.
const kTries = 2;  // a busy machine stops films by itself, now and then; a fault of the page comes every time

async function films_play(site) {
  const sheet = await site.open();
  const faults = [];
  for (let player = 0; player < await count_players(sheet); ++player) {
    await press(sheet, player, kPlay);
    const count = await sheet.run((index) => look.choices(look.players()[index]).length, player);
    for (let i = 0; i < Math.max(1, count); ++i) {
      await sheet.run(([p, i]) => look.choices(look.players()[p])[i]?.click(), [player, i]);
      const fault = await sheet.run(sounding, player);
      if (fault) faults.push(`player ${player + 1}, choice ${i + 1}: ${fault}`);
    }
    await press(sheet, player, kPlay);
    if (!await playing(sheet, player, false)) faults.push(`player ${player + 1} does not pause`);
  }
  none(faults, 'films');
}

// The film heard goes on, and its sound and picture are decoded: a browser plays a film whose sound it cannot decode
// without a word.
async function sounding(index) {
  const film = look.heard(look.players()[index]);
  if (!film) return 'no film is heard';
  const before = film.currentTime, start = performance.now();
  while (film.currentTime < before + 0.2 && performance.now() < start + 8000) await look.wait(50);
  if (film.error) return `cannot be played: ${film.error.message}`;
  if (film.currentTime < before + 0.2) return 'stands still';
  if (!film.webkitAudioDecodedByteCount) return 'its sound is not decoded';
  return film instanceof HTMLVideoElement && film.videoWidth && !film.webkitVideoDecodedByteCount ? 'its picture is not decoded' : '';
}

// Positions by the films' own clocks: at the instant of the switch the new film's against the old one's; later
// against the wall clock, which a film that stands still at the switch misses. A page may first bring the other film to
// the place, while the old one is heard.
async function switch_often([index, count, look_after]) {
  const player = look.players()[index], choices = look.choices(player), steps = [];
  const back_to_start = async () => {
    for (const film of look.films(player)) film.currentTime = 0;
    while (look.films(player).some((film) => film.seeking)) await look.wait(20);
    await look.wait(500);
  };
  for (let i = 0; i < count; ++i) {
    await look.wait(250 + 37 * (i % 7));  // not in step with the page's own timers
    if (look.heard(player).currentTime > look.heard(player).duration - 2) await back_to_start();
    const from = look.heard(player), before = from.currentTime, start = performance.now();
    choices[(choices.findIndex(look.pressed) + 1) % choices.length].click();
    while (look.heard(player) === from && performance.now() < start + 3000) await look.wait(1);
    const to = look.heard(player);
    if (!to || to === from) return {fault: `switch ${i + 1} changed nothing`};
    const at = (to.currentTime - before) - (performance.now() - start) / 1000;
    await look.wait(1000 * look_after);
    steps.push([at, (to.currentTime - before) - (performance.now() - start) / 1000]);
  }
  return {steps};
}

async function keeps_its_place(site) {
  const sheet = await site.open();
  const faults = [];
  for (let player = 0; player < await count_players(sheet); ++player) {
    if (await sheet.run((index) => look.choices(look.players()[index]).length, player) < 2) continue;
    let found;
    for (let i = 0; i < kTries && (!found || found.length); ++i) found = await a_series(site, player);
    faults.push(...found);
  }
  none(faults, `${1000 * kMostJump} ms at once and ${1000 * kMostStop} ms after ${kLook} s are the most`);
}

async function a_series(site, player) {
  const sheet = await site.open();
  await press(sheet, player, kPlay);
  if (!await playing(sheet, player)) return [`player ${player + 1} does not play`];
  await settle(sheet, 1500);
  const {steps, fault} = await sheet.run(switch_often, [player, site.switches, kLook]);
  await sheet.context.close();
  if (fault) return [`player ${player + 1}: ${fault}`];
  const ms = (seconds) => (1000 * seconds).toFixed(1);
  const most = (k) => ms(Math.max(...steps.map((step) => Math.abs(step[k]))));
  site.note?.(`player ${player + 1}: ${steps.length} switches, at most ${most(0)} ms, after ${kLook} s ${most(1)} ms`);
  return steps.flatMap(([at, after], i) => {
    const fine = Math.abs(at) <= kMostJump && Math.abs(after) <= kMostStop;
    return fine ? [] : [`player ${player + 1}, switch ${i + 1}: ${ms(at)} ms at once, ${ms(after)} ms after ${kLook} s`];
  });
}

async function moments_lead_there(site) {
  const sheet = await site.open();
  none(await sheet.run(async () => {
    const faults = [];
    for (const [i, player] of look.players().entries())
      for (const moment of look.moments(player)) {
        moment.click();
        await look.wait(50);
        const miss = look.heard(player).currentTime - moment.dataset.time;
        if (Math.abs(miss) > 0.1) faults.push(`player ${i + 1}: ${look.words(moment)} leads ${miss.toFixed(2)} s beside its time`);
      }
    return faults;
  }), 'moments');
}

export const films = [
  {name: 'films play, with their sound', run: films_play},
  {name: 'keeps its place within 20 ms over twenty switches', run: keeps_its_place},
  {name: 'moments lead to their times', run: moments_lead_there},
];
