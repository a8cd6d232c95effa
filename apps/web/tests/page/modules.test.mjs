// SPDX-License-Identifier: Apache-2.0
// The page's modules without a page: files, links, words, arithmetic.
import assert from 'node:assert/strict';
import {File} from 'node:buffer';
import {before, describe, it} from 'node:test';

import {module_of} from './build.mjs';
import {hostile_files, hostile_links, packed} from './hostile.mjs';

const near = (a, b, by) => assert.ok(Math.abs(a - b) <= by, `${a} is not within ${by} of ${b}`);
const whole = {name: 'Anna "A" \\ 1\n', left: {air: [{hz: 250, db: 30}, {hz: 4000, db: 'none'}], bone: [{hz: 500, db: 10}],
  ringing: [{kind: 'noise', pitchHz: 5000, widthOct: 0.5, levelDbSl: 6}], implant: null}, right: {air: [], bone: [], ringing: [], implant: {map: 'ace-22', months: 3}}};

describe('the listener’s file', () => {
  let toml, model;
  before(async () => { toml = await module_of('page/audiogram/toml.ts'); model = await module_of('page/audiogram/model.ts'); });
  it('says everything that was drawn', () => {
    const text = toml.listener_toml(whole);
    for (const line of ['name = "Anna \\"A\\" \\\\ 1\\u000a"', 'air_db_hl = { 250 = 30, 4000 = "no response" }', 'bone_db_hl = { 500 = 10 }', '[[left.tinnitus]]',
      'bandwidth_oct = 0.5', '[right.implant]', 'map = "preset:ace-22"', 'adaptation = 0.5  # 3 months after activation', 'air_db_hl = { 250 = "no response", 8000 = "no response" }'])
      assert.ok(text.includes(line), `${line} is not in\n${text}`);
  });
  it('has no room for a second line in a name', () => assert.equal(toml.quoted('a"\n[left]\nb = 1').includes('\n'), false));
  it('takes months of an implant as the presets do', () => {
    for (const [months, adaptation] of [[0, 0], [3, 0.5], [24, 0.9], [60, 1]]) near(model.adaptation(months), adaptation, 0.001);
  });
  it('keeps points in order, one a frequency', () => {
    let points = [];
    for (const [hz, db] of [[1000, 20], [250, 10], [1000, 30]]) points = model.with_point(points, hz, db);
    assert.deepEqual(points, [{hz: 250, db: 10}, {hz: 1000, db: 30}]);
    near(model.threshold_at(points, 500), 20, 1e-9);
    assert.equal(model.threshold_at(points, 8000), 30);
  });
});

describe('tables', () => {
  let csv;
  before(async () => { csv = await module_of('page/audiogram/csv.ts'); });
  const air = (listener, ear) => listener[ear].air.map(({hz, db}) => [hz, db]);
  it('of the program come back as they went', () => {
    const back = csv.listener_from_csv(csv.csv_from_listener(whole));
    assert.deepEqual(back.left.air, whole.left.air);
    assert.deepEqual(back.left.bone, whole.left.bone);
  });
  it('of people are read with commas, semicolons and tabs', () => {
    assert.deepEqual(air(csv.listener_from_csv('Frequency (Hz),Left,Right\n250,30,NR\n4k,>110,55\n'), 'left'), [[250, 30], [4000, 'none']]);
    const german = csv.listener_from_csv('Frequenz;links;rechts;rechts Knochen\r\n250;30,5;20;10\r\n500;;25;\r\n');
    assert.deepEqual(air(german, 'left'), [[250, 30.5]]);
    assert.deepEqual(german.right.bone, [{hz: 250, db: 10}]);
    assert.deepEqual(air(csv.listener_from_csv('Hz\tR\n250\t30\n'), 'right'), [[250, 30]]);
  });
  it('with a fault name its line', () => {
    assert.deepEqual(csv.listener_from_csv('Hz,left,right\n250,30,20\n500,loud,20'), {fault: 'row', line: 3});
    assert.equal(csv.listener_from_csv('a,b\n1,2').fault, 'header');
  });
});

// Node has raw deflate from 20.12 on; browsers try the same in use.mjs.
function no_deflate() {
  try { return !new CompressionStream('deflate-raw'); } catch { return 'this Node has no raw deflate'; }
}

