// What was done: a line in the live region, gone after six seconds.
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
  document.querySelectorAll(".k-toast").forEach(fade);
  // a response of the server may carry HX-Trigger: {"k-toast": {"text": "…"}}
  document.body.addEventListener("k-toast", (event) => toast(event.detail.text || event.detail.value));
}
