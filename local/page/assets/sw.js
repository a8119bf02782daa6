// The service worker: what the folder holds is kept for use without a network. FILES and VERSION come before this text.
// A new version of the folder has a new text here, so the browser installs it beside the old one and then swaps.

/** @type {any} the types of a worker cannot be loaded beside those of a page */
const worker = globalThis;
const CACHE = `invictus-${worker.VERSION}`;

for (const [name, work] of Object.entries({ install: keepAll, activate: tidyUp })) {
  worker.addEventListener(name, (/** @type {any} */ event) => event.waitUntil(work()));
}

async function keepAll() {
  const cache = await caches.open(CACHE);
  await cache.addAll(worker.FILES.map((/** @type {string} */ file) => new Request(file, { cache: "reload" })));
  await worker.skipWaiting();
}

async function tidyUp() {
  const names = (await caches.keys()).filter((name) => name.startsWith("invictus-") && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) event.respondWith(answer(request));
});

/**
 * What is kept; else what the network has, kept from then on: an older week is there once it was looked at.
 * @param {Request} request
 */
async function answer(request) {
  const cache = await caches.open(CACHE);
  const address = request.url.split(/[?#]/)[0].replace(/\/$/, "/index.html");
  const kept = await cache.match(address);
  if (kept) return kept;
  const reply = await fetch(request).catch(() => cache.match("index.html"));
  if (!reply) return Response.error();
  if (reply.ok && reply.url.startsWith(address)) await cache.put(address, reply.clone());
  return reply;
}
