// What all of the page's scripts do with its elements.

/** The page's element of an id. @template {HTMLElement} T @param {string} id @param {new () => T} kind @returns {T} */
export const byId = (id, kind) => checked(document.getElementById(id), kind, `#${id}`);
/** @param {string} id */
export const element = (id) => byId(id, HTMLElement);
/** @param {string} id */
export const field = (id) => byId(id, HTMLInputElement);
/** @param {string} id */
export const dialog = (id) => byId(id, HTMLDialogElement);

/** The first element below `root` that the selector names. @param {ParentNode} root @param {string} selector */
export const one = (root, selector) => checked(root.querySelector(selector), HTMLElement, selector);

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
export const all = (root, selector) => [...root.querySelectorAll(selector)].filter((each) => each instanceof HTMLElement);

/** The nearest element around another one. @param {Element} inner @param {string} selector */
export const around = (inner, selector) => checked(inner.closest(selector), HTMLElement, selector);

/** @template {Element} T @param {Element | null} found @param {new () => T} kind @param {string} name @returns {T} */
function checked(found, kind, name) {
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${name}`);
}

/**
 * A new element with its properties and what is in it.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Partial<Omit<HTMLElementTagNameMap[K], "style">>} [properties]
 * @param {(Node | string)[]} inside
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
}

/**
 * The line of that class in an element, put before another one if it is not there yet. An empty one is not shown.
 * @param {Element} parent @param {string} className @param {Element | null} before
 */
export function lineIn(parent, className, before) {
  return parent.querySelector(`:scope > .${className}`) || parent.insertBefore(make("p", { className }), before);
}

/** @param {string} id @param {() => void} act */
export const onClick = (id, act) => element(id).addEventListener("click", act);

/** What a form does, by its pressed button's value. @param {Element} root @param {(value: string) => void} act */
export function onSubmit(root, act) {
  one(root, "form").addEventListener("submit", (event) => {
    event.preventDefault();
    const { submitter } = /** @type {SubmitEvent} */ (event);
    act(submitter instanceof HTMLButtonElement ? submitter.value : "");
  });
}

/** @param {HTMLElement} root */
export const wordsOf = (root) => (root.textContent || "").trim().replace(/\s+/g, " ");

/** `1 set`, `2 sets`. @param {number} count @param {string} what */
export const counted = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

const ROOM = 8; // px between a bar and what has the focus

/** What gets the focus must be seen: browsers scroll to it, and not all past the fixed bars (scroll-padding). */
export function keepFocusInSight() {
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement) requestAnimationFrame(() => uncover(target)); // after the browser's scrolling
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
