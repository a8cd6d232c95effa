'use strict';
// In each player films run together; one is seen and heard. Switching only swaps which, so no time is lost.
const kDrift = 0.06;  // s
const kAtMoment = 0.05;  // s: a film that was sent to a moment may stand just before it
const clock = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, '0')}`;
const players = [];

const sources = {};
function source(film) {
  if (!sources[film]) {
    const text = document.getElementById('data-' + film);
    const bytes = Uint8Array.from(atob(text.textContent), (c) => c.charCodeAt(0));
    sources[film] = URL.createObjectURL(new Blob([bytes], {type: 'video/mp4'}));
    text.remove();
  }
  return sources[film];
}

class Player {
  constructor(root) {
    this.root = root;
    this.films = [...root.querySelectorAll('video')];
    for (const part of ['play', 'seek', 'time', 'volume', 'captions', 'full', 'stage'])
      this[part] = root.querySelector('.' + part);
    this.radios = [...root.querySelectorAll('.choice input')];
    this.current = this.films[0];
    this.onPlace = [];  // called with the time when it may have changed
    for (const film of this.films) {
      film.src = source(film.dataset.who);
    }
    this.listen();
    this.choose(this.radios.find((radio) => radio.checked).value);
  }

  listen() {
    this.play.addEventListener('click', () => this.toggle());
    this.stage.addEventListener('click', () => this.toggle());
    this.seek.addEventListener('input', () => this.go(+this.seek.value));
    this.full.addEventListener('click', () => this.stage.requestFullscreen?.());
    for (const radio of this.radios) radio.addEventListener('change', () => this.choose(radio.value));
    for (const button of this.root.querySelectorAll('[data-time]'))
      button.addEventListener('click', () => this.go(+button.dataset.time));
    // Volume and captions are one setting on the whole page.
    this.volume.addEventListener('input', () => players.forEach((p) => { p.volume.value = this.volume.value; p.level(); }));
    this.captions.addEventListener('change', () => players.forEach((p) => {
      p.captions.checked = this.captions.checked;
      p.caption();
    }));
  }

  get running() { return !this.current.paused && !this.current.ended; }
  get length() { return this.current.duration || +this.seek.max; }

  follow(film) {
    if (Math.abs(film.currentTime - this.current.currentTime) > kDrift) film.currentTime = this.current.currentTime;
  }

  choose(who) {
    const next = this.films.find((film) => film.dataset.who === who);
    const previous = this.current;
    if (next !== previous) {
      this.follow(next);
      this.current = next;
      if (!previous.paused && next.paused) next.play().catch(() => {});
    }
    for (const film of this.films) {
      film.classList.toggle('shown', film === next);
      film.muted = film !== next;
      film.setAttribute('aria-hidden', film !== next);
    }
    for (const saying of this.root.querySelectorAll('.saying'))
      saying.classList.toggle('shown', saying.dataset.who === who);
    for (const radio of this.radios) radio.checked = radio.value === who;
    this.level();
    this.caption();
  }

  level() { this.current.volume = this.volume.value; }

  caption() {
    for (const film of this.films)
      for (const track of film.textTracks)
        track.mode = this.captions.checked && film === this.current ? 'showing' : 'hidden';
  }

  toggle() {
    if (!this.current.paused) return this.pause();
    for (const other of players) if (other !== this) other.pause();
    for (const sound of sounds) sound.pause();
    for (const film of this.films) { this.follow(film); film.play().catch(() => {}); }
  }

  pause() { for (const film of this.films) film.pause(); }

  go(seconds) {
    const t = Math.max(0, Math.min(seconds, this.length));
    for (const film of this.films) film.currentTime = t;
    for (const tell of this.onPlace) tell(t, true);
  }

  show() {
    const t = this.current.currentTime;
    if (document.activeElement !== this.seek || !this.current.paused) this.seek.value = t;
    this.time.textContent = `${clock(t)} / ${clock(this.length)}`;
    this.play.textContent = this.running ? 'Pause' : 'Play';
    this.play.setAttribute('aria-pressed', this.running);
    for (const tell of this.onPlace) tell(t, false);
  }
}

// The arc's picture with a line at the player's time, and the story's moments.
class Story {
  constructor(root, player) {
    this.player = player;
    this.moments = [...root.querySelectorAll('.moments button')];
    this.now = root.querySelector('.now');
    this.over = root.querySelector('.over');
    this.cursor = root.querySelector('.cursor');
    this.frame = this.over.closest('.scroll');
    for (const moment of this.moments) moment.addEventListener('click', () => player.go(+moment.dataset.time));
    const seek = (event) => {
      const box = this.over.getBoundingClientRect();
      player.go((event.clientX - box.left) / box.width * this.over.dataset.seconds);
    };
    this.over.addEventListener('pointerdown', (event) => {
      if (event.pointerType === 'mouse') this.over.setPointerCapture(event.pointerId);
    });
    this.over.addEventListener('pointermove', (event) => { if (event.pointerType === 'mouse' && event.buttons === 1) seek(event); });
    this.over.addEventListener('click', seek);
    this.over.addEventListener('keydown', (event) => this.key(event));
    player.onPlace.push((t, sought) => this.place(t, sought));
  }

  key(event) {
    const t = this.player.current.currentTime;
    const to = {ArrowLeft: t - 1, ArrowDown: t - 1, ArrowRight: t + 1, ArrowUp: t + 1, PageDown: t - 5, PageUp: t + 5,
                Home: 0, End: this.player.length}[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.player.go(to);
  }

  place(t, sought) {
    if (t === this.at) return;
    this.at = t;
    this.cursor.style.left = `${100 * t / this.over.dataset.seconds}%`;
    if (sought || this.player.running) this.reveal();
    const index = this.moments.findLastIndex((moment) => +moment.dataset.time <= t + kAtMoment);
    const changed = index !== this.index;
    if (changed) this.light(index);
    // Spoken where it is moved by hand, not all the time.
    if (changed || sought) {
      this.over.setAttribute('aria-valuenow', t.toFixed(1));
      this.over.setAttribute('aria-valuetext', `${clock(t)}. ${this.words(index)}`);
    }
  }

  words(index) { return this.moments[index].lastChild.textContent.trim(); }

  light(index) {
    this.index = index;
    this.moments.forEach((moment, i) => {
      moment.classList.toggle('passed', i < index);
      moment.classList.toggle('current', i === index);
      if (i === index) moment.setAttribute('aria-current', 'true');
      else moment.removeAttribute('aria-current');
    });
    this.now.textContent = `${clock(+this.moments[index].dataset.time)} ${this.words(index)}`;
  }

  // Where the picture is wider than the page, the line stays in view.
  reveal() {
    if (this.frame.scrollWidth <= this.frame.clientWidth) return;
    const frame = this.frame.getBoundingClientRect(), line = this.cursor.getBoundingClientRect();
    const x = line.left - frame.left;
    if (x < 0.1 * frame.width || x > 0.85 * frame.width) this.frame.scrollLeft += x - 0.3 * frame.width;
  }
}

for (const root of document.querySelectorAll('.player')) players.push(new Player(root));
const story = document.querySelector('.story');
new Story(story, players.find((player) => story.contains(player.root)));

// One sound at a time on the whole page, at one volume.
const sounds = [...document.querySelectorAll('.sample audio')];
for (const sound of sounds)
  sound.addEventListener('play', () => {
    for (const player of players) player.pause();
    for (const other of sounds) if (other !== sound) other.pause();
    sound.volume = players[0].volume.value;
  });

function show() {
  for (const player of players) player.show();
  requestAnimationFrame(show);
}

setInterval(() => {
  for (const player of players) if (player.running) player.films.forEach((film) => player.follow(film));
}, 2000);

// Keys go to the player that runs, else to the one that is most in view.
function inView(player) {
  const box = player.stage.getBoundingClientRect();
  return Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
}
const meant = () => players.find((player) => player.running) ?? players.reduce((a, b) => inView(b) > inView(a) ? b : a);

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const onControl = event.target.closest('button, summary, input, a, audio');
  const player = meant();
  const film = player.films[+event.key - 1];
  if (film && event.key !== ' ') return player.choose(film.dataset.who);
  if (event.key === ' ' && (!onControl || onControl.type === 'radio')) { event.preventDefault(); player.toggle(); }
  if (event.key === 'c') player.captions.click();
  if (!onControl && event.key === 'ArrowLeft') player.go(player.current.currentTime - 5);
  if (!onControl && event.key === 'ArrowRight') player.go(player.current.currentTime + 5);
});
show();