describe('links', {skip: no_deflate()}, () => {
  let pack, check, route;
  before(async () => {
    pack = await module_of('page/share/pack.ts');
    check = await module_of('page/share/check.ts');
    route = await module_of('page/route.ts');
  });
  const trip = async (shared) => check.shared_from(await pack.unpack(await pack.pack(check.shared_text(shared))));
  it('carry everything there and back', async () => {
    for (const listener of [{kind: 'own', listener: whole}, {kind: 'preset', name: 'age:60:male'}, {kind: 'text', text: 'format = "otoscape.listener/1"\n# [[[[[[[[[[[[[[[\n'}])
      for (const story of [null, {kind: 'preset', name: 'sudden-loss'}, {kind: 'text', text: 'title = "ä"'}]) {
        const shared = {listener, story, ringing: 'soft', smearing: false};
        assert.deepEqual(await trip(shared), shared);
      }
  });
  it('are short for a drawn audiogram', async () => assert.ok((await pack.pack(check.shared_text({listener: {kind: 'own', listener: whole}, story: null, ringing: 'off', smearing: true}))).length < 400));
  it('that are hostile are refused or harmless, each within half a second', async () => {
    const links = hostile_links();
    assert.ok(links.length >= 200, `${links.length}`);
    let refused = 0;
    for (const link of links) {
      const from = performance.now(), text = await pack.unpack(link), shared = text === null ? null : check.shared_from(text);
      assert.ok(performance.now() - from < 500, `${link.slice(0, 60)} took ${performance.now() - from} ms`);
      if (!shared) { ++refused; continue; }
      assert.deepEqual(await trip(shared), shared);
      assert.deepEqual(Object.keys(shared).sort(), ['listener', 'ringing', 'smearing', 'story']);
    }
    assert.ok(refused > links.length / 2, `only ${refused} of ${links.length} were refused`);
    assert.equal({}.polluted, undefined);
  });
  it('that unpack beyond the limit are left there', async () => {
    assert.equal(await pack.unpack(packed('a'.repeat(pack.kMostUnpacked + 1))), null);
    assert.equal((await pack.unpack(packed('a'.repeat(pack.kMostUnpacked)))).length, pack.kMostUnpacked);
  });
  it('have places that no share hides', () => {
    assert.deepEqual(route.route_of('#/audiogram?s=Ab-_1'), {place: 'audiogram', shared: 'Ab-_1', anchor: ''});
    for (const odd of ['', '#', '#/nowhere', '#/listen?s=<x>', '#javascript:alert(1)', '#/listen?x=1&s=abc']) assert.equal(route.route_of(odd).shared, '');
  });
});

describe('arithmetic', () => {
  let heard, level, kitchen, arc;
  before(async () => {
    heard = await module_of('page/listen/audibility.ts');
    kitchen = await module_of('page/kitchen/kitchen.ts');
    arc = await module_of('page/listen/story_arc.ts');
    level = await module_of('page/prefs.ts');
  });
  const bands = (levels, threshold) => levels.map((at) => ({level: at, threshold}));
  it('has all of speech where typical hearing has it, and none below the threshold', () => {
    const room = bands(Array(19).fill(50), 10);
    near(heard.speech_audible(room, room), 1, 1e-9);
    near(heard.speech_audible(room, bands(Array(19).fill(50), 50)), 0.5, 1e-9);
    assert.equal(heard.speech_audible(room, bands(Array(19).fill(50), Infinity)), 0);
    assert.ok(Number.isNaN(heard.speech_audible(bands(Array(19).fill(-40), 10), room)));
  });
  it('takes the ear where a band stands out more', () =>
    assert.deepEqual(heard.better_ear([[50], [45]], [[60], [30]]), [{level: 45, threshold: 30}]));
  it('makes a kitchen of 24 s whose voice is at 62 dB SPL and that never clips', () => {
    const rate = 16000, speech = Float32Array.from({length: 3 * rate}, (_, i) => 10 ** (-26 / 20) * Math.SQRT2 * Math.sin(i));
    const [left, right] = kitchen.kitchen_tracks(speech, rate);
    assert.equal(left.length, 24 * rate);
    const rms = Math.sqrt(left.subarray(4.2 * rate, 6.8 * rate).reduce((sum, x) => sum + x * x, 0) / (2.6 * rate));
    near(20 * Math.log10(rms) + 91, 62, 0.5);
    assert.ok(Math.max(...[left, right].map((track) => track.reduce((most, x) => Math.max(most, Math.abs(x)), 0))) < 0.7);
    assert.ok(left.some((x, i) => x !== right[i]));
  });
  it('says of an arc what an audience would notice, and no more', () => {
    const times = Float64Array.from({length: 101}, (_, i) => i);
    const curve = (f) => times.map(f);
    const cues = arc.cues_of({times, perspective: curve((t) => t < 10 || t > 90 ? 0 : 1), stress: curve(() => 0),
      ringing: curve((t) => t < 20 ? -1 : 40), lost: curve((t) => t < 50 ? 10 : 100)});
    assert.deepEqual(cues.map(({atS, kind}) => [atS, kind]), [[10, 'inside'], [20, 'ringing'], [50, 'drop'], [91, 'room']]);
  });
  it('takes over of what was remembered only what fits', () => {
    assert.equal(level.prefs_from('{"fullScaleDbSpl":1e9,"language":"xx","neverRinging":true}').fullScaleDbSpl, 91);
    assert.deepEqual([level.prefs_from('{"neverRinging":true}').neverRinging, level.prefs_from('garbage').neverRinging, level.prefs_from('[1]').language], [true, false, '']);
  });
});

