// Captions: the browser reads them (WebVTT) from the player's tracks; they are drawn here, large, over the picture or
// over the levels that take its place, with the places, widths and colours that their file gives.
const kColours = ['white', 'lime', 'cyan', 'red', 'yellow', 'magenta', 'black'];
const kLineHigh = 7;  // percent of the picture for a line that a cue counts from the top

class CaptionBox {
  constructor(player) {
    this.player = player;
    this.box = player.root.querySelector('.cues');
    this.on = player.root.querySelector('.captions');
    if (!this.on) return;
    this.choice = player.root.querySelector('.caption-choice');
    this.tracks = [...player.root.querySelectorAll('track')].map((element) => element.track);
    for (const track of this.tracks) track.mode = 'hidden';  // read, not drawn by the browser
    for (const control of [this.on, this.choice])
      control?.addEventListener('change', () => { this.shown = undefined; this.place(player.now); });
    const size = player.root.querySelector('.caption-size');
    size.addEventListener('change', () => player.root.style.setProperty('--cue-size', size.value));
    player.onPlace.push((t) => this.place(t));
  }

  toggle() { this.on?.click(); }

  place(t) {
    const track = this.tracks[+(this.choice?.value ?? 0)];
    const cues = this.on.checked ? [...track.cues ?? []] : [];
    const active = cues.filter((cue) => cue.startTime <= t && t < cue.endTime);
    const shown = active.map((cue) => cues.indexOf(cue)).join() + '/' + this.tracks.indexOf(track);
    if (shown === this.shown) return;
    this.shown = shown;
    if (track.language) this.box.lang = track.language;
    this.box.replaceChildren(...active.map((cue) => this.draw(cue)));
  }

  draw(cue) {
    const div = document.createElement('div');
    div.className = 'cue';
    const text = cue.getCueAsHTML();
    for (const span of text.querySelectorAll('span'))
      for (const name of span.classList) {
        if (kColours.includes(name)) span.style.color = name;
        if (name === 'blue') span.style.color = '#8fb7ff';  // pure blue cannot be read on black
        if (name.startsWith('bg_') && kColours.includes(name.slice(3))) span.style.backgroundColor = name.slice(3);
      }
    div.append(text);
    const top = this.top(cue);
    if (top !== undefined) { div.classList.add('high'); div.style.setProperty('--top', `${top}%`); }
    const align = {start: 'left', left: 'left', end: 'right', right: 'right'}[cue.align] ?? 'center';
    div.style.textAlign = align;
    const position = cue.position === 'auto' ? {left: 0, right: 100, center: 50}[align] : cue.position;
    const self = position < 34 ? 'flex-start' : position > 66 ? 'flex-end' : 'center';
    div.style.alignSelf = self;
    div.style.setProperty('--x', `${Math.max(2, Math.min(98, position))}%`);
    div.classList.add(self);
    if (cue.size < 100) div.style.setProperty('--widest', `${Math.max(cue.size, 25)}%`);
    return div;
  }

  // Where a cue is set into the upper half: percent from the top; else undefined, and it stands at the bottom.
  top(cue) {
    if (typeof cue.line !== 'number') return undefined;
    const percent = cue.snapToLines ? (cue.line < 0 ? 100 : cue.line * kLineHigh) : cue.line;
    return percent < 50 ? percent : undefined;
  }
}
