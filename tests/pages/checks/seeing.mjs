// SPDX-License-Identifier: Apache-2.0
// Light, dark, and no movement for those who asked for none.
import {count_players, kPlay, none, press, settle} from './means.mjs';

// Relative luminance, ours: a dark page's ground is below 0.05 and a picture on it below 0.35 in the mean; white is 1.
const kDarkGround = 0.05, kLightGround = 0.7, kDarkPicture = 0.35;

const pictures = () => look.all(document, 'img, svg, canvas').filter((picture) => {
  const box = picture.getBoundingClientRect();
  return look.shown(picture) && box.width > 120 && box.height > 60 && !picture.closest('[data-own-colours], [data-player] .stage');
});

async function follows_the_scheme(site, pixels) {
  const faults = [];
  for (const {size, scheme} of site.views) {
    const sheet = await site.open({size, scheme});
    await settle(sheet, 300);
    const edge = await pixels.luminance(await sheet.page.screenshot({clip: {x: 0, y: 0, width: 4, height: size.height}}));
    const wrong = scheme === 'dark' ? edge > kDarkGround : edge < kLightGround;
    if (wrong) faults.push(`${size.width} px: the ${scheme} page’s ground has luminance ${edge.toFixed(2)}`);
    if (scheme === 'dark') faults.push(...await bright_pictures(sheet, pixels, size));
    await site.end_open();
  }
  none(faults, 'colours');
}

async function bright_pictures(sheet, pixels, size) {
  const faults = [];
  const handles = await sheet.page.evaluateHandle(pictures);
  for (const handle of (await handles.getProperties()).values()) {
    const picture = handle.asElement();
    const bright = await pixels.luminance(await picture.screenshot({animations: 'disabled'}));
    const words = await picture.evaluate((e) => `${look.words(e)} ${e.alt ?? e.getAttribute('aria-label') ?? ''} ${e.className.baseVal ?? e.className}`);
    if (bright > kDarkPicture) faults.push(`${size.width} px, dark: ${words} has luminance ${bright.toFixed(2)}`);
  }
  return faults;
}

async function stands_still(site) {
  const sheet = await site.open({motion: 'reduce'});
  for (let player = 0; player < await count_players(sheet); ++player) {
    await press(sheet, player, kPlay);
    await sheet.run((index) => look.choices(look.players()[index]).at(-1)?.click(), player);
    await sheet.run((index) => look.moments(look.players()[index]).at(-1)?.click(), player);
    none(await sheet.run(moving), `player ${player + 1}, with less movement asked for`);
    await press(sheet, player, kPlay);
  }
}

// Everything that blends or moves by style sheet, or would when it changes.
function moving() {
  const running = document.getAnimations().filter((one) => one.playState === 'running').map((one) => `an animation runs on ${look.words(one.effect.target)}`);
  const would = look.all(document, '*').filter((element) => look.shown(element)).filter((element) => {
    const style = getComputedStyle(element);
    return style.transitionDuration.split(',').some((time) => parseFloat(time) > 0.01) || style.scrollBehavior === 'smooth';
  });
  return [...running, ...would.slice(0, 5).map((element) => `${look.words(element)} has a transition or smooth scrolling`)];
}

export const seeing = [
  {name: 'ground and pictures follow light and dark', run: follows_the_scheme},
  {name: 'nothing moves for those who asked for less movement', run: stands_still},
];
