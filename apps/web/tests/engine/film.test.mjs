// SPDX-License-Identifier: Apache-2.0
// A film's tracks that are copied, in Node: languages, what is written before the end, Opus in time.
import assert from "node:assert/strict";
import {test} from "node:test";
import {sources} from "./module.mjs";

const {ALL_FORMATS, BlobSource, BufferTarget, EncodedAudioPacketSource, EncodedPacket, EncodedVideoPacketSource, Input,
       MkvOutputFormat, MovOutputFormat, Output, PacketCopy, SoundTrack, StreamTarget, besides, notWritten, threeLetters,
       withCodecDelay, written} =
  await sources("packet_copy", "language", "codec_delay", "beside", "sound_track", "written", "mediabunny");
const kRate = 8000, kPcm = {codec: "pcm-s16", sampleRate: kRate, numberOfChannels: 1};
const kOpusHead = Uint8Array.from([...Buffer.from("OpusHead"), 1, 1, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0]);  // 312 skipped
const kOpus = {codec: "opus", sampleRate: 48000, numberOfChannels: 1, description: kOpusHead};

/** A Matroska film of sounds, each of packets of a second from one second to another. */
async function filmOf(...sounds) {
  const output = new Output({format: new MkvOutputFormat(), target: new BufferTarget()});
  const tracks = sounds.map(({config = kPcm, languageCode}) => {
    const source = new EncodedAudioPacketSource(config.codec);
    output.addAudioTrack(source, {languageCode});
    return source;
  });
  await output.start();
  for (const [i, {config = kPcm, from, to}] of sounds.entries()) {
    for (let s = from; s < to; ++s) {
      await tracks[i].add(new EncodedPacket(new Uint8Array(2 * kRate).fill(s), "key", s, 1), {decoderConfig: config});
    }
    tracks[i].close();
  }
  await output.finalize();
  return Buffer.from(output.target.buffer);
}
const inputOf = (bytes) => new Input({formats: ALL_FORMATS, source: new BlobSource(new Blob([bytes]))});
/** The same film with its tracks copied second by second; part: of it that was written before its end. */
async function copied(bytes) {
  const made = [];
  let size = 0;
  const writable = new WritableStream({write: ({data, position}) => {
    made.push([data.slice(), position]);
    size = Math.max(size, position + data.length);
  }});
  const output = new Output({format: new MkvOutputFormat(), target: new StreamTarget(writable)});
  const copies = [];
  for (const track of await inputOf(bytes).getTracks()) copies.push(await PacketCopy.sound(output, track, 0));
  await output.start();
  for (let s = 0; s <= 60; ++s) for (const copy of copies) await copy.until(s);
  for (const copy of copies) await copy.until(Infinity);
  const before = size;
  await output.finalize();
  const whole = Buffer.alloc(size);
  for (const [data, position] of made) whole.set(data, position);
  return {whole, part: before / size};
}

test("a track's language of two letters is written as its code of three", async () => {
  const film = await filmOf({from: 0, to: 2, languageCode: "deu"});
  // The older element's number and letters become the newer's.
  const at = film.indexOf(Buffer.from([0x22, 0xb5, 0x9c, 0x83, 0x64, 0x65, 0x75]));
  assert.ok(at > 0);
  film.set([0x22, 0xb5, 0x9d, 0x83, 0x64, 0x65, 0], at);
  assert.equal(await (await inputOf(film).getAudioTracks())[0].getLanguageCode(), "de");
  const [track] = await inputOf((await copied(film)).whole).getAudioTracks();
  assert.equal(await track.getLanguageCode(), "deu");
  assert.deepEqual(["FR", "gsw", "zh", "zz", "", "x", "i-klingon"].map(threeLetters),
                   ["fra", "gsw", "zho", undefined, undefined, undefined, undefined]);
});

test("a track that is short, begins late, pauses or is empty does not hold the others in memory", async () => {
  for (const other of [{from: 0, to: 1}, {from: 50, to: 60}, {from: 0, to: 0}]) {
    const film = await filmOf({from: 0, to: 60}, other);
    const {whole, part} = await copied(film);
    assert.ok(part > 0.95, `${other.from} to ${other.to} s: ${part} written before the end`);
    assert.ok(Math.abs(whole.length - film.length) < 2000, `${whole.length} bytes of ${film.length}`);
  }
});

test("every Opus track that comes from Matroska says what its decoder skips", async () => {
  const film = await filmOf({from: 0, to: 1, config: kOpus}, {from: 0, to: 1}, {from: 0, to: 1, config: kOpus});
  const delay = Buffer.from([0x56, 0xaa, 0x83, 0x63, 0x2e, 0xa0]);  // 6.5 ms
  for (const [count, wanted] of [[0, 0], [1, 1], [Infinity, 2]]) {
    const bytes = Buffer.from(await (await withCodecDelay(new Blob([film]), count)).arrayBuffer());
    assert.equal(bytes.length, film.length);
    let found = 0;
    for (let at = bytes.indexOf(delay); at >= 0; at = bytes.indexOf(delay, at + 1)) ++found;
    assert.equal(found, wanted);
  }
});

