// What gets the focus must be seen: browsers scroll to it, and not all of them past the fixed bars (scroll-padding).

import { element } from "./dom.js";

const ROOM = 8; // px between a bar and what has the focus

export function keepFocusInSight() {
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement) requestAnimationFrame(() => uncover(target)); // after the browser's own scrolling
  });
}

/** @param {HTMLElement} focused */
function uncover(focused) {
  if (focused !== document.activeElement || focused.closest("#days, #clock, dialog")) return;
  const box = focused.getBoundingClientRect();
  for (const bar of ["days", "clock"].map((id) => element(id).getBoundingClientRect())) {
    const isUnder = box.top < bar.bottom && box.bottom > bar.top && box.left < bar.right && box.right > bar.left;
    if (isUnder) scrollBy(0, bar.top > innerHeight / 2 ? box.bottom - bar.top + ROOM : box.top - bar.bottom - ROOM);
  }
}
