#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// captions.mjs FILE.vtt|.ttml…: reads captions with parsers that are not ours: webvtt-parser (the W3C's) for WebVTT,
// imsc (imscJS) for IMSC text. Exit status 0 where they find nothing, 1 with a sentence for each fault, 2 where a file
// cannot be judged.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const load = createRequire(import.meta.url);

function vtt_faults(text) {
  const {WebVTTParser} = load('webvtt-parser');
  const entities = load('webvtt-parser/html-entities.json');
  const {cues, errors} = new WebVTTParser(entities).parse(text, 'metadata');
  const faults = errors.map(({message, line, col}) => `line ${line}${col ? `, column ${col}` : ''}: ${message}`);
  const strict = cues.flatMap((cue) => cue_faults(cue, WebVTTParser, entities));
  return {count: cues.length, faults: [...faults, ...strict]};
}

// The tags within a cue's text are held against what captions may have; a cue of JSON has none.
function cue_faults(cue, WebVTTParser, entities) {
  if (/^\s*[[{]"/.test(cue.text)) return [];
  const alone = `WEBVTT\n\n00:00:00.000 --> 99:00:00.000\n${cue.text}\n`;
  return new WebVTTParser(entities).parse(alone, 'subtitles').errors.map(({message}) => `the cue at ${cue.startTime} s: ${message}`);
}

function imsc_faults(text) {
  // Its reader and its timing; its main module has the drawing as well, which needs a browser's window.
  const {fromXML} = load('imsc/src/main/js/doc.js'), {generateISD} = load('imsc/src/main/js/isd.js');
  const faults = [];
  const note = (message) => { faults.push(message); };
  const handler = {info: () => {}, warn: note, error: note, fatal: note};
  let count = 0;
  try {
    const document = fromXML(text, handler);
    if (!document) return {count, faults: faults.length ? faults : ['no TTML document']};
    for (const time of document.getMediaTimeEvents())
      if (generateISD(document, time, handler).contents.some(has_text)) ++count;
  } catch (error) {
    faults.push(error.message);
  }
  return {count, faults: [...new Set(faults)]};
}

const has_text = (element) => Boolean(element.text?.trim()) || (element.contents ?? []).some(has_text);

const kReaders = {'.vtt': vtt_faults, '.ttml': imsc_faults, '.xml': imsc_faults, '.imsc': imsc_faults};

// {status, lines} for one file.
export function judge(file) {
  const reader = kReaders[path.extname(file).toLowerCase()];
  if (!reader) return {status: 2, lines: [`${file}: not a .vtt or .ttml file`]};
  let bytes;
  try { bytes = readFileSync(file); } catch (error) { return {status: 2, lines: [`${file}: ${error.message}`]}; }
  let text;
  try { text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes); } catch { return {status: 1, lines: [`${file}: not UTF-8`]}; }
  const {count, faults} = reader(text);
  if (count === 0) faults.push('no cue with text');
  if (faults.length) return {status: 1, lines: faults.map((fault) => `${file}: ${fault}`)};
  return {status: 0, lines: [`${file}: ${count} cues, no fault`]};
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const files = process.argv.slice(2);
  if (files.length === 0) {
    console.error('captions.mjs FILE.vtt|.ttml…');
    process.exit(2);
  }
  const results = files.map(judge);
  for (const {status, lines} of results) for (const line of lines) (status ? console.error : console.log)(line);
  process.exit(Math.max(...results.map((result) => result.status)));
}
