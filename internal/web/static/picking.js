// Words selected in an article may be who said one of its statements: a bar below
// the text offers to say so, and goes when the selection does. It waits for
// nobody: reading goes on. By keyboard the field in each statement's note does
// the same.
"use strict";

(() => {
  let bar;

  const longest = 200; // characters of a name
  const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);

  // picked returns the words selected in the text, without the numbers of statements,
  // and where they begin; nothing where that is no name.
  function picked() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    const inText = (node) => element(node)?.closest(".reading .text");
    if (!inText(range.startContainer) || !inText(range.endContainer)) return null;
    const copy = range.cloneContents();
    for (const label of copy.querySelectorAll(".label")) label.remove();
    const words = copy.textContent.replace(/\s+/g, " ").trim();
    return words && words.length <= longest ? { words, range } : null;
  }

  // nearest is the statement whose number stands in the same paragraph, or else the
  // last one before the selection.
  function nearest(range, labels) {
    const beside = [...(element(range.startContainer).closest(".row")?.querySelectorAll(".text a.label") ?? [])];
    const before = labels.filter((label) => range.comparePoint(label, 0) < 0);
    return beside.filter((label) => before.includes(label)).at(-1) ?? beside[0] ?? before.at(-1) ?? labels[0];
  }

  // name has the bar be about a statement.
  function name(statement) {
    bar.querySelector("select").value = statement;
    bar.dataset.correction = JSON.stringify({ do: "set speaker", statement });
  }

  function build(labels) {
    bar = document.createElement("form");
    bar.className = "picked";
    bar.hidden = true;
    bar.dataset.field = "speaker";
    bar.setAttribute("aria-label", "Correct who said it");
    const words = Object.assign(document.createElement("bdi"), { className: "name" });
    const told = document.createElement("p");
    told.setAttribute("role", "status");
    told.append("“", words, "” said");
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "speaker" });
    const label = document.createElement("label");
    const select = document.createElement("select");
    for (const own of labels) select.append(new Option(own.textContent.match(/\d+/)[0], own.id.slice("s-".length)));
    select.addEventListener("change", () => name(select.value));
    label.append("statement ", select);
    const set = Object.assign(document.createElement("button"), { type: "submit", textContent: "Set the speaker" });
    const leave = Object.assign(document.createElement("button"), { type: "button", textContent: "Leave it" });
    leave.addEventListener("click", () => (bar.hidden = true));
    bar.append(told, field, label, set, leave);
    document.getElementById("main").append(bar);
  }

  function update() {
    const found = picked();
    if (!found) {
      if (bar && !bar.matches(":hover, :focus-within")) bar.hidden = true;
      return;
    }
    const labels = [...document.querySelectorAll(".reading .text a.label")];
    if (labels.length === 0) return;
    if (!bar) build(labels);
    bar.querySelector("bdi").textContent = found.words;
    bar.elements.speaker.value = found.words;
    const chosen = labels.find((label) => label.classList.contains("chosen")) ?? nearest(found.range, labels);
    name(chosen.id.slice("s-".length));
    bar.hidden = false;
  }

  let waiting;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, 150); // until the dragging rests
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && bar) bar.hidden = true;
  });
})();
