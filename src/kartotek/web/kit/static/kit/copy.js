// Copies what stands in a field: <button data-copy="id of the field" data-copied="what is said then" hidden>.
// Without a secure connection browsers keep the clipboard to themselves; then what is selected is copied the old way.
async function copy(field) {
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}

export function startCopy() {
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copy(document.getElementById(button.dataset.copy));
      const told = button.parentElement.querySelector("[data-told]");
      told.textContent = done ? button.dataset.copied : "";
      button.focus();
    });
  });
}
