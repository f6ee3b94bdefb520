// The editor of texts: codes at the cursor, and faults that lead to their place. Without this, both are a list to read.
const editor = document.querySelector("[data-editor]");
const picker = editor.querySelector("[data-picker]");
const find = picker.querySelector("[data-find]");
const codes = [...picker.querySelectorAll("[data-code]")];
let field = editor.querySelector("textarea[data-words]");

editor.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-words]")) field = event.target;
});

// ---- codes
const seen = () => codes.filter((code) => !code.hidden);

function narrow() {
  const wanted = find.value.trim().toLowerCase();
  codes.forEach((code) => { code.hidden = !`${code.textContent} ${code.dataset.finds}`.toLowerCase().includes(wanted); });
  picker.querySelectorAll("[data-family]").forEach((family) => {
    family.hidden = !family.querySelector("[data-code]:not([hidden])");
  });
  picker.querySelector("[data-none]").hidden = seen().length > 0;
}

function close() {
  picker.open = false;
  field.focus();
}

function insert(code) {
  close();
  field.setRangeText(code, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function step(event, by) {
  const list = seen();
  const at = list.indexOf(document.activeElement);
  event.preventDefault();
  if (at + by < 0) find.focus();
  else list[Math.min(at + by, list.length - 1)]?.focus();
}

// at once, and not when the browser says that it is open: a key pressed meanwhile would be a shortcut of the desk
picker.querySelector("summary").addEventListener("click", (event) => {
  event.preventDefault();
  if (picker.open) { close(); return; }
  picker.open = true;
  find.value = "";
  narrow();
  find.focus();
});
picker.addEventListener("click", (event) => {
  const code = event.target.closest("[data-code]");
  if (code) insert(code.dataset.code);
});
picker.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && picker.open) { event.preventDefault(); close(); }
  if (!picker.open || event.target.matches("summary")) return;
  if (event.key === "ArrowDown") step(event, 1);
  if (event.key === "ArrowUp") step(event, -1);
  if (event.key === "Enter" && event.target === find) { event.preventDefault(); if (seen()[0]) insert(seen()[0].dataset.code); }
});
find.addEventListener("input", (event) => { event.stopPropagation(); narrow(); }); // not a change of the text
document.addEventListener("click", (event) => { if (!picker.contains(event.target)) picker.open = false; });

// ---- faults: lines and columns count whole characters, a field counts halves of them
function offset(text, line, column) {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return before + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
}

editor.addEventListener("click", (event) => {
  const fault = event.target.closest("[data-jump]");
  if (!fault) return;
  event.preventDefault();
  const words = document.getElementById(`id_${fault.dataset.jump}`);
  const start = offset(words.value, Number(fault.dataset.line), Number(fault.dataset.column));
  words.focus();
  words.setSelectionRange(start, start + Number(fault.dataset.length));
});

// ---- whether a field is wrong follows the faults, as they come and go
document.body.addEventListener("htmx:afterSettle", () => {
  editor.querySelectorAll("[data-words]").forEach((words) => {
    const isWrong = Boolean(editor.querySelector(`#faults [data-jump="${words.name}"]`));
    words.classList.toggle("is-invalid", isWrong);
    if (isWrong) words.setAttribute("aria-invalid", "true"); else words.removeAttribute("aria-invalid");
  });
});
