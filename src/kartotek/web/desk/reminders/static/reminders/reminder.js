// The form of a reminder shows what belongs to the repetition that is chosen; without JavaScript all of it stands there.
const form = document.getElementById("reminder");

function arrange() {
  form.querySelectorAll("[data-part]").forEach((part) => {
    const chosen = form.querySelector(`[name="${part.dataset.part}"]:checked`)?.value ?? "";
    part.hidden = !part.dataset.for.split(" ").includes(chosen);
  });
}

// What is typed beside a choice makes the choice.
function choose(event) {
  const beside = { ends_on: ["ends", "on"], nth: ["monthly_by", "weekday"], weekday: ["monthly_by", "weekday"] }[event.target.name];
  if (!beside) return;
  const radio = form.querySelector(`[name="${beside[0]}"][value="${beside[1]}"]`);
  if (radio) radio.checked = true;
}

form.addEventListener("change", (event) => { choose(event); arrange(); }, true);
arrange();
