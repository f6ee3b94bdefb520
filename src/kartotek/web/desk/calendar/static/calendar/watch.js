// Changes by others are here within two seconds: the page asks with the ETag of what it shows, and mostly hears "304".
const EVERY_MS = 1500;
const AWAY_MS = 15000;

export function watch(url, show) {
  let etag = "";
  let asking = false;
  let again = false;
  let timer = 0;

  async function ask() {
    if (asking) { again = true; return; }
    asking = true;
    again = false;
    clearTimeout(timer);
    try {
      const answer = await fetch(url, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
      if (answer.ok) {
        const isFirst = !etag;
        etag = answer.headers.get("ETag");
        if (show) show(await answer.json());
        else if (!isFirst) document.body.dispatchEvent(new CustomEvent("k-days-changed"));
      }
    } catch { /* asked again in a moment */ }
    asking = false;
    timer = setTimeout(ask, again ? 0 : document.hidden ? AWAY_MS : EVERY_MS);
  }

  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  if (show) document.body.addEventListener("k-days-changed", ask);
  ask();
}
