// SPDX-License-Identifier: Apache-2.0
// The page with its engine, as a person uses it.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';

import {heardInNode} from '../engine/heard.mjs';
import {kNoiseS, kRate, noise_channels} from './site.mjs';
import {compared} from './sound.mjs';

// Of six seconds: a machine that others use interrupts, above all where no thread may have priority.
const kLeastHeardS = 2;

// That this machine is too busy is no fault of the page's.
const trouble = async (visit) => (await visit.run(() => document.querySelector('.sources .trouble')?.textContent ?? '')).replace(/^This device is too busy.*/, '');
const played_s = (visit) => visit.run(() => Number(document.querySelector('.dock .seek')?.value));
const pressed = (visit) => visit.run(() => document.querySelector('.dock .hold').getAttribute('aria-pressed'));
const playing = (visit) => visit.run(() => document.querySelector('.dock .play span').textContent === 'Pause');
const begins = (visit) => visit.until(() => Number(document.querySelector('.dock .seek')?.value) > 0);

async function come(visit, url) {
  await visit.goto(url);
  await visit.seen('.source:not(:disabled), .audiogram, .about-part');
}

/** MD5 of a film's packets of picture. */
const packets = (file) => spawnSync('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:v', '-c', 'copy', '-bsf:v', 'h264_mp4toannexb', '-f', 'md5', '-'],
  {encoding: 'utf8'}).stdout;

/** From where the focus is: forwards from the start, else back to the head of the page. */
async function tab_to(visit, place) {
  const back = await visit.run(() => document.activeElement !== document.body);
  if (back) await visit.key_down('Shift');
  for (let i = 0; i < 12 && !await visit.run((to) => document.activeElement?.dataset?.place === to, place); ++i) await visit.key('Tab');
  if (back) await visit.key_up('Shift');
}

