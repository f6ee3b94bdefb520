// One language at a time, and codes at the cursor. Without this, all languages stand below one another.
const areaIn = (text) => text.querySelector("textarea");

function show(group, language) {
  group.querySelectorAll("[data-text]").forEach((text) => { text.hidden = text.dataset.text !== language; });
  group.querySelectorAll("[data-language]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  });
}

function insert(area, code) {
  area.setRangeText(code, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}

document.querySelectorAll("[data-texts]").forEach((group) => {
  group.querySelectorAll("[data-languages], [data-codes]").forEach((part) => { part.hidden = false; });
  const faulty = group.querySelector("[data-text]:has(.is-invalid)");
  show(group, (faulty || group.querySelector("[data-text]")).dataset.text);
  group.addEventListener("click", (event) => {
    const language = event.target.closest("[data-language]");
    const code = event.target.closest("[data-insert]");
    if (language) show(group, language.dataset.language);
    if (code) insert(areaIn(group.querySelector("[data-text]:not([hidden])")), code.dataset.insert);
  });
});
