// The page as an app: kept for use without a network, and told when a newer week is there. Only over https.

import { element, make } from "./dom.js";

export function install() {
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  const workers = navigator.serviceWorker;
  const hadOne = Boolean(workers.controller);
  workers.addEventListener("controllerchange", () => {
    const link = make("a", { href: "index.html", textContent: "Show it" });
    element("news").replaceChildren("The training was updated. ", link);
    element("news").hidden = !hadOne;
  });
  const registered = workers.register("sw.js");
  registered.catch(() => {}); // neither this browser nor a server that does not send sw.js keeps the page from working
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registered.then((worker) => worker.update()).catch(() => {}); // no network
  });
}
