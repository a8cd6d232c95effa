// SPDX-License-Identifier: Apache-2.0
// captions.mjs takes files without a fault and finds what is planted into them. OTOSCAPE_CAPTION_FILES, one path a line,
// names further files that it must take: `./run pages small` gives those of a render.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';

import {judge} from './captions.mjs';

const kVtt = `WEBVTT

NOTE made by hand

STYLE
::cue(.point) { color: yellow }

first
00:00:01.000 --> 00:00:03.000 line:10% position:30%,line-left align:left size:80%
<v Ruben><c.point.yellow>[Ruben’s hearing]</c>

00:00:03.500 --> 00:00:04.000 line:-1
Fish &amp; chips,
<i>far away</i>
`;

const kTtml = `<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
    xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en" ttp:cellResolution="32 15"
    ttp:profile="http://www.w3.org/ns/ttml/profile/imsc1.1/text">
  <head>
    <styling><style xml:id="plain" tts:color="#ffff00" tts:fontSize="100%"/></styling>
    <layout><region xml:id="low" tts:origin="10% 10%" tts:extent="80% 80%" tts:displayAlign="after"/></layout>
  </head>
  <body><div><p begin="00:00:01.000" end="00:00:02.500" region="low" style="plain">One<br/>two</p></div></body>
</tt>
`;

const kMetadata = 'WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n{"perspective": 1, "note": "a < b & c"}\n';

// [what, extension, from, to, words of the sentence]
const kPlanted = [
  ['no signature', 'vtt', kVtt, ['WEBVTT', 'WEBVT'], /No valid signature/],
  ['a cue that ends before it begins', 'vtt', kVtt, ['00:00:04.000', '00:00:03.200'], /not greater than start/],
  ['cues out of order', 'vtt', kVtt, ['00:00:03.500', '00:00:00.500'], /previous cue/],
  ['hundredths of a second', 'vtt', kVtt, ['00:00:03.500', '00:00:03.50'], /three digits/],
  ['a tag left open', 'vtt', kVtt, ['</i>', ''], /cue at 3\.5 s: Required end tag missing/],
  ['a bare ampersand', 'vtt', kVtt, ['&amp;', '&'], /Incorrect escape/],
  ['a position beyond the picture', 'vtt', kVtt, ['30%', '130%'], /between 0 and 100/],
  ['a setting of nobody’s', 'vtt', kVtt, ['size:80%', 'place:80%'], /Invalid setting/],
  ['a comma in a time of TTML', 'ttml', kTtml, ['00:00:02.500', '00:00:02,500'], /Malformed end value/],
  ['a colour without a name', 'ttml', kTtml, ['#ffff00', 'yellowish'], /color/],
  ['an element left open', 'ttml', kTtml, ['</div>', ''], /close tag/],
  ['a region that is not there', 'ttml', kTtml, ['region="low"', 'region="high"'], /\S/],
  ['an empty file of cues', 'ttml', kTtml, ['One<br/>two', ''], /no cue with text/],
];

describe('captions', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'otoscape-captions-'));
  after(() => rmSync(folder, {recursive: true}));
  const judged = (name, text) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    const {status, lines} = judge(file);
    return [status, lines.join('\n')];
  };

  for (const [name, text] of [['right.vtt', kVtt], ['right.ttml', kTtml], ['metadata.vtt', kMetadata]])
    it(`${name} is taken`, () => assert.equal(judged(name, text)[0], 0, judged(name, text)[1]));
  for (const [fault, extension, text, [from, to], says] of kPlanted)
    it(`is found: ${fault}`, () => {
      assert.equal(text.split(from).length, 2);
      const [status, lines] = judged(`fault.${extension}`, text.replace(from, to));
      assert.equal(status, 1, lines);
      assert.match(lines, says);
    });
  it('is found: a file in Latin-1', () => assert.match(judged('latin.vtt', Buffer.from(kVtt.replace('’', "'").replace('Fish', 'Fïsh'), 'latin1'))[1], /not UTF-8/));
  for (const file of (process.env.OTOSCAPE_CAPTION_FILES ?? '').split('\n').filter(Boolean))
    it(`${file} has no fault`, () => assert.equal(judge(file).status, 0, judge(file).lines.join('\n')));
  it('another kind of file is not judged', () => assert.equal(judged('words.srt', '1\n')[0], 2));
  it('a file that is not there is not judged', () => assert.equal(judge(path.join(folder, 'none.vtt')).status, 2));
});
