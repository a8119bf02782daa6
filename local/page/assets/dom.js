// What all of the page's scripts do with its elements.

/** The page's element of that id. @template {HTMLElement} T @param {string} id @param {new () => T} kind @returns {T} */
export function byId(id, kind) {
  return checked(document.getElementById(id), kind, `#${id}`);
}

/** @param {string} id */
export const element = (id) => byId(id, HTMLElement);
/** @param {string} id */
export const field = (id) => byId(id, HTMLInputElement);
/** @param {string} id */
export const dialog = (id) => byId(id, HTMLDialogElement);

/**
 * The first element below `root` that the selector names.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function one(root, selector) {
  return checked(root.querySelector(selector), HTMLElement, selector);
}

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
export const all = (root, selector) => [...root.querySelectorAll(selector)].filter((found) => found instanceof HTMLElement);

/** The nearest element around another one. @param {Element} inner @param {string} selector @returns {HTMLElement} */
export function around(inner, selector) {
  return checked(inner.closest(selector), HTMLElement, selector);
}

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
 * @param {Element} parent
 * @param {string} className
 * @param {Element | null} before
 */
export function lineIn(parent, className, before) {
  return parent.querySelector(`:scope > .${className}`) || parent.insertBefore(make("p", { className }), before);
}

/** @param {string} id @param {() => void} act */
export function onClick(id, act) {
  element(id).addEventListener("click", act);
}

/** @param {HTMLElement} root */
export const wordsOf = (root) => (root.textContent || "").trim().replace(/\s+/g, " ");
