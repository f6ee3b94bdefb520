// A form is sent once: until the page is left or shown again, a second click does nothing.
export function guardForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.target === "_blank") return; // the page stays, and may be sent again
    if (form.hasAttribute("hx-post") || form.hasAttribute("hx-get")) return; // htmx queues by itself
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }));
}
