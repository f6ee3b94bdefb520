// What was done: a line in the live region, gone after six seconds; with a way back it stays until the next page.
const SECONDS = 6;

const fade = (element) => setTimeout(() => element.remove(), SECONDS * 1000);

export function toast(text) {
  const region = document.querySelector(".k-toasts");
  if (!region) return;
  const line = document.createElement("div");
  line.className = "k-toast";
  line.append(text);
  region.append(line);
  fade(line);
}

export function startToasts() {
  document.querySelectorAll(".k-toast:not([data-lasting])").forEach(fade);
  // a response of the server may carry HX-Trigger: {"k-toast": {"text": "…"}}
  document.body.addEventListener("k-toast", (event) => toast(event.detail.text || event.detail.value));
}
