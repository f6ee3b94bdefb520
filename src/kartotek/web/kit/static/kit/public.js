// The public pages work without any of this: the language is changed at once, a form is sent once,
// and who looks from another time zone is told.
import { startCopy } from "./copy.js";
import { guardForms } from "./submit.js";

function startLanguage() {
  document.querySelectorAll("form[data-language]").forEach((form) => {
    form.querySelector("button").hidden = true;
    form.querySelector("select").addEventListener("change", () => form.submit());
  });
}

const offset = (zone, moment) => {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(moment);
  return parts.find((part) => part.type === "timeZoneName").value;
};

function startZones() {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  document.querySelectorAll("[data-zone]").forEach((line) => {
    const moment = line.dataset.at ? new Date(line.dataset.at) : new Date();
    if (!own || offset(own, moment) === offset(line.dataset.zone, moment)) return;
    const note = line.querySelector("[data-zone-differs]");
    if (!note) return;
    note.querySelector("[data-zone-own]").textContent = own.split("/").pop().replaceAll("_", " ");
    note.hidden = false;
  });
}

function startFocus() {
  (document.querySelector("[data-focus]") || document.querySelector(".is-invalid"))?.focus();
}

startLanguage();
startZones();
startFocus();
startCopy();
guardForms();
