// Sets the page going: players, sounds beside them, keys.
const samples = [...document.querySelectorAll('.sample audio')];
for (const root of document.querySelectorAll('.player')) players.push(new Player(root));
for (const player of players) {
  const arc = document.querySelector(`[data-arc="${player.id}"] .arc`);
  player.story = new Story(player, arc);
  player.captions = new CaptionBox(player);
  player.stagePart = new Stage(player);
  player.levels = new Levels(player);
  player.audiogram = new Audiogram(player);
  player.vibrates = new Vibration(player);
}

// One sound at a time on the whole page, at one volume.
for (const sound of samples)
  sound.addEventListener('play', () => {
    for (const player of players) player.pause();
    for (const other of samples) if (other !== sound) other.pause();
    sound.volume = players[0].volume.value;
  });

function show() {
  for (const player of players) player.show();
  requestAnimationFrame(show);
}
setInterval(() => players.forEach((player) => player.follow()), 100);

// Keys go to the player that fills the screen or runs, else to the one that is most in view.
function inView(player) {
  const box = player.stage.getBoundingClientRect();
  return Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
}
const meant = () => players.find((player) => player.stagePart.big) ?? players.find((player) => player.running) ??
    players.reduce((a, b) => inView(b) > inView(a) ? b : a);

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !players.length) return;
  const onControl = event.target.closest('button, summary, input, select, a, audio, [role=slider]');
  const typing = event.target.closest('select');
  const player = meant();
  const sound = player.sounds[+event.key - 1];
  if (sound && event.key !== ' ' && !typing) return player.choose(sound.dataset.who);
  if (event.key === ' ' && (!onControl || onControl.type === 'radio')) { event.preventDefault(); player.toggle(); }
  if (event.key === 'c' && !typing) player.captions.toggle();
  if (event.key === 'f' && !typing) player.stagePart.toggle();
  if (event.key === 'r' && !typing && !event.repeat) player.compare(true);
  if (event.key === 'Escape' && player.stagePart.big) player.stagePart.toggle();
  if (!onControl && event.key === 'ArrowLeft') player.go(player.now - 5);
  if (!onControl && event.key === 'ArrowRight') player.go(player.now + 5);
});
document.addEventListener('keyup', (event) => { if (event.key === 'r') players.forEach((p) => p.compare(false)); });
addEventListener('blur', () => players.forEach((p) => p.compare(false)));
show();
