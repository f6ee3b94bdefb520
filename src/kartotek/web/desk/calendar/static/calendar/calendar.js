// The calendar: draws the days the server describes, and draws them again when they have changed.
import { contentOf, eventOf } from "./blocks.js";
import { onDrop, onResize, onSelect } from "./dragging.js";
import { startFilters } from "./filters.js";
import { watch } from "./watch.js";

const SMALL = matchMedia("(max-width: 820px)");
const host = document.getElementById("ec");
const list = document.getElementById("k-days");

function options() {
  const { view, on, zone, language } = host.dataset;
  const small = SMALL.matches;
  const dayName = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", timeZone: zone });
  return {
    view: view === "week" ? "timeGridWeek" : "resourceTimeGridDay",
    duration: view === "week" ? (small ? { days: 3 } : { weeks: 1 }) : { days: 1 },
    date: on, timeZone: zone, locale: language, firstDay: 1, allDaySlot: false, nowIndicator: true,
    slotDuration: "00:15", slotLabelInterval: "01:00", slotHeight: small ? 20 : 18, slotEventOverlap: false,
    slotLabelFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
    dayHeaderFormat: view === "week" ? (date) => dayName.format(date) : () => "",
    height: small ? undefined : "calc(100vh - 12rem)", scrollTime: host.dataset.clock || "00:00",
    headerToolbar: { start: "", center: "", end: "" },
    editable: true, selectable: true, selectMinDistance: 5, eventResizableFromStart: false,
    longPressDelay: 500, eventContent: contentOf(host.dataset.icons),
    eventDidMount: ({ el }) => ["role", "tabindex"].forEach((name) => el.removeAttribute(name)),
    eventClick: ({ el, jsEvent }) => { if (!jsEvent.target.closest("a")) el.querySelector("a")?.click(); },
    eventDrop: onDrop, eventResize: onResize, select: onSelect(host.dataset),
  };
}

// So narrow that a name can still be read; beyond that the columns scroll.
const widthOf = (count) => (SMALL.matches && count > 1 ? "150px" : count > 8 ? "128px" : undefined);

// No half-built table semantics: readers get the links inside, and the list.
const ROLES = /^(table|grid|rowgroup|row|columnheader|rowheader|cell|gridcell|button)$/;
const ARIA = ["role", "aria-colindex", "aria-rowindex", "aria-colspan", "aria-rowspan", "aria-colcount", "aria-rowcount"];
function plain() {
  host.querySelectorAll("[role]").forEach((element) => {
    if (ROLES.test(element.getAttribute("role"))) ARIA.forEach((name) => element.removeAttribute(name));
  });
  host.querySelector(".ec-main")?.setAttribute("tabindex", "0"); // a day without bookings scrolls by keyboard, too
}

function startColumns() {
  host.replaceChildren();
  const calendar = window.EventCalendar.create(host, options());
  new MutationObserver(plain).observe(host, { childList: true, subtree: true });
  plain();
  let days = null;
  const filters = startFilters(() => days && draw());
  function draw() {
    const focused = document.activeElement?.closest?.("#ec a")?.dataset.key;
    const shown = days.employees.filter((one) => filters.hasEmployee(one.id));
    calendar.setOption("slotMinTime", days.span[0]);
    calendar.setOption("slotMaxTime", days.span[1]);
    if (host.dataset.view === "day") {
      calendar.setOption("columnWidth", widthOf(shown.length));
      calendar.setOption("resources", shown.map(({ id, title }) => ({ id, title })));
    }
    calendar.setOption("events", days.events.filter((one) => filters.hasService(one)).map((one) => eventOf(one, days.icons)));
    document.querySelector("[data-told]").textContent = days.told ? `${days.told}.` : "";
    days.employees.forEach((one) => document.querySelectorAll(`[data-count="${one.id}"]`).forEach((cell) => { cell.textContent = one.count || ""; }));
    requestAnimationFrame(() => {
      if (focused) host.querySelector(`a[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
      host.dataset.drawn = ""; // for whoever waits until it stands
    });
  }
  addEventListener("beforeprint", () => calendar.setOption("height", undefined));
  addEventListener("afterprint", () => calendar.setOption("height", options().height));
  watch(host.dataset.url, (fresh) => { days = fresh; draw(); });
  document.body.addEventListener("k-days-refused", () => days && draw());
}

function startPage() {
  document.querySelector("[data-print]")?.addEventListener("click", () => print());
  document.querySelector("form[data-whole]")?.addEventListener("change", (event) => event.currentTarget.submit());
  const note = document.querySelector("[data-zone-note]");
  const offset = (zone) => new Date().toLocaleString("sv", { timeZone: zone });
  if (note && host && offset(host.dataset.place) !== offset(undefined)) note.hidden = false;
}

startPage();
if (host && window.EventCalendar) startColumns();
if (list) watch(list.dataset.url, null);
