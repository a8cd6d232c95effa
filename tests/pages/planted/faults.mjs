// SPDX-License-Identifier: Apache-2.0
// Faults planted into sound.html, one each: `check` must reject the page with words that match `says`. A change is
// [from, to], found once in sound.html. at_night: it shows at 390 px in the dark.
const kAtEnd = '</main>', kStyle = '</style>', kScript = '\nshow();\n';
const style = (rule) => [kStyle, `${rule}\n${kStyle}`];
const script = (line) => [kScript, `\n${line}${kScript}`];
const html = (text) => [kAtEnd, `${text}\n${kAtEnd}`];

const kOpens = 'opens without an error, as a file and from a server';
const kElsewhere = 'asks nothing of any other place';
const kLight = 'loads less than 5 MB before the first play';
const kSafety = 'says how to listen safely before the first player';
const kFits = 'fits a width of 390 px';
const kAxe = 'axe finds nothing in any state, at 1280 and 390 px, light and dark';
const kFew = 'live regions speak at most once in two seconds';
const kNamed = 'each player has its controls, with names';
const kTab = 'Tab reaches every control in order, and leads out again';
const kSeen = 'what has the focus is seen, light and dark';
const kKeys = 'every control works by keys';
const kFullKeys = 'full screen is entered and left by keys';
const kFull = 'controls, choices and moments are at hand in full screen';
const kScheme = 'ground and pictures follow light and dark';
const kStill = 'nothing moves for those who asked for less movement';
const kPlays = 'films play, with their sound';
const kPlace = 'keeps its place within 20 ms over twenty switches';
const kMoments = 'moments lead to their times';
const kCaptions = 'captions are drawn, large, where cues place them';

