// SPDX-License-Identifier: Apache-2.0
// A real-time run in Chromium, of a file and of live sound while listeners change: what the browser counts of it
// (AudioContext.playbackStats). Printed and not judged, as it depends on the machine's other work.
import {writeFileSync} from "node:fs";
import path from "node:path";
import {closed, folder, opened, skip, wavOf} from "../tests/engine/chromium.mjs";
import {noise} from "../tests/engine/module.mjs";

const kSeconds = 10;

/** In the page: plays for some seconds with a new listener each second; the browser's counts and the engine's. */
async function run({kind, seconds}) {
  const usual = {listener: "preset:N4", scene: null, fullScaleDbSpl: 91, ringing: "off", smearing: true};
  const context = new AudioContext({latencyHint: kind === "live" ? "interactive" : "playback"});
  const engine = await window.otoscape.loadEngine();
  let starved = 0, player;
  if (kind === "live") {
    const source = new OscillatorNode(context);
    source.start();
    player = await window.LivePlayer.open(context, engine, source, usual);
  } else {
    const file = new File([await (await fetch("noise.wav")).blob()], "noise.wav");
    player = await window.otoscape.openFile(context, engine, file, usual);
  }
  player.addEventListener("state", (event) => { if (event.detail === "starved") ++starved; });
  const clicked = performance.now();
  if (kind === "live") await context.resume();
  else await player.play();
  const startedMs = performance.now() - clicked;
  for (const name of ["S2", "N3", "N4", "normal", "N6", "N1", "S3", "N5", "N2", "off"].slice(0, seconds)) {
    await new Promise((done) => setTimeout(done, 1000));
    await player.configure({...usual, listener: `preset:${name}`});
  }
  const told = context.playbackStats ?? context.playoutStats;
  const stats = told && (told.toJSON?.() ?? told);
  const {sampleRate, baseLatency, outputLatency} = context;
  player.stop();
  return {stats, starved, sampleRate, baseLatency, outputLatency, startedMs};
}

export async function played() {
  if (skip) return console.log(`${"in a browser".padEnd(36)} not run: there is no Chromium`);
  const page = await opened(), sound = noise(48000 * (kSeconds + 5), 0.05);
  writeFileSync(path.join(folder, "noise.wav"), wavOf(sound, sound, 48000));
  for (const kind of ["file", "live"]) {
    const {stats, starved, sampleRate, outputLatency} = await page.evaluate(run, {kind, seconds: kSeconds});
    const ms = (s) => `${(1000 * s).toFixed(1)} ms`;
    const counted = stats === undefined ? "this browser counts nothing"
      : `${stats.underrunEvents} underruns, ${ms(stats.underrunDuration)} of ${stats.totalDuration.toFixed(1)} s; ` +
        `latency ${ms(stats.averageLatency)}, ${ms(stats.minimumLatency)} to ${ms(stats.maximumLatency)}`;
    console.log(`${`Chromium, ${kind}, a listener a second`.padEnd(36)} ${counted}; output ${ms(outputLatency)}, ` +
                `${sampleRate} Hz; starved ${starved} times`);
  }
  await closed();
}
