// SPDX-License-Identifier: Apache-2.0
// Captions: drawn when they are on, gone when they are off, large, and where the cue places them.
import {kPhone} from '../browser.mjs';
import {count_players, kCaptions, none, press, settle, sizes, until} from './means.mjs';

// A line of text with its ground is at least this part of the picture's height (BBC subtitle guidelines: lines of 8 %
// of the height; ours leaves room for wide pictures), and on a phone at least so many pixels.
const kLeastLine = 0.05, kLeastPixels = 14;
const kApart = 0.1;  // of the picture, between places that a cue's settings set apart

// Up to four cues of the film heard, of different places, each with the middle of the longest time it stands alone.
function some_cues(index) {
  const tracks = [...look.heard(look.players()[index]).textTracks].concat(...look.films(look.players()[index]).map((film) => [...film.textTracks]));
  const cues = tracks.find((track) => track.cues?.length)?.cues ?? [];
  const longest_alone = (cue) => {
    const others = [...cues].filter((other) => other !== cue && other.startTime < cue.endTime && cue.startTime < other.endTime);
    let best = [cue.startTime, cue.startTime], from = cue.startTime;
    const ends = others.sort((a, b) => a.startTime - b.startTime);
    for (const {startTime, endTime} of [...ends, {startTime: cue.endTime, endTime: cue.endTime}]) {
      if (startTime - from > best[1] - best[0]) best = [from, startTime];
      from = Math.max(from, endTime);
    }
    return best;
  };
  const kinds = new Map();
  for (const cue of cues) {
    const [from, to] = longest_alone(cue), place = `${cue.line} ${cue.position} ${cue.align}`;
    if (to - from > 0.5 && !kinds.has(place)) kinds.set(place, {cue, time: (from + to) / 2});
  }
  return [...kinds.values()].slice(0, 4).map(({cue, time}) => ({
    time, text: cue.text, place: [cue.line, cue.position, cue.align],
    lines: cue.text.split('\n').length, up: typeof cue.line === 'number' && cue.line >= 0 && (cue.snapToLines ? cue.line < 5 : cue.line < 40)}));
}

const stage_box = (index) => {
  const player = look.players()[index];
  const film = look.films(player).find((one) => look.shown(one) && one.getBoundingClientRect().height > 0);
  film.scrollIntoView({block: 'center', behavior: 'instant'});
  const {x, y, width, height} = film.getBoundingClientRect();
  return {x, y, width, height};
};

async function drawn(sheet, pixels, player, cue, picture) {
  await sheet.run(([index, time]) => { for (const film of look.films(look.players()[index])) film.currentTime = time; }, [player, cue.time]);
  await until(sheet, (index) => look.films(look.players()[index]).every((film) => !film.seeking), player);
  await settle(sheet, 400);
  const clip = await sheet.run(stage_box, player);
  const on = await sheet.page.screenshot({clip, path: picture});
  await press(sheet, player, kCaptions);
  await settle(sheet, 200);
  const off = await sheet.page.screenshot({clip: await sheet.run(stage_box, player)});
  await press(sheet, player, kCaptions);
  await settle(sheet, 200);
  return pixels.difference(on, off);
}

function size_faults(cue, found, size) {
  if (found.count < 50) return [`“${cue.text}” is not drawn, or not taken away when captions are off`];
  const line = (found.bottom - found.top) / cue.lines;
  const faults = [];
  if (line < kLeastLine * found.height) faults.push(`“${cue.text}”: a line is ${line.toFixed(0)} px of ${found.height} px high, ${100 * kLeastLine} % is the least`);
  if (size === kPhone && line < kLeastPixels) faults.push(`“${cue.text}”: a line is ${line.toFixed(0)} px high, ${kLeastPixels} px are the least`);
  if (cue.up && found.top > found.height / 2) faults.push(`“${cue.text}” is set to the top and drawn in the lower half`);
  return faults;
}

async function captions_are_seen(site, pixels) {
  const faults = [];
  let cues_seen = 0;
  for (const size of sizes(site)) {
    const sheet = await site.open({size});
    await settle(sheet, 500);
    for (let player = 0; player < await count_players(sheet); ++player) {
      const boxes = [];
      for (const cue of await sheet.run(some_cues, player)) {
        const picture = `out/pages/${site.name}-${size.width}-caption-${player + 1}-${boxes.length + 1}.png`;
        const found = await drawn(sheet, pixels, player, cue, picture);
        ++cues_seen;
        faults.push(...size_faults(cue, found, size).map((fault) => `${size.width} px, player ${player + 1}: ${fault}`));
        boxes.push({cue, x: (found.left + found.right) / 2 / found.width, y: (found.top + found.bottom) / 2 / found.height});
      }
      faults.push(...placed_alike(boxes).map((fault) => `${size.width} px, player ${player + 1}: ${fault}`));
    }
    await site.end_open();
  }
  if (cues_seen === 0 && !site.captioned) return site.skip?.('no film of this page has captions');
  if (cues_seen === 0) faults.push('no film has a cue');
  none(faults, 'captions');
}

// Cues whose settings differ are not drawn at one place.
function placed_alike(boxes) {
  const faults = [];
  for (let i = 1; i < boxes.length; ++i)
    if (Math.hypot(boxes[i].x - boxes[0].x, boxes[i].y - boxes[0].y) < kApart)
      faults.push(`“${boxes[0].cue.text}” (${boxes[0].cue.place}) and “${boxes[i].cue.text}” (${boxes[i].cue.place}) are drawn at one place`);
  return faults;
}

export const captions = [
  {name: 'captions are drawn, large, where cues place them', run: captions_are_seen},
];