/** The three places by Tab and Enter, and pictures of them. */
export async function look(visit, site, {kind, size, language, name}) {
  await come(visit, `${site.root(kind)}index.html`);
  if (language !== 'en') {
    await visit.select('select.language', language);
    await visit.until((to) => document.documentElement.lang === to, [language]);
  }
  for (const place of ['audiogram', 'about', 'listen']) {
    await tab_to(visit, place);
    await visit.key('Enter');
    await visit.seen(`oto-${place} h1`);
    assert.equal(await visit.run(() => document.activeElement.id), 'content', 'the focus goes along');
    await visit.run(() => document.querySelector('.announcer').replaceChildren());  // it covers the head for some seconds
    const [scrolls, shows] = await visit.run(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.equal(shows, size.width);
    assert.ok(scrolls <= shows, `${place} is ${scrolls} px wide on a screen of ${shows}`);
    await pause(200);
    await visit.shot(path.join(site.shots(kind), `${name}-${place}.png`));
  }
  assert.equal(await visit.run(() => document.documentElement.lang), language);
}

export const page_checks = [
  ['the kitchen plays: the room while held, another listener, Stop', async ({visit, site, kind, note}) => {
    await come(visit, `${site.root(kind)}index.html`);
    const clicked = performance.now();
    await visit.click('.source.kitchen');
    await begins(visit);
    note(`the first sound ${Math.round(performance.now() - clicked)} ms after a click`);
    await visit.hold('.dock .hold');
    assert.equal(await pressed(visit), 'true');
    await visit.release_pointer();
    assert.equal(await pressed(visit), 'false');
    await visit.key_down('r');
    assert.equal(await pressed(visit), 'true');
    await visit.key_up('r');
    assert.equal(await pressed(visit), 'false');
    await visit.click('label:has(input[value="preset:S2"])');
    await visit.until(() => document.querySelector('input[name=listener]:checked')?.value === 'preset:S2');
    const [from, before] = [await played_s(visit), performance.now()];
    await pause(3000);
    const part = (await played_s(visit) - from) / (performance.now() - before) * 1000;
    note(`three seconds of playing were ${(3 * part).toFixed(1)} s of sound`);
    assert.ok(part > 0.9 && part < 1.1, `${part} times as fast as it should`);
    await visit.shot(path.join(site.shots(kind), 'playing.png'));
    assert.equal(await trouble(visit), '');
    await visit.click('.dock .stop');
    assert.ok(!await playing(visit));
    await pause(300);
    const stopped = await played_s(visit);
    await pause(300);
    assert.equal(await played_s(visit), stopped);
    await visit.click('label:has(input[value=story])');
    await visit.seen('.story-panel .moments button');
    await visit.click('.dock .play');
    await visit.until((at) => Number(document.querySelector('.dock .seek').value) > at, [stopped], 30_000);
    await visit.key('Escape');
    assert.equal(await trouble(visit), '');
  }],
  ['a sound of one’s own comes out of the device, and out of a WAV file, as Node renders it', async ({visit, site, kind, device, note}) => {
    await come(visit, `${site.root(kind)}index.html`);
    const expected = await heardInNode(...noise_channels(), kRate, 'preset:N3');
    const recording = await device.record();
    await visit.choose_file('oto-sources input[type=file]', site.sound);
    await visit.seen('.dock .play', 30_000);
    await visit.click('.dock .play');
    await visit.until((length) => Number(document.querySelector('.dock .seek').value) >= length - 0.15, [kNoiseS], 30_000);
    await pause(500);
    const recorded = await recording.end();
    for (const ear of [0, 1]) {
      const {foundS, breaks, worst} = compared(expected[ear], recorded[ear], kRate);
      note(`${['left', 'right'][ear]} ear, from the device: ${foundS.toFixed(2)} s of ${kNoiseS}, off by at most ${worst.toExponential(1)} of the peak; ` +
        `interrupted ${breaks} times`);
      assert.ok(foundS > kLeastHeardS && worst < 1e-4, `${foundS} s, ${worst}`);
    }
    assert.equal(await trouble(visit), '');
    const bytes = readFileSync(await visit.downloaded(() => visit.click('.export .make')));
    const frames = kNoiseS * kRate;
    assert.equal(bytes.length, 80 + 8 * frames);
    let worst = 0;
    for (let i = 0; i < frames; ++i)
      for (const ear of [0, 1]) worst = Math.max(worst, Math.abs(bytes.readFloatLE(80 + 8 * i + 4 * ear) - expected[ear][i]));
    note(`WAV file: off by at most ${worst.toExponential(1)}`);
    assert.ok(worst < 1e-6, `${worst}`);
  }],
  ['a film plays with its picture, and is exported packet by packet', async ({visit, site, kind, note, skip}) => {
    if (!site.film) return skip('no ffmpeg');
    await come(visit, `${site.root(kind)}index.html`);
    await visit.choose_file('oto-sources input[type=file]', site.film);
    await visit.seen('.dock .play', 30_000);
    await visit.click('.dock .play');
    await visit.until(() => Number(document.querySelector('.dock .seek').value) > 1.5, [], 30_000);
    const [shown, at, heard] = await visit.run(() => {
      const video = document.querySelector('video');
      return [video.checkVisibility() ? video.videoWidth : 0, video.currentTime, Number(document.querySelector('.dock .seek').value)];
    });
    note(`the picture is at ${at.toFixed(2)} s, the time that is shown at ${heard} s`);
    assert.equal(shown, 320);
    // WebKitGTK's first second of a picture takes up to four where its sound goes through PulseAudio.
    if (kind !== 'webkit') assert.ok(Math.abs(at - heard) < 0.5, `${at} s, ${heard} s`);
    assert.equal(await trouble(visit), '');
    await visit.shot(path.join(site.shots(kind), 'film.png'));
    await visit.key('Escape');
    const buttons = await visit.run(() => [...document.querySelectorAll('.export .make')].map((one) => one.textContent));
    note(`writes ${buttons.join('; ')}`);
    for (let i = 1; i < buttons.length; ++i) {
      const file = await visit.downloaded(() => visit.click('.export .make', i));
      assert.equal(packets(file), packets(site.film), buttons[i]);
      await visit.until(() => !document.querySelector('.export .make').disabled);
    }
  }],
  ['an audiogram is drawn by keys, and opens from its link on another device', async ({visit, site, kind, another}) => {
    await come(visit, `${site.root(kind)}index.html#/audiogram`);
    const slider = '[role=slider][aria-label$=", 1k Hz"]';
    const value = (one) => one.run((what) => document.querySelector(what).getAttribute('aria-valuetext'), slider);
    const before = await value(visit);
    await visit.run((what) => document.querySelector(what).focus(), slider);
    for (let i = 0; i < 3; ++i) await visit.key('ArrowDown');
    const drawn = await value(visit);
    assert.notEqual(drawn, before);
    assert.match(drawn, /^\d+ dB HL$/);
    await pause(400);
    const link = await visit.run(() => document.querySelector('.link').value);
    assert.ok(link.includes('#/audiogram') || link.includes('s='), link);
    const other = await another();
    await come(other, link);
    await other.until(() => document.querySelector('.announcer p')?.textContent.startsWith('Opened from a link'));
    await other.run(() => { location.hash = '#/audiogram'; });
    await other.seen(slider);
    assert.equal(await value(other), drawn);
    await other.shot(path.join(site.shots(kind), 'from-a-link.png'));
    assert.deepEqual(await other.faults(), []);
  }],
  ['without its server it comes again, plays and writes a file', async ({visit, site, kind}) => {
    await come(visit, `${site.root(kind)}index.html`);
    await visit.until(() => document.documentElement.dataset.offline === 'ready', [], 30_000);
    await visit.until(() => navigator.serviceWorker.controller !== null);
    await site.without_server(async () => {
      await visit.reload();
      await visit.seen('.source:not(:disabled)');
      await visit.click('.source.kitchen');
      await begins(visit);
      const file = await visit.downloaded(() => visit.click('.export .make'));
      assert.equal(readFileSync(file).toString('latin1', 0, 4), 'RIFF');
    });
  }],
];
