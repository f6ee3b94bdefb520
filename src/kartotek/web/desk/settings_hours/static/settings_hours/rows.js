// Rows of hours come and go without a round trip; without this file the server does the same.
function addRow(button) {
  const [kind, day] = button.value.split("-");
  const cell = button.closest("tr").querySelector("[data-rows]");
  const template = document.getElementById(`row-${kind}-${day}`);
  if (!cell || !template) return false;
  cell.querySelector("[data-none]")?.remove();
  const row = template.content.firstElementChild.cloneNode(true);
  const breaks = kind === "work" && cell.querySelector(".k-span [name^=break]")?.closest(".k-span");
  cell.insertBefore(row, breaks || null);
  row.querySelector("input").focus();
  return true;
}

function removeRow(button) {
  const row = button.closest(".k-span");
  const next = row.nextElementSibling || row.previousElementSibling;
  const cell = row.parentElement;
  row.remove();
  (next?.querySelector("input") || cell.closest("tr").querySelector("button[name=add]")).focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=add], button[name=remove]");
  if (!button || !button.closest("#week")) return;
  if (button.name === "remove") { removeRow(button); event.preventDefault(); }
  else if (addRow(button)) event.preventDefault();
});
