// The door: the field is always ready, and scans wait in line while an answer is under way; none is lost.
const CLEAR_MS = 8000;
const form = document.getElementById("check-in");
const field = document.getElementById("id_card_number");
const panel = document.getElementById("check-in-result");
const waiting = [];
let isAsking = false;
let clears = 0;

// The live region stays where it is, so that its new words are read out; the rest is taken over.
function show(source) {
  const said = source.querySelector(".said");
  panel.dataset.kind = said.dataset.kind;
  panel.querySelector(".said").replaceChildren(...said.childNodes);
  panel.querySelector(".more").replaceChildren(...source.querySelector(".more").childNodes);
  clearTimeout(clears);
  if (panel.dataset.kind === "yes") clears = setTimeout(clear, CLEAR_MS);
  field.focus();
}

const from = (id) => document.getElementById(id).content.cloneNode(true);

// Being ready again is nothing to read out.
function clear() {
  const said = panel.querySelector(".said");
  said.setAttribute("aria-live", "off");
  show(from("check-in-ready"));
  requestAnimationFrame(() => said.setAttribute("aria-live", "assertive"));
}

function failed(body) {
  show(from("check-in-failed"));
  if (!field.value) field.value = body.get("card_number");
  field.select();
}

async function ask(body) {
  const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
  if (answer.redirected) { location.reload(); return; } // signed out meanwhile
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const result = page.getElementById("check-in-result");
  if (!result) throw new Error("no answer");
  show(result);
  document.getElementById("check-in-last").replaceWith(page.getElementById("check-in-last"));
}

async function work() {
  if (isAsking) return;
  isAsking = true;
  panel.setAttribute("aria-busy", "true");
  while (waiting.length) {
    const body = waiting.shift();
    try { await ask(body); } catch { failed(body); }
  }
  panel.removeAttribute("aria-busy");
  isAsking = false;
}

function scan(number) {
  field.value = "";
  if (!number.trim()) return;
  const body = new URLSearchParams(new FormData(form));
  body.set("card_number", number);
  waiting.push(body);
  work();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  scan(field.value);
});

// A scanner types wherever the cursor is: a reason without a letter is the next card.
panel.addEventListener("submit", (event) => {
  event.preventDefault();
  const reason = event.target.elements.override_reason;
  if (!/\p{L}/u.test(reason.value)) { scan(reason.value); reason.value = ""; return; }
  waiting.unshift(new URLSearchParams(new FormData(event.target)));
  work();
});
panel.addEventListener("toggle", (event) => {
  if (event.target.open) event.target.querySelector("input:not([type=hidden])").focus();
}, true);

// Whatever is typed elsewhere belongs into the field; a click beside everything leads back to it.
const ACTS = "a, button, input, select, summary, label";
document.addEventListener("keydown", (event) => {
  const isText = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isText && !event.target.matches("input")) field.focus();
}, true);
document.addEventListener("click", (event) => { if (!event.target.closest(ACTS)) field.focus(); });
addEventListener("pageshow", () => field.focus());
