// Type to find a tag, Enter ticks it, arrows go through the tags. Without this the ticks stand below one another.
const linesOf = (pick) => [...pick.querySelectorAll("[data-pick-line]")].filter((line) => !line.hidden);
const boxOf = (line) => line.querySelector("input");
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function find(pick, typed) {
  const wanted = plain(typed.trim());
  pick.querySelectorAll("[data-pick-line]").forEach((line) => { line.hidden = !plain(line.textContent).includes(wanted); });
  pick.querySelector("[data-pick-none]").hidden = linesOf(pick).length > 0;
}

function start(root) {
  root.querySelectorAll("[data-pick-find]").forEach((part) => {
    if (!part.hidden) return;
    part.hidden = false;
    if (part.closest("dialog")?.open) part.querySelector("input").focus();
  });
}

function go(pick, from, step) {
  const stops = [pick.querySelector("[data-pick-find] input"), ...linesOf(pick).map(boxOf)];
  stops[Math.min(Math.max(stops.indexOf(from) + step, 0), stops.length - 1)].focus();
}

function tick(pick, target) {
  const box = target.type === "checkbox" ? target : linesOf(pick).map(boxOf)[0];
  if (!box) return;
  box.click();
  if (box !== target) target.select();
}

document.addEventListener("input", (event) => {
  const pick = event.target.closest("[data-pick-find]") && event.target.closest("[data-pick]");
  if (pick) find(pick, event.target.value);
});
document.addEventListener("keydown", (event) => {
  const pick = event.target.closest?.("[data-pick]");
  if (!pick || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  // an empty search leaves Enter to the form: it saves
  const ticks = event.key === "Enter" && (event.target.type === "checkbox" || event.target.value.trim());
  if (!step && !ticks) return;
  event.preventDefault();
  if (step) go(pick, event.target, step);
  else tick(pick, event.target);
});
document.body.addEventListener("htmx:afterSettle", (event) => start(event.detail.target));
start(document);
