// SPDX-License-Identifier: Apache-2.0
// A film's tracks that are copied, in Node: languages, what is written before the end, Opus in time.
import assert from "node:assert/strict";
import {test} from "node:test";
import {sources} from "./module.mjs";

const {ALL_FORMATS, BlobSource, BufferTarget, EncodedAudioPacketSource, EncodedPacket, Input, MkvOutputFormat, Output,
       PacketCopy, StreamTarget, threeLetters, withCodecDelay} =
  await sources("packet_copy", "language", "codec_delay", "mediabunny");
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