export const kPlanted = [
  {fault: 'an error in the console', check: kOpens, says: /console: lost/, change: script("console.error('lost');")},
  {fault: 'an exception', check: kOpens, says: /script: lost/, change: script("setTimeout(() => { throw new Error('lost'); });")},
  {fault: 'a film that is not there', check: kOpens, says: /three\.webm/, change: ['src="two.webm"', 'src="three.webm"']},
  {fault: 'a picture from elsewhere', check: kElsewhere, says: /127\.0\.0\.2/, change: html('<img src="http://127.0.0.2:9/x.png" alt="">')},
  {fault: 'a script that asks elsewhere while the film plays', check: kElsewhere, says: /127\.0\.0\.3/,
    change: script("films[0].addEventListener('play', () => fetch('http://127.0.0.3:9/').catch(() => {}));")},
  {fault: 'a page of 6 MB', check: kLight, says: /6\.\d\d MB, 5 MB are the most/, change: html(`<!-- ${'x'.repeat(6e6)} -->`)},
  {fault: '6 MB loaded by script before the first play', check: kLight, says: /6\.\d\d MB, 5 MB are the most/,
    change: script("setTimeout(() => { for (let i = 0; i < 15; ++i) fetch(`one.webm?${i}`); }, 300);")},
  {fault: 'no words on safe listening', check: kSafety, says: /no text/, change: ['<aside aria-label="Before you listen">', '<aside aria-label="Note">']},
  {fault: 'words on safe listening after the player', check: kSafety, says: /comes after/,
    change: script("document.querySelector('main').append(document.querySelector('aside'));")},
  {fault: 'a paragraph wider than a phone', at_night: true, check: kFits, says: /\d+ px wide[^]*too wide/, change: html('<p style="width: 600px">too wide</p>')},
  {fault: 'a slider without a name', check: kAxe, says: /label: Form elements must have labels.*at rest/, change: html('<input type="range">')},
  {fault: 'grey on grey in the dark only', at_night: true, check: kAxe, says: /color-contrast.*dark, at rest/,
    change: style('@media (prefers-color-scheme: dark) { aside p { color: #333; } }')},
  {fault: 'small targets on a phone only', at_night: true, check: kAxe, says: /target-size.*390 px/,
    change: style('@media (max-width: 400px) { .moment { font-size: 8px; line-height: 8px; padding: 0; } li { line-height: 8px; }}')},
  {fault: 'a picture without words in a part that is closed', check: kAxe, says: /image-alt.*all opened/,
    change: ['<p>Level 65 dB SPL.</p>', '<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=">']},
  {fault: 'grey on grey in full screen only', check: kAxe, says: /color-contrast.*in full screen/, change: style(':fullscreen legend { color: #888; background: #777; }')},
  {fault: 'a clock that a screen reader reads all the time', check: kFew, says: /speaks \d+ times/,
    change: [kScript, `\nsetInterval(() => { part('output').textContent = heard.currentTime.toFixed(0) + ' ' + Math.random(); }, 500);${kScript}`],
    also: ['<button type="button" class="full">', '<output>0</output><button type="button" class="full">']},
  {fault: 'no way to turn captions off', check: kNamed, says: /caption/, change: ['> Captions</label>', '> Words</label>']},
  {fault: 'a film without a name', check: kNamed, says: /film without a name/, change: [' aria-label="The film: the room"', '']},
  {fault: 'a trap', check: kTab, says: /does not lead away|never leads out/,
    change: script("part('.place').addEventListener('keydown', (event) => { if (event.key === 'Tab') event.preventDefault(); });")},
  {fault: 'a ring of two controls', check: kTab, says: /never leads out|does not lead away/,
    change: script("part('.on').addEventListener('keydown', (event) => { if (event.key === 'Tab') { event.preventDefault(); part('.play').focus(); } });")},
  {fault: 'a button that no key reaches', check: kTab, says: /never reaches <button> “The clinic”/, change: ['<button type="button" class="moment" data-time="8">', '<button type="button" tabindex="-1" class="moment" data-time="8">']},
  {fault: 'an order of its own', check: kTab, says: /goes back/, change: ['<button type="button" class="full">', '<button type="button" tabindex="1" class="full">']},
  {fault: 'no sign of the focus', check: kSeen, says: /“The pop” looks the same/, change: style('button.moment:focus-visible { outline: none; }')},
  {fault: 'no sign of the focus in the dark', at_night: true, check: kSeen, says: /dark: <button> “The pop” looks the same/,
    change: style('@media (prefers-color-scheme: dark) { .moment:focus-visible { outline-color: #11151b; } }')},
  {fault: 'a control that is covered', check: kSeen, says: /“The clinic” is covered/,
    change: ['data-time="8">The clinic</button>', 'data-time="8">The clinic</button><span style="display:block; position:relative; top:-3em; height:3em; background:#555"></span>']},
  {fault: 'a button for the mouse only', check: kKeys, says: /Space on the control named like \/\^\(play\|pause\)\//,
    change: ["part('.play').addEventListener('click'", "part('.play').addEventListener('pointerup'"]},
  {fault: 'something that is a button by name only', check: kKeys, says: /Enter does not press <div> “More words”/,
    change: html('<div role="button" tabindex="0" onclick="this.remove()">More words</div>')},
  {fault: 'moments for the mouse only', check: kKeys, says: /Enter on the last moment/, change: ["moment.addEventListener('click'", "moment.addEventListener('pointerup'"]},
  {fault: 'a comparison for the mouse only', check: kKeys, says: /Space on “Hold to compare” changes nothing/,
    change: ["part('.hold').addEventListener('keydown'", "part('.hold').addEventListener('keyless'"]},
  {fault: 'a comparison that does not end', check: kKeys, says: /does not lead back/, change: ["'keyup', 'blur']", "'blur']"]},
  {fault: 'full screen for the mouse only', check: kFullKeys, says: /fills the screen/, change: ["part('.full').addEventListener('click'", "part('.full').addEventListener('pointerup'"]},
  {fault: 'only the picture in full screen', check: kFull, says: /moment .*is not in the full screen/, change: ['player.requestFullscreen()', "part('.stage').requestFullscreen()"]},
  {fault: 'no moments in full screen on a phone', at_night: true, check: kFull, says: /390 px.*The pop” is not shown/, change: style('@media (max-width: 400px) { :fullscreen ol { display: none; } }')},
  {fault: 'controls under something in full screen', check: kFull, says: /is covered by/, change: style(':fullscreen::after { content: ""; position: fixed; inset: 0; }')},
  {fault: 'a white diagram in the dark', at_night: true, check: kScheme, says: /dark: <svg>.*luminance/, change: style('svg { background: #fff !important; }')},
  {fault: 'a page that is always light', at_night: true, check: kScheme, says: /the dark page’s ground/, change: ['prefers-color-scheme: light', 'min-width: 1px']},
  {fault: 'a page that is always dark', check: kScheme, says: /the light page’s ground/, change: ['prefers-color-scheme: light', 'max-width: 1px']},
  {fault: 'buttons that fade', check: kStill, says: /“The pop” has a transition/, change: ['transition: none !important', 'color: inherit']},
  {fault: 'a picture that moves for ever', check: kStill, says: /animation runs/, change: style('@keyframes turn { to { rotate: 1turn; } } svg path { animation: turn 3s infinite; }')},
  {fault: 'a film whose sound the browser cannot decode', check: kPlays, says: /sound is not decoded/, change: ['src="two.webm"', 'src="ac3.mp4"']},
  {fault: 'a film that does not start', check: kPlays, says: /choice 2: stands still/, change: ['film === heard) return;', 'film === heard) return; setTimeout(() => film.pause());']},
  {fault: 'a place that jumps', check: kPlace, says: /\d+\.\d ms at once/, change: ['  heard = film;\n', '  film.currentTime += 0.08;\n  heard = film;\n']},
  {fault: 'a film that begins anew', check: kPlace, says: /-\d{3,}\.\d ms at once/, change: ['  heard = film;\n', '  film.currentTime = 0;\n  heard = film;\n']},
  {fault: 'a stop at each switch', check: kPlace, says: /-\d{3}\.\d ms after 0\.4 s/, change: ['  heard = film;\n', '  film.pause(); setTimeout(() => film.play(), 1000);\n  heard = film;\n']},
  {fault: 'moments a second late', check: kMoments, says: /leads 1\.00 s beside/, change: ['go(+moment.dataset.time)', 'go(+moment.dataset.time + 1)']},
  {fault: 'captions that are not drawn', check: kCaptions, says: /is not drawn/, change: style('.caption { visibility: hidden; }')},
  {fault: 'captions that stay when they are off', check: kCaptions, says: /not taken away/, change: ["part('.on').checked && cue", 'cue']},
  {fault: 'small captions', check: kCaptions, says: /the least/, change: ['clamp(16px, 4vmin, 32px)', '6px']},
  {fault: 'captions at one place', check: kCaptions, says: /drawn at one place|drawn in the lower half/,
    change: ["caption.style.top = cue[3] < 50 ? '5%' : 'auto'; caption.style.bottom = cue[3] < 50 ? 'auto' : '5%';", "caption.style.bottom = '5%';"]},
  {fault: 'no cues', check: kCaptions, says: /no film has a cue/, change: ['track.addCue(cue);', '']},
];
