// Services come and go without what was typed below them: times and questions are new, the answers stay.
const part = () => document.getElementById("k-when");
let typed = null;

document.body.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.target?.id === "k-what" && part()?.closest("form");
  typed = form ? new FormData(form) : null;
});

document.body.addEventListener("htmx:afterSettle", () => {
  if (!typed || !part()) return;
  for (const field of part().querySelectorAll("input, select, textarea")) {
    const given = typed.getAll(field.name);
    if (field.type === "radio" || field.type === "checkbox") {
      if (given.includes(field.value)) field.checked = true;
    } else if (given.length) {
      field.value = given[0];
    }
  }
  typed = null;
});
