// What is in the room beside what this listener gets, as moving pictures: the level of each band of a third of an
// octave at the better ear, and the threshold that it must pass.
const kLeast = -10, kMost = 100;                                  // dB SPL, of the picture
const kBandNames = {4: '125', 10: '500', 16: '2k', 22: '8k'};  // by band, 50 Hz … 10 kHz
const kStill = matchMedia('(prefers-reduced-motion: reduce)');
const kDark = matchMedia('(prefers-color-scheme: dark)');

function colours() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(['ink', 'soft', 'line', 'talk', 'unheard', 'card', 'left', 'right', 'music'].map(
      (name) => [name, style.getPropertyValue('--' + name).trim()]));
}
let ink = colours();
kDark.addEventListener('change', () => { ink = colours(); players.forEach((p) => p.levels?.draw(true)); });

function bytes(text) { return Uint8Array.from(atob(text), (c) => c.charCodeAt(0)); }

// A listener's hearing at a time: the row that holds.
function hearingAt(version, t) {
  const row = version.hearing.findLast((r) => r[0] <= t + 0.001) ?? version.hearing[0];
  return row && {time: row[0], perspective: row[1], ears: row.slice(2).map(([dbHl, implant, ringing]) => ({dbHl, implant, ringing}))};
}

class Levels {
  constructor(player) {
    this.player = player;
    this.data = player.data;
    this.cache = {};
    this.views = document.querySelector(`[data-views="${player.id}"]`);
    this.words = this.views?.querySelector('.levels-words');
    this.room = this.data.versions.find((v) => v.room);
    this.canvases = [];
    const stage = player.root.querySelector('.stage-levels');
    this.both = stage;
    if (this.views) {
      for (const canvas of this.views.querySelectorAll('canvas'))
        this.canvases.push([canvas, canvas.classList.contains('room')]);
    }
    player.onPlace.push((t, sought) => this.place(t, sought));
    player.onChoice.push(() => this.draw(true));
    const changed = new ResizeObserver(() => this.draw(true));
    const came = new IntersectionObserver(() => this.draw(false));
    for (const box of [player.stage, ...this.canvases.map(([canvas]) => canvas)]) { changed.observe(box); came.observe(box); }
  }

  place(t, sought) {
    const step = kStill.matches ? 0.5 : 0.1;
    const tick = Math.floor(t / step);
    if (tick === this.tick && !sought) return;
    this.tick = tick;
    this.draw(sought);
  }

  // The level of each band at each ear: [ear][band], dB SPL.
  levels(version, t) {
    const track = version.levels, bands = this.data.bands.length;
    const data = this.cache[version.id] ??= bytes(track.data);
    const columns = Math.floor(data.length / (track.ears * bands));
    const column = Math.max(0, Math.min(columns - 1, Math.floor(t / track.step)));
    return Array.from({length: 2}, (_, ear) => Array.from({length: bands}, (_, band) =>
        this.data.lowest + (data[(column * track.ears + Math.min(ear, track.ears - 1)) * bands + band] ?? 0)));
  }

  // The threshold of each band at each ear in dB SPL; undefined where an implant hears.
  thresholds(hearing) {
    const {hertz, bands, typical, nothing} = this.data;
    if (!hearing) return [typical, typical];
    return hearing.ears.map(({dbHl, implant}) => implant ? undefined : bands.map((hz, band) => {
      let i = hertz.findIndex((f) => f > hz);
      if (i < 0) i = hertz.length;
      const low = Math.max(0, i - 1), high = Math.min(hertz.length - 1, i);
      if (dbHl[low] >= nothing || dbHl[high] >= nothing) return Infinity;
      const part = low === high ? 0 : Math.log(hz / hertz[low]) / Math.log(hertz[high] / hertz[low]);
      return typical[band] + dbHl[low] + part * (dbHl[high] - dbHl[low]);
    }));
  }

  // Of each band: its level and threshold at the ear where it stands out more.
  better(levels, thresholds) {
    return this.data.bands.map((_, band) => {
      const ears = [0, 1].map((ear) => ({level: levels[ear][band], threshold: thresholds[ear]?.[band], implant: !thresholds[ear]}));
      const [a, b] = ears;
      if (a.implant !== b.implant) return a.implant ? a : b;
      if (a.implant) return a.level > b.level ? a : b;
      return a.level - a.threshold >= b.level - b.threshold ? a : b;
    });
  }

  state() {
    const t = this.player.now, listener = this.player.listener;
    const hearing = hearingAt(listener, t), inRoom = hearing && hearing.perspective < 0.5;
    const thresholds = this.thresholds(inRoom ? undefined : hearing);
    const typical = [this.data.typical, this.data.typical];
    return {hearing, inRoom, thresholds, room: this.better(this.levels(this.room, t), thresholds),
            heard: this.better(this.levels(listener, t), typical), typical};
  }

  draw(all) {
    const state = this.state();
    const inView = (canvas) => {
      const box = canvas.getBoundingClientRect();
      return box.width > 0 && (all || (box.bottom > 0 && box.top < innerHeight));
    };
    for (const [canvas, room] of this.canvases)
      if (inView(canvas)) this.paint(canvas, [room ? this.roomPart(state) : this.heardPart(state)]);
    if (inView(this.both)) this.paint(this.both, [this.roomPart(state), this.heardPart(state)]);
    this.tell(state);
  }

