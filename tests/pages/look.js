// SPDX-License-Identifier: Apache-2.0
// Runs in the page under test: finds players, films and controls by what a person is given: roles, names, states.
'use strict';
window.look = (() => {
  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const shown = (element) => element.checkVisibility({opacityProperty: false, visibilityProperty: true}) &&
    !element.closest('[inert]');

  function name(element) {
    const by = element.getAttribute('aria-labelledby')?.split(/\s+/).map((id) => document.getElementById(id)?.textContent);
    return (by?.join(' ') || element.getAttribute('aria-label') ||
      [...(element.labels ?? [])].map((label) => label.textContent).join(' ') || element.textContent ||
      element.title || '').replace(/\s+/g, ' ').trim();
  }

  const kControls = 'button, input, select, textarea, summary, a[href], audio[controls], video[controls], ' +
    '[tabindex], [role=button], [role=slider], [role=switch], [role=checkbox], [role=radio]';

  const players = () => all(document, '[data-player]');
  const films = (player) => all(player, 'video, audio');
  const heard = (player) => films(player).find((film) => !film.muted && film.volume > 0);
  const control = (player, pattern) =>
    all(player, kControls).find((element) => shown(element) && new RegExp(pattern, 'i').test(name(element)));

  const has_captions = (player) => films(player).some((film) => film.textTracks.length > 0);

  // What chooses who is heard: radio buttons, or buttons that are pressed or not.
  const choices = (player) => {
    const radios = all(player, 'input[type=radio], [role=radio]');
    return radios.length ? radios : all(player, '[data-choices] button');
  };

  // The moments of a player's story: in it, or in the section around it.
  const moments = (player) => {
    const own = all(player, 'button[data-time]');
    return own.length ? own : all(player.closest('section') ?? player, 'button[data-time]');
  };

  const pressed = (element) => element.checked ?? element.getAttribute('aria-pressed') === 'true';

  // In these the arrow keys move, and Tab reaches one of the controls only.
  const kComposites = '[role=radiogroup], [role=tablist], [role=toolbar], [role=listbox], [role=menu], [role=grid]';

  // Everything that Tab should reach, in order: of radio buttons with one name only the chosen one, or the first.
  // A control that is taken out of the order is among them: it is reached by no key.
  function stops() {
    const groups = new Map();
    const found = all(document, kControls).filter((element) => shown(element) && !element.disabled &&
      (element.tabIndex >= 0 || (element.matches('button, input, select, textarea, summary, a[href]') && !element.closest(kComposites))));
    for (const element of found)
      if (element.type === 'radio' && (element.checked || !groups.has(element.name))) groups.set(element.name, element);
    return found.filter((element) => element.type !== 'radio' || groups.get(element.name) === element);
  }

  // The box of a control with its label, in the window.
  function box(element) {
    const parts = [element, element.closest('label')].filter(Boolean).map((part) => part.getBoundingClientRect());
    const [left, top] = ['left', 'top'].map((side) => Math.min(...parts.map((part) => part[side])));
    const [right, bottom] = ['right', 'bottom'].map((side) => Math.max(...parts.map((part) => part[side])));
    return {x: left, y: top, width: right - left, height: bottom - top};
  }

  // Why a person could not press it, or ''.
  function unreachable(element) {
    if (!shown(element)) return 'is not shown';
    (element.closest('label') ?? element).scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
    const at = box(element);
    const x = at.x + at.width / 2, y = at.y + at.height / 2;
    if (at.width < 1 || at.height < 1) return 'has no size';
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return 'lies outside the window';
    const hit = document.elementFromPoint(x, y);
    const own = element.closest('label') ?? element;
    return own.contains(hit) ? '' : `is covered by <${hit?.tagName.toLowerCase()} class="${hit?.className}">`;
  }

  // What keys and presses change.
  function state(index) {
    const player = players()[index], film = heard(player) ?? films(player)[0];
    const box = control(player, 'caption'), full = document.fullscreenElement;
    return {paused: film.paused, time: film.currentTime, who: films(player).indexOf(film), captions: box && pressed(box), full: full !== null};
  }
  const follows = {
    'plays': (before, now) => before.paused && !now.paused, 'pauses': (before, now) => !before.paused && now.paused,
    'moves on': (before, now) => now.time > before.time, 'begins': (before, now) => now.time < 0.5,
    'captions': (before, now) => now.captions !== before.captions,
    'fills the screen': (before, now) => now.full, 'leaves the full screen': (before, now) => !now.full,
  };

  const words = (element) => `<${element.tagName.toLowerCase()}> “${name(element).slice(0, 60)}”`;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  return {all, shown, name, players, films, heard, control, has_captions, choices, moments, pressed, stops, box, unreachable, state, follows, words, wait};
})();
