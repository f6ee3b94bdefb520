// The list's own search: "/" comes here, Enter opens the first hit, the arrows walk through the hits.
const input = document.querySelector("[data-list-search]");
const top = document.getElementById("q");
const hits = () => [...document.querySelectorAll("[data-hit]")];

top?.removeAttribute("aria-keyshortcuts");
input.setAttribute("aria-keyshortcuts", "/");

let isWaiting = false;
let isWanted = false;
const open = () => hits()[0]?.click();

input.addEventListener("input", () => { isWaiting = true; isWanted = false; });
document.body.addEventListener("htmx:afterSettle", () => {
  isWaiting = false;
  if (isWanted) { isWanted = false; open(); }
});

function step(event) {
  const found = hits();
  const at = found.indexOf(document.activeElement);
  if (!found.length || (at < 0 && document.activeElement !== input)) return;
  const next = event.key === "ArrowDown" ? at + 1 : at - 1;
  event.preventDefault();
  if (next < 0) input.focus();
  else found[Math.min(next, found.length - 1)].focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") { step(event); return; }
  if (event.key !== "Enter" || document.activeElement !== input || !input.value.trim()) return;
  event.preventDefault();
  if (isWaiting) isWanted = true; // what was typed last is still being looked for
  else open();
});
