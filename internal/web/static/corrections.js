// A button that has a correction sends it, tells what came of it, and goes on to
// the next page or shows the same anew. A form asks for words first: the field
// named in data-field goes into the correction, as the name of a speaker if it is
// "speaker".
"use strict";

(() => {
  const address = "/api/v1/corrections";

  function tell(text, failed) {
    const outcome = document.querySelector(".outcome");
    if (!outcome) return;
    outcome.textContent = text;
    outcome.classList.toggle("problem", failed);
    outcome.hidden = false;
    outcome.scrollIntoView({ block: "nearest" });
  }

  async function send(correction, next, control) {
    control.disabled = true;
    try {
      const response = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ by: "pages", ...correction }),
      });
      const answer = await response.json();
      if (!response.ok) {
        tell(answer.detail || answer.title || "This was not corrected.", true);
        control.disabled = false;
        return;
      }
      if (next) location.assign(next);
      else location.reload();
    } catch {
      tell("The server did not answer. Look into the journal before trying again: it may have been corrected.", true);
      control.disabled = false;
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-correction]");
    if (!button) return;
    send(JSON.parse(button.dataset.correction), button.dataset.next, button);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.correction) return;
    event.preventDefault();
    const correction = JSON.parse(form.dataset.correction);
    const words = new FormData(form).get(form.dataset.field).trim();
    if (form.dataset.field === "speaker") {
      if (words) correction.speaker = { name: words };
    } else {
      correction[form.dataset.field] = words;
    }
    send(correction, form.dataset.next, form.querySelector("button"));
  });
})();