  roomPart(state) {
    return {title: 'In the room', bars: state.room, lines: state.thresholds};
  }
  heardPart(state) {
    return {title: 'What this listener gets', bars: state.heard, lines: state.typical};
  }

  paint(canvas, parts) {
    const scale = Math.min(devicePixelRatio || 1, 2);
    const box = canvas.getBoundingClientRect();
    const wide = Math.round(box.width * scale), high = Math.round(box.height * scale);
    if (canvas.width !== wide || canvas.height !== high) { canvas.width = wide; canvas.height = high; }
    const g = canvas.getContext('2d');
    g.setTransform(scale, 0, 0, scale, 0, 0);
    g.fillStyle = ink.card;
    g.fillRect(0, 0, box.width, box.height);
    const beside = parts.length === 1 || box.width > 520;
    parts.forEach((part, i) => {
      const w = beside ? box.width / parts.length : box.width, h = beside ? box.height : box.height / parts.length;
      this.chart(g, part, {x: beside ? i * w : 0, y: beside ? 0 : i * h, w, h, title: parts.length > 1});
    });
  }

  chart(g, part, box) {
    const left = box.x + 34, right = box.x + box.w - 8, top = box.y + (box.title ? 30 : 10), bottom = box.y + box.h - 24;
    const y = (db) => bottom - (Math.max(kLeast, Math.min(kMost, db)) - kLeast) / (kMost - kLeast) * (bottom - top);
    const wide = (right - left) / part.bars.length;
    g.font = '12px "DejaVu Sans", system-ui, sans-serif';
    g.textAlign = 'right';
    g.lineWidth = 1;
    for (let db = 0; db <= kMost; db += 20) {
      g.strokeStyle = ink.line;
      g.beginPath(); g.moveTo(left, y(db)); g.lineTo(right, y(db)); g.stroke();
      g.fillStyle = ink.soft;
      g.fillText(db === kMost ? 'dB' : `${db}`, left - 5, y(db) + 4);
    }
    part.bars.forEach((bar, band) => this.bar(g, bar, {x: left + band * wide + 1, wide: wide - 2, y, bottom}));
    part.lines.forEach((line, ear) => line && this.line(g, line, {left, wide, y, ear, alike: part.lines[0] === part.lines[1] || `${part.lines[0]}` === `${part.lines[1]}`}));
    g.fillStyle = ink.soft;
    g.textAlign = 'center';
    for (const [band, name] of Object.entries(kBandNames)) g.fillText(name, left + (+band + 0.5) * wide, bottom + 16);
    if (box.title) { g.fillStyle = ink.ink; g.textAlign = 'left'; g.font = '600 14px "DejaVu Sans", system-ui, sans-serif'; g.fillText(part.title, left, box.y + 18); }
  }

  // What passes the threshold is bright, what does not is grey.
  bar(g, bar, {x, wide, y, bottom}) {
    if (bar.level <= kLeast) return;
    const passes = bar.implant || bar.level >= bar.threshold;
    g.fillStyle = ink.unheard;
    g.fillRect(x, y(bar.level), wide, bottom - y(bar.level));
    if (!passes) {
      g.strokeStyle = ink.soft;
      g.strokeRect(x + 0.5, y(bar.level) + 0.5, wide - 1, bottom - y(bar.level) - 1);
      return;
    }
    g.fillStyle = bar.implant ? ink.music : ink.talk;
    const from = bar.implant ? bottom : Math.min(bottom, y(bar.threshold));
    g.fillRect(x, y(bar.level), wide, Math.max(2, from - y(bar.level)));
  }

  line(g, line, {left, wide, y, ear, alike}) {
    if (alike && ear === 1) return;
    g.strokeStyle = alike ? ink.ink : ear === 0 ? ink.left : ink.right;
    g.setLineDash(ear === 0 && !alike ? [6, 4] : []);
    g.lineWidth = 2;
    g.beginPath();
    line.forEach((db, band) => { const h = y(db === Infinity ? kMost : db); g.lineTo(left + band * wide, h); g.lineTo(left + (band + 1) * wide, h); });
    g.stroke();
    g.setLineDash([]);
  }

  // The same in words, for those who do not see it; not announced by itself.
  tell(state) {
    if (!this.words) return;
    const there = state.room.filter((bar, band) => bar.level >= this.data.typical[band]).length;
    const get = state.room.filter((bar, band) => !bar.implant && bar.level >= this.data.typical[band] && bar.level >= bar.threshold).length;
    const implant = state.hearing?.ears.some((ear) => ear.implant) && !state.inRoom;
    const words = state.inRoom ? 'The film is in the room here: everything is as mixed.'
        : implant ? `By an implant here. In the room typical hearing would get sound in ${there} of ${state.room.length} bands; the right-hand picture shows what the model of the implant gives.`
        : there === 0 ? 'Nothing in the room here that typical hearing would hear.'
        : get === 0 ? `In the room there is sound in ${there} of ${state.room.length} bands; none of it reaches this listener.`
        : `In the room there is sound in ${there} of ${state.room.length} bands; ${get === there ? 'all' : get} of them reach${get === 1 ? 'es' : ''} this listener.`;
    if (this.words.textContent !== words) this.words.textContent = words;
  }
}
