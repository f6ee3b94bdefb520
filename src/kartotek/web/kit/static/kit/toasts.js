// What was done: a line in the live region, gone after six seconds; with a way back it stays until the next page, or
// until something else was done.
const SECONDS = 6;

const fade = (element) => setTimeout(() => element.remove(), SECONDS * 1000);

// A form that takes it back, sent by htmx as dialogs are.
function wayBack(undo, word) {
  const form = document.createElement("form");
  form.setAttribute("hx-post", undo.url);
  form.setAttribute("hx-target", "#k-dialogs");
  for (const [name, value] of Object.entries(undo.values)) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  const button = document.createElement("button");
  Object.assign(button, { className: "btn btn-sm", type: "submit", textContent: word });
  form.append(button);
  return form;
}

export function toast(text, undo) {
  const region = document.querySelector(".k-toasts");
  if (!region) return;
  const line = document.createElement("div");
  line.className = "k-toast";
  const words = document.createElement("span");
  words.append(text);
  line.append(words);
  region.querySelectorAll("[data-lasting]").forEach((older) => older.remove());
  if (undo) {
    line.dataset.lasting = "";
    line.append(wayBack(undo, region.dataset.undo));
  }
  region.append(line);
  if (undo) window.htmx.process(line);
  else fade(line);
}

export function startToasts() {
  document.querySelectorAll(".k-toast:not([data-lasting])").forEach(fade);
  // a response of the server may carry HX-Trigger: {"k-toast": {"text": "…", "undo": {"url": "…", "values": {}}}}
  document.body.addEventListener("k-toast", (event) => toast(event.detail.text || event.detail.value, event.detail.undo));
}
