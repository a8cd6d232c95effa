// SPDX-License-Identifier: Apache-2.0
// Films play with picture and sound, keep their place when the listener is switched, and lead to the moments.
import {count_players, kPlay, none, playing, press, settle} from './means.mjs';

const kMostJump = 0.020;  // s
const kMostStop = 0.100;  // s: a pause that short is no lost word, and what a busy machine adds stays below it. Ours.

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

// Positions by the films' own clocks: at the instant of the switch the new film's against the old one's; 300 ms later
// against the wall clock, which a film that stands still at the switch misses.
async function switch_often([index, count]) {
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
    while (look.heard(player) === from && performance.now() < start + 1000) await look.wait(1);
    const to = look.heard(player);
    if (!to || to === from) return {fault: `switch ${i + 1} changed nothing`};
    const at = (to.currentTime - before) - (performance.now() - start) / 1000;
    await look.wait(300);
    steps.push([at, (to.currentTime - before) - (performance.now() - start) / 1000]);
  }
  return {steps};
}

async function keeps_its_place(site) {
  const sheet = await site.open();
  const faults = [];
  for (let player = 0; player < await count_players(sheet); ++player) {
    if (await sheet.run((index) => look.choices(look.players()[index]).length, player) < 2) continue;
    await press(sheet, player, kPlay);
    if (!await playing(sheet, player)) none([`player ${player + 1} does not play`], 'switching');
    await settle(sheet, 1500);
    const {steps, fault} = await sheet.run(switch_often, [player, site.switches]);
    await press(sheet, player, kPlay);
    if (fault) faults.push(`player ${player + 1}: ${fault}`);
    steps?.forEach(([at, after], i) => {
      if (Math.abs(at) > kMostJump || Math.abs(after) > kMostStop)
        faults.push(`player ${player + 1}, switch ${i + 1}: ${(1000 * at).toFixed(1)} ms at once, ${(1000 * after).toFixed(1)} ms after 0.3 s`);
    });
    const most = (k) => (1000 * Math.max(...steps.map((step) => Math.abs(step[k])))).toFixed(1);
    if (steps) site.note?.(`player ${player + 1}: ${site.switches} switches, at most ${most(0)} ms, after 0.3 s ${most(1)} ms`);
  }
  none(faults, `${1000 * kMostJump} ms at once and ${1000 * kMostStop} ms after 0.3 s are the most`);
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
