'use strict';
// In each player all versions run together; one is heard. The picture is one and silent, so that switching neither
// moves it nor loses time. What is not heard follows what is heard by its rate, which nobody hears.
const kApart = 0.012;    // s: a switch waits until its sounds are nearer than this; 20 ms are allowed
const kFar = 0.25;       // s: from here on a follower is sent, not hurried
const kClose = 0.004;    // s: near enough
const kPatience = 2500;  // ms: a version that is not ready by then is switched to all the same
const clock = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, '0')}`;
const players = [];

class Player {
  constructor(root) {
    this.root = root;
    this.data = JSON.parse(root.querySelector('.data').textContent);
    this.id = root.dataset.player;
    for (const part of ['play', 'seek', 'time', 'volume', 'full', 'stage', 'hold', 'trouble'])
      this[part] = root.querySelector('.' + part);
    this.picture = root.querySelector('video');
    this.sounds = [...root.querySelectorAll('audio')];
    this.media = this.picture ? [this.picture, ...this.sounds] : this.sounds;
    this.radios = [...root.querySelectorAll('.choice input')];
    this.onPlace = [];   // called with the time when it may have changed
    this.onChoice = [];  // called with the version that is heard from now on
    this.version = (id) => this.data.versions.find((v) => v.id === id);
    this.listen();
    this.swap(this.sound(this.radios.find((radio) => radio.checked).value));
  }

  sound(id) { return this.sounds.find((sound) => sound.dataset.who === id); }
  place(medium) { return medium.currentTime - +medium.dataset.offset; }
  get now() { return Math.max(0, this.place(this.current)); }
  get running() { return !this.current.paused && !this.current.ended; }
  get length() { return this.data.seconds; }

  listen() {
    this.play.addEventListener('click', () => this.toggle());
    this.stage.addEventListener('click', () => this.toggle());
    this.seek.addEventListener('input', () => this.go(+this.seek.value));
    for (const radio of this.radios) radio.addEventListener('change', () => this.choose(radio.value));
    this.root.querySelectorAll('[data-time]').forEach((b) => b.addEventListener('click', () => this.go(+b.dataset.time)));
    // The volume is one setting on the whole page.
    this.volume.addEventListener('input', () => players.forEach((p) => { p.volume.value = this.volume.value; p.level(); }));
    this.hold.addEventListener('pointerdown', (e) => { this.hold.setPointerCapture(e.pointerId); this.compare(true); });
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'])
      this.hold.addEventListener(end, () => this.compare(false));
    // By keyboard and by screen reader it is a switch.
    this.hold.addEventListener('click', (e) => { if (e.detail === 0) this.compare(this.held === undefined); });
    for (const medium of this.media) medium.addEventListener('error', () => this.fail(medium));
  }

  fail(medium) {
    let link = medium.getAttribute('src');
    try { link = decodeURIComponent(link); } catch { /* a name that is not UTF-8 stays as it is */ }
    const what = medium === this.picture ? 'the picture' : `“${this.version(medium.dataset.who).name}”`;
    this.trouble.hidden = false;
    this.trouble.textContent = `This browser cannot play ${what}. The file is ${link}, beside this page: any player of films opens it.`;
    if (medium === this.picture) this.root.classList.replace('with-picture', 'without-picture');
  }

  // Nothing is fetched before it is wanted.
  fetch() {
    for (const medium of this.media) if (medium.preload !== 'auto') medium.preload = 'auto';
  }

  choose(id) {
    const next = this.sound(id);
    for (const radio of this.radios) radio.checked = radio.value === id;
    if (next === this.current) { this.next = undefined; return; }
    this.next = next;
    this.since = performance.now();
    if (!this.running) { next.currentTime = this.now + +next.dataset.offset; this.swap(next); }
    else this.settle();
  }

  // Switches when the next version is at the place.
  settle() {
    const next = this.next;
    if (!next) return;
    const apart = this.place(next) - this.now;
    const ready = next.readyState >= 3 && !next.paused && !next.seeking;
    if ((ready && Math.abs(apart) < kApart) || performance.now() - this.since > kPatience) {
      this.root.dataset.gap = (1000 * apart).toFixed(1);  // ms, of the last switch while it ran
      this.swap(next);
    }
  }

  swap(next) {
    this.next = undefined;
    this.current = next;
    next.playbackRate = 1;
    for (const sound of this.sounds) sound.muted = sound !== next;
    const id = next.dataset.who;
    for (const saying of this.root.querySelectorAll('.saying')) saying.classList.toggle('shown', saying.dataset.who === id);
    for (const radio of this.radios) radio.checked = radio.value === id;
    if (!this.version(id).room) this.listener = this.version(id);
    this.listener ??= this.data.versions.find((v) => !v.room);
    this.level();
    for (const tell of this.onChoice) tell(this.version(id));
  }

  // While held: the room, or from the room the listener chosen last.
  compare(held) {
    if (held === (this.held !== undefined)) return;
    if (held) {
      const here = this.version(this.current.dataset.who);
      this.held = here.id;
      const other = here.room ? this.listener : this.data.versions.find((v) => v.room);
      if (other) this.choose(other.id);
    } else {
      this.choose(this.held);
      this.held = undefined;
    }
    this.hold.setAttribute('aria-pressed', held);
  }

  level() { this.current.volume = this.volume.value; }

  toggle() {
    if (!this.current.paused) return this.pause();
    for (const other of players) if (other !== this) other.pause();
    for (const sound of samples) sound.pause();
    this.fetch();
    const t = this.now >= this.length - 0.05 ? 0 : this.now;
    for (const medium of this.media) {
      if (Math.abs(this.place(medium) - t) > kClose) medium.currentTime = t + +medium.dataset.offset;
      medium.play().catch(() => {});
    }
  }

  pause() { for (const medium of this.media) { medium.pause(); medium.playbackRate = 1; } }

  go(seconds) {
    const t = Math.max(0, Math.min(seconds, this.length));
    this.fetch();
    for (const medium of this.media) medium.currentTime = t + +medium.dataset.offset;
    for (const tell of this.onPlace) tell(t, true);
  }

  follow() {
    if (!this.running || this.current.seeking) return;
    for (const medium of this.media) {
      if (medium === this.current || medium.seeking || medium.ended) continue;
      if (medium.paused) { medium.play().catch(() => {}); continue; }
      const apart = this.place(medium) - this.now;
      if (Math.abs(apart) > kFar) { medium.currentTime = this.current.currentTime - +this.current.dataset.offset + +medium.dataset.offset; continue; }
      const rate = Math.abs(apart) < kClose ? 1 : Math.max(0.7, Math.min(1.3, 1 - 4 * apart));
      if (Math.abs(rate - medium.playbackRate) > 0.002) medium.playbackRate = rate;
    }
  }

  show() {
    this.settle();
    if (this.current.ended || this.now > this.length) this.pause();
    const t = Math.min(this.now, this.length);
    if (document.activeElement !== this.seek || this.running) this.seek.value = t;
    const time = `${clock(t)} / ${clock(this.length)}`;
    if (this.time.textContent !== time) { this.time.textContent = time; this.seek.setAttribute('aria-valuetext', clock(t)); }
    const word = this.running ? 'Pause' : 'Play';
    if (this.play.textContent !== word) this.play.textContent = word;
    for (const tell of this.onPlace) tell(t, false);
  }
}
