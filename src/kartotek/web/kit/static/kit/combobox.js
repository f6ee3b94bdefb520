// A field with a list that follows what is typed: arrows choose, Enter takes. Enter is not lost when the fingers are
// faster than the list: it waits until the list answers what stands in the field (data-typed).
const listOf = (field) => document.getElementById(field.getAttribute("aria-controls"));
const optionsOf = (field) => [...(listOf(field)?.querySelectorAll("[role=option]:not([aria-disabled])") ?? [])];
const chosenOf = (field) => optionsOf(field).find((option) => option.getAttribute("aria-selected") === "true");
const typedIn = (field) => field.value.trim().replace(/\s+/g, " ");
// The list answers what stands in the field, and its options can be pressed (they were marked after the swap).
const isAnswered = (field) => (listOf(field)?.dataset.typed ?? "") === typedIn(field) && marked.get(field) === listOf(field);
const fieldsIn = (root) => [...root.querySelectorAll("[role=combobox]")];
const marked = new WeakMap(); // field → the list whose first option was marked
const eager = new WeakSet(); // fields whose Enter waits for its list

function mark(field, option) {
  optionsOf(field).forEach((one) => one.setAttribute("aria-selected", String(one === option)));
  if (!option) { field.removeAttribute("aria-activedescendant"); return; }
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function go(field, step) {
  const options = optionsOf(field);
  if (!options.length) return;
  show(field, true);
  const at = options.indexOf(chosenOf(field));
  mark(field, options[(at + step + options.length) % options.length]);
}

function show(field, isShown) {
  if (field.dataset.popup !== undefined) field.setAttribute("aria-expanded", String(isShown && optionsOf(field).length > 0));
}

function take(field) {
  eager.delete(field);
  chosenOf(field)?.click();
}

function refresh() {
  fieldsIn(document).forEach((field) => {
    const list = listOf(field);
    if (!list || marked.get(field) === list) return;
    marked.set(field, list);
    mark(field, optionsOf(field)[0]);
    show(field, document.activeElement === field);
    if (eager.has(field) && isAnswered(field)) take(field);
  });
}

function press(event) {
  const field = event.target.closest?.("[role=combobox]");
  if (!field || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) { event.preventDefault(); go(field, step); return; }
  if (event.key === "Escape" && field.getAttribute("aria-expanded") === "true" && field.dataset.popup !== undefined) {
    event.preventDefault();
    show(field, false);
  } else if (event.key === "Backspace" && !field.value) field.parentElement.querySelector("[data-back]")?.click();
  else if (event.key === "Enter" && !(field.form && !field.value.trim())) {
    event.preventDefault();
    if (isAnswered(field)) take(field);
    else eager.add(field);
  }
}

export function startComboboxes() {
  document.addEventListener("keydown", press);
  document.addEventListener("input", (event) => eager.delete(event.target));
  // a press on an option leaves the focus in the field
  document.addEventListener("mousedown", (event) => { if (event.target.closest("[role=option]")) event.preventDefault(); });
  document.addEventListener("focusin", (event) => { if (event.target.dataset?.popup !== undefined) show(event.target, true); });
  document.addEventListener("focusout", (event) => { if (event.target.dataset?.popup !== undefined) show(event.target, false); });
  document.body.addEventListener("htmx:afterSettle", refresh);
  refresh();
}