/** An element of Matroska, its number given as bytes. */
function element(id, ...parts) {
  const held = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from(id), Buffer.from([0x10, held.length >> 16, held.length >> 8, held.length]), held]);
}
function box(name, ...parts) {
  const held = Buffer.concat(parts.map((part) => Buffer.from(part))), head = Buffer.alloc(8);
  head.writeUInt32BE(8 + held.length);
  head.write(name, 4);
  return Buffer.concat([head, held]);
}

test("what lies beside picture and sound is counted also where it was moved, and before a cut", async () => {
  const of = (bytes) => besides(new Blob([bytes]));
  const tracks = element([0x16, 0x54, 0xae, 0x6b], element([0xae], element([0x83], [0x11])), element([0xae], element([0x83], [0x21])));
  const info = element([0x15, 0x49, 0xa9, 0x66], element([0x7b, 0xa9], "A kitchen")), cluster = element([0x1f, 0x43, 0xb6, 0x75], []);
  const seek = (id, position) =>
    element([0x4d, 0xbb], element([0x53, 0xab], id), element([0x53, 0xac], [position >> 8, position]));
  const head = (after) => element([0x11, 0x4d, 0x9b, 0x74], seek(tracks.subarray(0, 4), after),
                                  seek(info.subarray(0, 4), after + tracks.length));
  const segment = [head(head(0).length + cluster.length), cluster, tracks, info];
  const matroska = Buffer.concat([element([0x1a, 0x45, 0xdf, 0xa3], []), element([0x18, 0x53, 0x80, 0x67], ...segment)]);
  const none = {subtitles: 0, chapters: 0, attachments: 0, data: 0, title: ""};
  assert.deepEqual(await of(matroska), {...none, subtitles: 1, data: 1, title: "A kitchen"});
  const trak = (number, handler) =>
    box("trak", box("tkhd", Buffer.alloc(12), [0, 0, 0, number]), box("mdia", box("hdlr", Buffer.alloc(8), handler)));
  const movie = Buffer.concat([box("ftyp", "isom"), box("moov", trak(1, "subp"), trak(2, "soun"), trak(3, "tmcd"))]);
  assert.deepEqual(await of(movie), {...none, subtitles: 1, data: 1});
  // Within the last track's number, and within its handler.
  for (const cut of [movie.length - 30, movie.length - 2]) assert.deepEqual(await of(movie.subarray(0, cut)), {...none, subtitles: 1});
});

test("sound of another rate is placed by its time stamps also after a gap", async () => {
  const [track] = await inputOf(await filmOf({from: 0, to: 1})).getAudioTracks();
  const sound = new SoundTrack(track, {rate: 48000, frames: 4 * 48000, first: 0, originS: 0}), rate = 44100;
  const piece = (timestamp) => ({sampleRate: rate, numberOfFrames: rate / 10, numberOfChannels: 1, timestamp,
                                 copyTo: (plane) => plane.fill(0.5), close: () => undefined});
  sound.sink = {samples: async function* () {
    for (let i = 0; i < 10; ++i) yield piece(i / 10);
    for (let i = 20; i < 30; ++i) yield piece(i / 10 + 0.0004);  // of whole ms, in a file
  }};
  const left = [];
  for await (const block of sound.from(0)) left.push(...block.left.subarray(0, block.frames));
  assert.equal(left.length, 4 * 48000);
  for (const [s, wanted] of [[0.5, 0.5], [0.95, 0.5], [1.05, 0], [1.95, 0], [2.05, 0.5], [2.95, 0.5], [3.05, 0]]) {
    assert.ok(Math.abs(left[Math.round(s * 48000)] - wanted) < 1e-3, `${left[Math.round(s * 48000)]} at ${s} s`);
  }
});

test("what fails while a film is written is not blamed on the film that is read", async () => {
  const said = (error) => written(() => Promise.reject(error)).catch(({name, message}) => [name, message]);
  const [, sentence] = await said(new TypeError("no track."));
  assert.equal(sentence, "The film could not be written (TypeError: no track); export its sound alone.");
  assert.equal(notWritten(sentence), "TypeError: no track");
  assert.equal(notWritten("There is no room left to write; free some storage and try again."), null);
  assert.deepEqual(await said(new DOMException("full", "QuotaExceededError")), ["QuotaExceededError", "full"]);
});

test("a mirrored and turned picture stays so", async () => {
  const config = {codec: "vp8", codedWidth: 64, codedHeight: 32}, packet = () => new EncodedPacket(new Uint8Array(20), "key", 0, 1);
  const begun = (output, add) => add().then(() => output.start());
  const film = new Output({format: new MkvOutputFormat(), target: new BufferTarget()}), source = new EncodedVideoPacketSource("vp8");
  await begun(film, async () => film.addVideoTrack(source, {rotation: 90, flip: true}));
  await source.add(packet(), {decoderConfig: config});
  await film.finalize();
  const [track] = await inputOf(film.target.buffer).getVideoTracks();
  for (const format of [new MkvOutputFormat(), new MovOutputFormat()]) {
    const made = new Output({format, target: new BufferTarget()});
    let copy;
    await begun(made, async () => { copy = await PacketCopy.picture(made, track, 0); });
    await copy.until(Infinity);
    await made.finalize();
    const [copied] = await inputOf(made.target.buffer).getVideoTracks();
    assert.deepEqual([await copied.getRotation(), await copied.getFlip()], [90, true], format.constructor.name);
  }
});
