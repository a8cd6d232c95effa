// The player over the whole screen, with its controls and moments; and vibration, where a telephone has it.
class Stage {
  constructor(player) {
    this.player = player;
    this.root = player.root;
    player.full.addEventListener('click', () => this.toggle());
    for (const change of ['fullscreenchange', 'webkitfullscreenchange'])
      document.addEventListener(change, () => this.show(this.element() === this.root));
  }

  element() { return document.fullscreenElement ?? document.webkitFullscreenElement; }
  get big() { return this.root.classList.contains('big'); }

  // Telephones that give the whole screen to films alone get a window filled by the player.
  toggle() {
    if (this.big) {
      if (this.element()) (document.exitFullscreen ?? document.webkitExitFullscreen).call(document);
      else this.show(false);
      return;
    }
    const ask = this.root.requestFullscreen ?? this.root.webkitRequestFullscreen;
    if (!ask) return this.show(true);
    Promise.resolve(ask.call(this.root)).catch(() => this.show(true));
  }

  show(big) {
    if (big === this.big) return;
    this.root.classList.toggle('big', big);
    document.documentElement.classList.toggle('filled', big);
    this.player.full.textContent = big ? 'Leave full screen' : 'Full screen';
    this.player.full.setAttribute('aria-pressed', big);
    this.player.story.keepInList();
  }
}

const kAhead = 4;        // s of the pattern that are given at once
const kMostPieces = 98;  // browsers take no more in one pattern

class Vibration {
  constructor(player) {
    this.player = player;
    this.box = player.root.querySelector('.vibration');
    if (!this.box || !navigator.vibrate || !player.data.vibration.length) return;
    this.box.closest('.vibrates').hidden = false;
    let at = 0;
    this.pulses = player.data.vibration.map(([on, off]) => {
      const pulse = {start: at / 1000, end: (at + on) / 1000};
      at += on + off;
      return pulse;
    });
    player.onPlace.push((t, sought) => this.place(t, sought));
  }

  place(t, sought) {
    const version = this.player.data.versions.find((v) => v.id === this.player.current.dataset.who);
    const wanted = this.box.checked && this.player.running && !version.room;
    if (!wanted) {
      if (this.until !== undefined) navigator.vibrate(0);
      this.until = undefined;
      return;
    }
    if (!sought && this.until !== undefined && t < this.until && t > this.until - kAhead - 0.5) return;
    this.until = t + kAhead;
    navigator.vibrate(this.pattern(t, this.until));
  }

  // On and off by turns, from t to `until`, as the browser takes it: it begins with a pulse.
  pattern(t, until) {
    const pieces = [];
    let at = t;
    for (const pulse of this.pulses) {
      const start = Math.max(pulse.start, t), end = Math.min(pulse.end, until);
      if (end <= start) continue;
      const gap = Math.round(1000 * (start - at));
      if (pieces.length || gap > 0) pieces.push(...(pieces.length ? [gap] : [0, gap]));
      pieces.push(Math.round(1000 * (end - start)));
      at = end;
      if (pieces.length >= kMostPieces) { this.until = end; break; }
    }
    return pieces;
  }
}
