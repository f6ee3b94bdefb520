// The inbox by keyboard: j and k to the next and the previous line, e done, h snooze, o the customer.
// Off while typing or in a dialog, and when shortcuts are turned off in this browser.
const DOES = { e: "[data-done]", h: "[data-snooze]", o: "[data-open]" };

const isOn = () => { try { return localStorage.getItem("k-shortcuts") !== "off"; } catch { return true; } };
const isTyping = (target) => target.matches("input, textarea, select") || document.querySelector("dialog[open]");
const lines = () => [...document.querySelectorAll("[data-item]")];
let last = 0;
let isLine = false;

function current() {
  const inside = document.activeElement.closest?.("[data-item]");
  if (inside) last = lines().indexOf(inside);
  return inside;
}

function move(step) {
  const every = lines();
  const from = current() ? last : step > 0 ? -1 : every.length;
  every[Math.min(Math.max(from + step, 0), every.length - 1)]?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target) || !isOn()) return;
  if (event.key === "j" || event.key === "k") { event.preventDefault(); move(event.key === "j" ? 1 : -1); return; }
  const control = DOES[event.key] && current()?.querySelector(DOES[event.key]);
  if (!control) return;
  event.preventDefault();
  control.focus();
  control.click();
});

// A line that was swapped keeps the place of the keyboard.
document.body.addEventListener("htmx:beforeSwap", (event) => { isLine = event.detail.target.matches("[data-item]"); });
document.body.addEventListener("htmx:afterSettle", () => {
  if (isLine && document.activeElement === document.body) lines()[last]?.focus();
  isLine = false;
});
