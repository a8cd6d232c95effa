'use strict';
// Four films run together; one is seen and heard. Switching only swaps which, so no time is lost.
const films = [...document.querySelectorAll('video')];
const $ = (id) => document.getElementById(id);
const [play, seek, time, volume] = ['play', 'seek', 'time', 'volume'].map($);
const kBand = [19.9, 42.3];  // s
const kSofter = 10 ** (-15 / 20);
const kDrift = 0.06;  // s
let current = films[0];

for (const film of films) {
  const text = $('data-' + film.dataset.who);
  const bytes = Uint8Array.from(atob(text.textContent), (c) => c.charCodeAt(0));
  film.src = URL.createObjectURL(new Blob([bytes], {type: 'video/mp4'}));
  text.remove();
}

const follow = (film) => {
  if (Math.abs(film.currentTime - current.currentTime) > kDrift) film.currentTime = current.currentTime;
};

function choose(who) {
  const next = films.find((film) => film.dataset.who === who);
  const previous = current;
  if (next !== current) {
    follow(next);
    current = next;
    if (!previous.paused && next.paused) next.play().catch(() => {});
  }
  for (const film of films) {
    film.classList.toggle('shown', film === current);
    film.muted = film !== current;
    film.setAttribute('aria-hidden', film !== current);
  }
  for (const saying of document.querySelectorAll('.saying'))
    saying.classList.toggle('shown', saying.dataset.who === who);
  document.querySelector(`input[name=who][value="${who}"]`).checked = true;
  level();
  captions();
}

function level() {
  const t = current.currentTime;
  const soft = $('softer').checked && t >= kBand[0] && t < kBand[1];
  current.volume = volume.value * (soft ? kSofter : 1);
}

function captions() {
  for (const film of films)
    for (const track of film.textTracks)
      track.mode = $('captions').checked && film === current ? 'showing' : 'hidden';
}

function toggle() {
  if (current.paused) for (const film of films) { follow(film); film.play().catch(() => {}); }
  else for (const film of films) film.pause();
}

function go(seconds) {
  const t = Math.max(0, Math.min(seconds, current.duration || 60));
  for (const film of films) film.currentTime = t;
}

const clock = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, '0')}`;

function show() {
  level();
  if (document.activeElement !== seek || !current.paused) seek.value = current.currentTime;
  time.textContent = `${clock(current.currentTime)} / ${clock(current.duration || 60)}`;
  const running = !current.paused && !current.ended;
  play.textContent = running ? 'Pause' : 'Play';
  play.setAttribute('aria-pressed', running);
  requestAnimationFrame(show);
}

setInterval(() => { if (!current.paused) films.filter((film) => film !== current).forEach(follow); }, 2000);
play.addEventListener('click', toggle);
$('stage').addEventListener('click', toggle);
seek.addEventListener('input', () => go(+seek.value));
volume.addEventListener('input', level);
$('softer').addEventListener('change', level);
$('captions').addEventListener('change', captions);
$('full').addEventListener('click', () => $('stage').requestFullscreen?.());
for (const radio of document.querySelectorAll('input[name=who]'))
  radio.addEventListener('change', () => choose(radio.value));
for (const button of document.querySelectorAll('[data-time]'))
  button.addEventListener('click', () => go(+button.dataset.time));
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const onControl = event.target.closest('button, summary, input');
  const film = films[+event.key - 1];
  if (film && event.key !== ' ') return choose(film.dataset.who);
  if (event.key === ' ' && (!onControl || onControl.type === 'radio')) { event.preventDefault(); toggle(); }
  if (event.key === 'c') { $('captions').checked = !$('captions').checked; captions(); }
  if (!onControl && event.key === 'ArrowLeft') go(current.currentTime - 5);
  if (!onControl && event.key === 'ArrowRight') go(current.currentTime + 5);
});
choose('typical');
show();
