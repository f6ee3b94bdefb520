// Keyboard shortcuts of the desk: "/" search, "g" and a letter for each entry of the navigation, "?" the list.
// Off while typing or in a dialog, and when the person turned them off in this browser (WCAG 2.1.4).
const STORE = "k-shortcuts";
const WAIT_MS = 1200;

const read = () => { try { return localStorage.getItem(STORE) !== "off"; } catch { return true; } };
const write = (on) => { try { localStorage.setItem(STORE, on ? "on" : "off"); } catch { /* storage may be off */ } };

const isTyping = (target) => target.matches("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]");

let went = 0;

function press(event) {
  const key = event.key;
  if (went) {
    const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    clearTimeout(went);
    went = 0;
    if (link) { link.click(); return; }
  }
  if (key === "g") { went = setTimeout(() => { went = 0; }, WAIT_MS); return; }
  const control = key === "?" ? document.querySelector('[data-dialog="keys"]') : document.querySelector(`[aria-keyshortcuts="${CSS.escape(key)}"]`);
  if (!control) return;
  event.preventDefault();
  control.focus(); // what it opens gives the focus back to it
  if (!control.matches("input")) control.click();
}

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target) || !read()) return;
    press(event);
  });
  document.querySelectorAll("[data-shortcuts-toggle]").forEach((box) => {
    box.checked = read();
    box.addEventListener("change", () => write(box.checked));
  });
}
