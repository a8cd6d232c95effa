// SPDX-License-Identifier: Apache-2.0
// The engine alone: an OfflineAudioContext with its worklet gives what Node gives.
import assert from 'node:assert/strict';

import {heardInNode, kSettings} from '../engine/heard.mjs';
import {noise_channels} from './site.mjs';

// In the page: noise.wav, four seconds of it taken as of whatever rate. Samples come back as text of their bytes: drivers
// carry few numbers a second.
async function rendered(seconds, settings, rate) {
  const frames = seconds * rate, context = new OfflineAudioContext(2, frames, rate), buffer = context.createBuffer(2, frames, rate);
  const sound = new Float32Array(await (await fetch('../noise.wav')).arrayBuffer(), 44);
  for (const ear of [0, 1]) buffer.copyToChannel(Float32Array.from({length: frames}, (_, i) => sound[2 * i + ear]), ear);
  const source = context.createBufferSource();
  source.buffer = buffer;
  const player = await window.LivePlayer.open(context, await window.otoscape.loadEngine(), source, settings);
  source.start();
  const began = performance.now(), out = await context.startRendering(), tookS = (performance.now() - began) / 1000;
  const both = await Promise.all([0, 1].map((ear) => window.base64(new Blob([out.getChannelData(ear)]))));
  return {both, latency: Math.round(player.latencyS() * rate), tookS};
}

const floats = (text) => {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from({length: bytes.length / 4}, (_, i) => bytes.readFloatLE(4 * i));
};

export const engine_checks = [
  ['an OfflineAudioContext gives what Node gives', async ({visit, site, note}) => {
    await visit.goto(`${site.server.origin}/engine/index.html`);
    await visit.until(() => 'otoscape' in window);
    for (const [rate, listener] of [[48000, 'preset:N3'], [44100, 'preset:S2'], [48000, 'preset:bilateral']]) {
      const seconds = 4, frames = seconds * rate;
      const heard = await heardInNode(...noise_channels().map((all) => all.subarray(0, frames)), rate, listener);
      const {both, latency, tookS} = await visit.run(rendered, seconds, {...kSettings, listener}, rate);
      let worst = 0, peak = 0;
      both.map(floats).forEach((made, ear) => {
        for (let i = 0; i + latency < frames; ++i) {
          worst = Math.max(worst, Math.abs(made[i + latency] - heard[ear][i]));
          peak = Math.max(peak, Math.abs(heard[ear][i]));
        }
      });
      note(`${listener} at ${rate} Hz: off by at most ${worst.toExponential(1)}, of a peak of ${peak.toFixed(3)}; ${(seconds / tookS).toFixed(0)} times as fast as it plays`);
      assert.ok(peak > 1e-3 && worst < 1e-6, `${listener}: ${worst}`);
    }
  }],
];
