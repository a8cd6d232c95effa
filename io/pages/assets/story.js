// The arc's picture with a line at the player's time, the story's moments, and the ribbon of audible speech.
const kAtMoment = 0.05;  // s: a film that was sent to a moment may stand just before it

class Story {
  constructor(player, arc) {
    this.player = player;
    this.moments = [...player.root.querySelectorAll('.moments button')];
    this.list = player.root.querySelector('.moments ol');
    this.now = player.root.querySelector('.now');
    this.strip = player.root.querySelector('.strip');
    if (this.strip) this.listen(this.strip, () => this.player.length);
    this.over = arc?.querySelector('.over');
    if (this.over) {
      this.frame = this.over.closest('.scroll');
      this.begin = +this.over.dataset.begin;
      this.listen(this.over, () => +this.over.dataset.seconds, this.begin);
      this.over.addEventListener('keydown', (event) => this.key(event));
    }
    player.onPlace.push((t, sought) => this.place(t, sought));
  }

  // Clicks and, of a mouse, movements go to their place; a finger scrolls.
  listen(box, seconds, begin = 0) {
    const seek = (event) => {
      const at = box.getBoundingClientRect();
      this.player.go((event.clientX - at.left) / at.width * seconds() - begin);
    };
    box.addEventListener('pointerdown', (e) => { if (e.pointerType === 'mouse') box.setPointerCapture(e.pointerId); });
    box.addEventListener('pointermove', (e) => { if (e.pointerType === 'mouse' && e.buttons === 1) seek(e); });
    box.addEventListener('click', seek);
  }

  key(event) {
    const t = this.player.now;
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
    if (this.strip) this.strip.querySelector('.cursor').style.left = `${100 * t / this.player.length}%`;
    const index = this.moments.findLastIndex((moment) => +moment.dataset.time <= t + kAtMoment);
    const changed = index !== this.index;
    if (changed) this.light(index);
    if (this.over) this.line(t, sought, changed, index);
  }

  line(t, sought, changed, index) {
    const cursor = this.over.querySelector('.cursor');
    cursor.style.left = `${100 * (t + this.begin) / this.over.dataset.seconds}%`;
    if (sought || this.player.running) this.reveal(cursor);
    // Spoken where it is moved by hand, not all the time.
    if (changed || sought) {
      this.over.setAttribute('aria-valuenow', (t + this.begin).toFixed(1));
      this.over.setAttribute('aria-valuetext', `${clock(t)}. ${this.words(index)}`);
    }
  }

  words(index) { return index < 0 ? '' : this.moments[index].lastChild.textContent.trim(); }

  light(index) {
    this.index = index;
    this.moments.forEach((moment, i) => {
      moment.classList.toggle('passed', i < index);
      moment.classList.toggle('current', i === index);
      if (i === index) moment.setAttribute('aria-current', 'true');
      else moment.removeAttribute('aria-current');
    });
    this.now.textContent = index < 0 ? '' : `${clock(+this.moments[index].dataset.time)} ${this.words(index)}`;
    this.keepInList(index);
  }

  // The list scrolls by itself, never the page.
  keepInList(index = this.index) {
    if (!(index >= 0) || !this.list) return;
    const item = this.moments[index].getBoundingClientRect(), list = this.list.getBoundingClientRect();
    if (this.list.scrollWidth > this.list.clientWidth + 1) this.list.scrollLeft += item.left - list.left - 0.2 * list.width;
    if (this.list.scrollHeight > this.list.clientHeight + 1) this.list.scrollTop += item.top - list.top - 0.3 * list.height;
  }

  // Where the picture is wider than the page, the line stays in view.
  reveal(cursor) {
    if (this.frame.scrollWidth <= this.frame.clientWidth) return;
    const frame = this.frame.getBoundingClientRect(), line = cursor.getBoundingClientRect();
    const x = line.left - frame.left;
    if (x < 0.1 * frame.width || x > 0.85 * frame.width) this.frame.scrollLeft += x - 0.3 * frame.width;
  }
}
