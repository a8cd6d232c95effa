// The audiogram at the place of the film: right ear red O, left ear blue X, dB HL downwards.
class Audiogram {
  constructor(player) {
    this.player = player;
    this.figure = document.querySelector(`[data-views="${player.id}"] .audiogram-now`);
    if (!this.figure) return;
    this.svg = this.figure.querySelector('svg');
    player.onPlace.push((t) => this.place(t));
    player.onChoice.push(() => { this.at = undefined; });
  }

  place(t) {
    const listener = this.player.listener, hearing = hearingAt(listener, t);
    const key = `${listener.id} ${hearing?.time}`;
    if (key === this.at) return;
    this.at = key;
    this.figure.hidden = !hearing;
    if (hearing) this.draw(hearing);
  }

  x(hz) { return 50 + 290 * Math.log2(hz / 125) / 6; }
  y(db) { return 24 + 240 * (Math.min(db, 120) + 10) / 130; }

  add(kind, attributes, text) {
    const node = document.createElementNS(this.svg.namespaceURI, kind);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (text !== undefined) node.textContent = text;
    this.svg.append(node);
  }

  draw(hearing) {
    this.svg.replaceChildren();
    this.add('rect', {x: 50, y: this.y(-10), width: 290, height: this.y(20) - this.y(-10), class: 'typical'});
    for (let db = 0; db <= 120; db += 20) {
      this.add('path', {d: `M50 ${this.y(db)}h290`, class: 'grid'});
      this.add('text', {x: 44, y: this.y(db) + 4, class: 'end'}, db);
    }
    for (const [hz, name] of [[125, '125'], [250, '250'], [500, '500'], [1000, '1k'], [2000, '2k'], [4000, '4k'], [8000, '8k']]) {
      this.add('path', {d: `M${this.x(hz)} ${this.y(-10)}V${this.y(120)}`, class: 'grid'});
      this.add('text', {x: this.x(hz), y: 18, class: 'middle'}, name);
    }
    this.add('text', {x: 195, y: 292, class: 'middle'}, 'Hz to the right, dB HL downwards');
    hearing.ears.forEach((ear, i) => this.ear(ear, i === 0 ? 'left' : 'right'));
    this.svg.setAttribute('aria-label', 'Audiogram. ' + hearing.ears.map((ear, i) => this.words(ear, i === 0 ? 'Left' : 'Right')).join(' '));
  }

  ear({dbHl, implant}, side) {
    const {hertz, nothing} = this.player.data;
    let d = '', joined = false;
    dbHl.forEach((db, i) => {
      const x = this.x(hertz[i]), y = this.y(db >= nothing ? 120 : db);
      if (db < nothing) d += `${joined ? 'L' : 'M'}${x} ${y}`;
      joined = db < nothing;
      if (Math.log2(hertz[i] / 125) % 1) return;  // symbols at octaves
      const mark = side === 'left' ? `M${x - 5} ${y - 5}l10 10m0 -10l-10 10` : `M${x - 5.5} ${y}a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0`;
      const arrow = side === 'left' ? `M${x + 6} ${y + 6}l7 7m0 -6v6h-6` : `M${x - 6} ${y + 6}l-7 7m0 -6v6h6`;
      this.add('path', {d: mark + (db >= nothing ? arrow : ''), class: `mark ${side}`});
    });
    this.add('path', {d, class: `curve ${side}`});
    if (implant) this.add('text', {x: 334, y: side === 'left' ? 246 : 230, class: `end ${side}`}, `${side} ear: implant`);
  }

  words({dbHl, implant, ringing}, side) {
    const four = [2, 4, 6, 8].map((i) => Math.min(dbHl[i], 120));
    const rings = ringing >= 0 ? `, ringing at ${ringing} dB SPL` : '';
    return implant ? `${side} ear: hears by an implant${rings}.`
                   : `${side} ear: average of 0.5, 1, 2 and 4 kHz ${Math.round(four.reduce((a, b) => a + b) / 4)} dB HL${rings}.`;
  }
}