describe('what a device remembers', () => {
  it('holds where another tab has changed it', async () => {
    const key = 'otoscape.prefs/1', kept = new Map([[key, '{"language":"en"}']]);
    const before = [globalThis.localStorage, globalThis.window, globalThis.document];
    const stand_in = (name, value) => Object.defineProperty(globalThis, name, {value, configurable: true, writable: true});
    stand_in('localStorage', {getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text)});
    stand_in('window', new EventTarget());
    stand_in('document', {documentElement: {}});
    try {
      const {app} = await module_of('page/app.ts');
      await app.start(() => Promise.reject(new Error('none')));
      app.set_prefs({scheme: 'dark'});
      app.set_ringing('full');
      kept.set(key, JSON.stringify({...JSON.parse(kept.get(key)), neverRinging: true}));
      window.dispatchEvent(Object.assign(new Event('storage'), {key}));
      assert.deepEqual([app.ringing, app.prefs.neverRinging], ['off', true]);
      kept.set(key, JSON.stringify({...JSON.parse(kept.get(key)), shortcuts: false}));
      app.set_prefs({scheme: 'light'});
      assert.deepEqual(JSON.parse(kept.get(key)), {...app.prefs, neverRinging: true, shortcuts: false, scheme: 'light'});
      globalThis.localStorage.setItem = () => { throw new Error('full'); };
      for (const fullScaleDbSpl of [80, 85]) app.set_prefs({fullScaleDbSpl});
      app.set_prefs({scheme: 'dark'});
      assert.deepEqual([app.remembers, app.prefs.fullScaleDbSpl], [false, 85]);
    } finally { ['localStorage', 'window', 'document'].forEach((name, i) => stand_in(name, before[i])); }
  });
});

describe('files of several listeners', () => {
  it('give the one that was chosen', async () => {
    const {import_text} = await module_of('page/audiogram/import.ts');
    const {loadEngine} = await module_of('../tests/page/fake_engine.ts');
    globalThis.location ??= {search: ''};
    const one = (db) => ({audiogram_cfs: [500], audiogram_levels_l: [db], audiogram_levels_r: [db]});
    const read = import_text(await loadEngine(), JSON.stringify({L: 'no audiogram', L10: one(10), L1: one(20), L2: one(30)}), 'all');
    assert.deepEqual(read.ids, ['L10', 'L1', 'L2']);
    assert.deepEqual(read.ids.map((id, i) => read.pick(i).listener.left.air[0].db), [10, 20, 30]);
  });
});

describe('what an exported film lacks', () => {
  it('is said before it is made, for both kinds and for MOV alone', async () => {
    const {left_out_words} = await module_of('page/listen/left_out.ts');
    const none = {subtitles: 0, chapters: 0, attachments: 0, data: 0, sounds: 0, pictures: 0};
    const said = (mkv, mov) => left_out_words({leftOut: (kind) => ({...none, ...mkv, ...kind === 'mov-pcm' ? mov : {}})});
    assert.equal(said({}, {}), '');
    assert.equal(said({subtitles: 2, chapters: 1}, {}), 'A film made here would lack 2 subtitle tracks and the chapters. The program otoscape, on a computer, can keep that.');
    assert.equal(said({}, {attachments: 1}), 'As MOV it would also lack an attached file; MKV keeps that.');
  });
});

describe('hostile files', () => {
  it('give a sentence or an audiogram, each within half a second', async () => {
    const {import_file} = await module_of('page/audiogram/import.ts');
    const {loadEngine} = await module_of('../tests/page/fake_engine.ts');
    globalThis.location ??= {search: ''};
    const engine = await loadEngine();
    for (const bytes of hostile_files()) {
      const from = performance.now();
      const read = await import_file(engine, new File([bytes], '../<b>.csv'));
      assert.ok(performance.now() - from < 500, `${bytes.subarray(0, 40)} took ${performance.now() - from} ms`);
      if (read.kind === 'fault') assert.match(read.sentence, /\S.*\./);
    }
  });
});
