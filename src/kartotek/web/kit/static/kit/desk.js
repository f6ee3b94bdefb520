// The desk's page: starts what every screen shares.
import { startComboboxes } from "./combobox.js";
import { startCopy } from "./copy.js";
import { startDialogs } from "./dialogs.js";
import { startKeys } from "./keys.js";
import { guardForms } from "./submit.js";
import { startToasts, toast } from "./toasts.js";

function startTheme() {
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    const root = document.documentElement;
    const next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    root.setAttribute("data-bs-theme", next);
    try { localStorage.setItem("k-theme", next); } catch { /* storage may be off */ }
  });
}

// After a swap the focus goes to what the fragment marks with data-focus.
function startFocus() {
  const focus = (root) => root.querySelector("[data-focus]")?.focus();
  document.body.addEventListener("htmx:afterSettle", (event) => focus(event.detail.target));
  focus(document);
  // strips that scroll sideways on a phone show where one is
  document.querySelectorAll(":is(.k-subnav, .k-tabs) [aria-current]").forEach((link) => link.scrollIntoView({ block: "nearest", inline: "center" }));
}

// A request that failed says so; the page stays as it is.
function startFailures() {
  const say = () => toast(document.body.dataset.failed);
  document.body.addEventListener("htmx:responseError", say);
  document.body.addEventListener("htmx:sendError", say);
}

// An open menu closes with Escape or a click elsewhere.
function startMenus() {
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.k-menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.k-menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
}

startTheme();
startToasts();
startDialogs();
startKeys();
startFocus();
startFailures();
startMenus();
startCopy();
startComboboxes();
guardForms();
