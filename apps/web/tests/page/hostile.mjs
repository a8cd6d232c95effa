// SPDX-License-Identifier: Apache-2.0
// Links and files that nobody of good will makes. Chance is seeded.
import {deflateRawSync} from 'node:zlib';

export const packed = (text) => deflateRawSync(Buffer.from(text)).toString('base64url');

/** 0 up to 1. */
export function chance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const kGood = {v: 1, listener: {own: {name: 'x', left: {air: [[250, 30], [1000, 'none']]}, right: {}}}, story: null, ringing: 'off', smearing: true};
const own = (left, name = 'x') => ({...kGood, listener: {own: {name, left, right: {}}}});
const ringing = (one) => own({ringing: [one]});
const tone = {kind: 'tone', pitchHz: 6000, widthOct: 0, levelDbSl: 6};

const kTexts = [
  '', 'null', '[]', '0', '"x"', '{', '{}', '{"v":1}', '{"v":2,"listener":{"preset":"N3"}}', '[[[[[[[[[[[[[[[[[[',
  '['.repeat(100_000), '{"a":'.repeat(50_000), `{"v":1,"listener":${'['.repeat(30)}${']'.repeat(30)}}`, 'x'.repeat(250_000),
  `{"v":1,"listener":{"text":"${'a'.repeat(150_000)}"}}`, '{"v":1,"listener":{"text":5}}', '\u0000\u0001', '"'.repeat(200_001),
  '{"__proto__":{"polluted":1},"v":1,"listener":{"preset":"N3"}}', '{"v":1,"listener":{"__proto__":{"preset":"N3"}}}',
  '{"v":1,"constructor":{"prototype":{"polluted":1}},"listener":{"preset":"N3"}}', '{"v":1,"listener":{"preset":"N3"},"extra":1}',
];
const kNames = ['../../etc/passwd', 'N3/../x', '<img src=x onerror=alert(1)>', 'javascript:alert(1)', 'a'.repeat(61), '', ' N3', 'N3\n', 'ü', '.',
  'https://example.com/x.toml', 'file:///etc/passwd', '"><script>alert(1)</script>', '${7*7}', 'N3"', "N3'", 'N3;', 'data:text/html,x', '\\\\host\\x', 'no-such-preset'];
const kNumbers = [1e308, -1e308, -21, 131, '30', null, true, [], {}, '1e999', NaN];
const kLayers = [{...tone, kind: 'scream'}, {...tone, pitchHz: 99}, {...tone, pitchHz: 12001}, {...tone, levelDbSl: 31}, {...tone, levelDbSl: 120},
  {...tone, levelDbSl: -1}, {...tone, widthOct: 3}, {...tone, extra: 1}, {...tone, pitchHz: '6000'}, {kind: 'tone'}, null, 5, 'tone', [tone]];

function structured() {
  const links = [...kTexts, ...kNames.flatMap((name) => [JSON.stringify({...kGood, listener: {preset: name}}), JSON.stringify({...kGood, story: {preset: name}})])];
  for (const value of kNumbers) links.push(JSON.stringify(own({air: [[250, value]]})), JSON.stringify(own({air: [[value, 30]]})), JSON.stringify(own({implant: {map: 'ace-22', months: value}})));
  for (const layer of kLayers) links.push(JSON.stringify(ringing(layer)));
  links.push(JSON.stringify(own({air: Array.from({length: 41}, (_, i) => [250 + i, 30])})), JSON.stringify(own({ringing: Array(5).fill(tone)})),
    JSON.stringify(own({}, 'n'.repeat(81))), JSON.stringify(own({air: [[250, 30, 1]]}).listener), JSON.stringify({...kGood, ringing: 'loud'}),
    JSON.stringify({...kGood, listener: {own: {name: 'x', left: {}, right: {}, middle: {}}}}), JSON.stringify({...kGood, listener: {text: '<svg onload=alert(1)>'}}),
    JSON.stringify({...kGood, story: {text: '<svg onload=alert(1)>'}}), JSON.stringify({...kGood, story: 5}), JSON.stringify({...kGood, listener: {text: 'format = "otoscape.listener/1"\n'.repeat(4000)}}));
  return links.map(packed);
}

/** At least 200: what is behind "s=" in a link. */
export function hostile_links() {
  const next = chance(17), good = packed(JSON.stringify(kGood));
  const bombs = [deflateRawSync(Buffer.alloc(300_000)), deflateRawSync(Buffer.alloc(20_000_000)), deflateRawSync(Buffer.from('{"v":1,"x":"' + 'a'.repeat(5_000_000) + '"}'))].map((one) => one.toString('base64url'));
  const raw = ['A', 'AA', '-', '_', '====', 'a'.repeat(31_999), 'a'.repeat(32_001), 'a'.repeat(500_000), '%00', '%3Cscript%3E', '<script>', "';alert(1)//", '\u202e', '../..', 'A'.repeat(5)];
  const cut = Array.from({length: 40}, () => good.slice(0, 1 + Math.floor(next() * (good.length - 1))));
  const flipped = Array.from({length: 60}, () => {
    const at = Math.floor(next() * good.length), letter = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[Math.floor(next() * 64)];
    return good.slice(0, at) + letter + good.slice(at + 1);
  });
  return [...bombs, ...raw, ...structured(), ...cut, ...flipped];
}

/** Texts that somebody may try to open as an audiogram. */
export function hostile_files() {
  const next = chance(3);
  const noise = Array.from({length: 20}, (_, i) => Buffer.from(Array.from({length: 50 * i + 1}, () => Math.floor(next() * 256))));
  const texts = ['', '\n', ',', '{', '{}', '[]', '{"audiogram_cfs":[1,2],"audiogram_levels_l":"x"}', `{"a":${'['.repeat(20_000)}`, '{'.repeat(90_000),
    'frequency,left,right\n250,1e999,3', 'frequency,left,right\n-1,3,3', 'frequency,left,right\n250,<b>,3', 'frequency,left,right\n' + '250,3,3\n'.repeat(5000),
    ','.repeat(400_000), '\n'.repeat(400_000), ' '.repeat(900_000), '"'.repeat(900_000), 'format = "otoscape.listener/1"\n[left]\nair_db_hl = {', 'format='.repeat(100_000),
    'ear,conduction,frequency_hz,threshold_db_hl,response\nmiddle,air,250,3,yes', 'ear,conduction,frequency_hz,threshold_db_hl,response\nleft,air,250,,yes',
    '{"x":{"audiogram_cfs":[250],"audiogram_levels_l":[1],"audiogram_levels_r":[1]},"__proto__":{"audiogram_cfs":[250],"audiogram_levels_l":[1],"audiogram_levels_r":[1]}}',
    'frequency;links;rechts\n' + Array.from({length: 60}, (_, i) => `${250 + i};3;3`).join('\n')];
  return [...texts.map((text) => Buffer.from(text)), ...noise];
}
