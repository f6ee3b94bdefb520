// Dialogs are native <dialog> elements: the browser traps the focus and gives it back to what opened them.
let opener = null;

export function show(dialog) {
  if (dialog.open) return;
  opener = document.activeElement === document.body ? opener : document.activeElement;
  dialog.showModal();
  const wanted = ["[aria-invalid=true], .is-invalid", "[autofocus]", ".modal-body :is(input:not([type=hidden]), select, textarea)"];
  wanted.map((selector) => dialog.querySelector(selector)).find(Boolean)?.focus();
}

function openArrived(root) {
  root.querySelectorAll("dialog[data-open]").forEach((dialog) => {
    dialog.removeAttribute("data-open");
    show(dialog);
  });
}

// The opener may have been swapped away: look for its successor by id, then fall back on the page.
export function giveBack() {
  const target = opener && (opener.isConnected ? opener : opener.id && document.getElementById(opener.id));
  (target || document.getElementById("main")).focus();
}

export function closeAll() {
  const open = document.querySelectorAll("dialog[open]");
  open.forEach((dialog) => dialog.close());
}

export function startDialogs() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dialog], [data-close]");
    if (!button) return;
    if (button.dataset.dialog) show(document.getElementById(button.dataset.dialog));
    else button.closest("dialog")?.close();
  });
  document.addEventListener("close", (event) => {
    if (event.target.closest?.("#k-dialogs")) { document.getElementById("k-dialogs").replaceChildren(); giveBack(); }
    else event.target.querySelector?.("[data-leave]")?.click(); // a page of its own: back to where one came from
  }, true);
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const by = event.detail.requestConfig?.triggeringEvent?.type ?? ""; // k-card-changed and the like: nobody pressed anything
    if (!by.startsWith("k-") && !event.target.closest("dialog")) opener = event.target;
  });
  // not before htmx knows its form: a key pressed at once would send it as a page
  document.body.addEventListener("htmx:afterSettle", () => openArrived(document));
  // a part that fetched itself again may have lost the opener after the focus was back on it
  document.body.addEventListener("htmx:afterSettle", () => {
    if (opener && !opener.isConnected && document.activeElement === document.body) giveBack();
  });
  // a response may carry HX-Trigger: k-close
  document.body.addEventListener("k-close", () => { closeAll(); giveBack(); });
  openArrived(document);
}
