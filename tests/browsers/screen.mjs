// SPDX-License-Identifier: Apache-2.0
// What browsers need that have neither screen nor sound device: an X server in memory, and a sink that can be listened to.
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';

const lacks = (program, ...options) => spawnSync(program, options, {stdio: 'ignore'}).error !== undefined;
export const kNoScreen = lacks('Xvfb', '-version') && 'there is no Xvfb here: install the package xvfb';
export const kNoSound = lacks('pulseaudio', '--version') && 'there is no PulseAudio here: install the packages pulseaudio and pulseaudio-utils';

async function ended(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  await gone;
}

/** Gives {environment, close()}. */
export async function screen() {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {stdio: ['ignore', 'pipe', 'ignore']});
  const display = await new Promise((ready, failed) => {
    server.stdout.setEncoding('utf8').once('data', (text) => ready(`:${text.trim()}`));
    server.on('error', failed);
    server.on('exit', (code) => failed(new Error(`Xvfb ended with status ${code}`)));
  });
  return {environment: {DISPLAY: display}, close: () => ended(server)};
}

/** A sound device of 44.1 kHz, the rate that PulseAudio and browsers take by themselves: {environment, record(), close()}. */
export async function sound_device() {
  const home = mkdtempSync(path.join(tmpdir(), 'otoscape-sound-')), socket = path.join(home, 'native');
  const environment = {PULSE_SERVER: `unix:${socket}`, XDG_RUNTIME_DIR: home};
  const server = spawn('pulseaudio', ['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--disable-shm',
    '--load=module-null-sink sink_name=heard format=float32le rate=44100 channels=2',
    `--load=module-native-protocol-unix socket=${socket} auth-anonymous=1`],
  {stdio: 'ignore', env: {...process.env, HOME: home, XDG_RUNTIME_DIR: home, XDG_CONFIG_HOME: home}});
  for (let i = 0; i < 200 && !existsSync(socket) && server.exitCode === null; ++i) await pause(50);
  if (!existsSync(socket)) throw new Error('pulseaudio did not start');
  const close = async () => {
    await ended(server);
    rmSync(home, {recursive: true, force: true});
  };
  return {environment, record: () => record(environment), close};
}

/** What comes out of the device from then on; end() gives both channels. */
async function record(environment) {
  const parts = [];
  const recorder = spawn('parec', ['--device=heard.monitor', '--format=float32le', '--rate=44100', '--channels=2', '--raw', '--latency-msec=50'],
    {stdio: ['ignore', 'pipe', 'ignore'], env: {...process.env, ...environment}});
  recorder.stdout.on('data', (data) => parts.push(data));
  await new Promise((ready) => recorder.stdout.once('data', ready));
  return {end: async () => {
    await ended(recorder);
    const bytes = Buffer.concat(parts), frames = Math.floor(bytes.length / 8);
    return [0, 4].map((at) => Float32Array.from({length: frames}, (_, i) => bytes.readFloatLE(8 * i + at)));
  }};
}
