// Runs in <head> before the first paint: the stored choice, else the system's. Sets data-bs-theme on the page.
(function () {
  "use strict";
  let chosen = null;
  try { chosen = localStorage.getItem("k-theme"); } catch { /* storage may be off */ }
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.setAttribute("data-bs-theme", chosen || system);
})();
