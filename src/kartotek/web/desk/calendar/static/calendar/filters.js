// Which employees and services are shown: remembered for this page of this browser's tab.
const STORE = "k-calendar-hidden";

const read = () => { try { return new Set(JSON.parse(sessionStorage.getItem(STORE) || "[]")); } catch { return new Set(); } };
const write = (hidden) => { try { sessionStorage.setItem(STORE, JSON.stringify([...hidden])); } catch { /* storage may be off */ } };

export function startFilters(changed) {
  const hidden = read();
  const keyOf = (box) => (box.dataset.employee ? `e${box.dataset.employee}` : `s${box.dataset.service}`);
  document.querySelectorAll("[data-employee][type=checkbox], [data-service][type=checkbox]").forEach((box) => {
    box.checked = !hidden.has(keyOf(box));
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(keyOf(box));
      else hidden.add(keyOf(box));
      write(hidden);
      changed();
    });
  });
  const isThere = (selector) => document.querySelector(selector) !== null; // what has no box cannot be hidden
  return {
    hasEmployee: (id) => !hidden.has(`e${id}`) || !isThere(`[data-employee="${id}"][type=checkbox]`),
    hasService: (one) => !one.service || !hidden.has(`s${one.service}`),
  };
}
