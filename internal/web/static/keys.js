// Keys: "/" goes to the search box, "j" and "k" to the next and the last entry,
// "o" opens it, "?" lists them all, and an element with data-key is pressed by
// its own. Nobody's typing is taken for one, and all can be turned off.
"use strict";

(() => {
  const entries = ".entry, .new, .witness, .row .note";
  const help = [
    ["/", "go to the search box"],
    ["j", "next entry"],
    ["k", "entry before"],
    ["o", "open the entry"],
    ["Esc", "leave the box or this list"],
    ["?", "show this list"],
  ];

  const stored = (() => {
    try {
      return localStorage;
    } catch {
      return { getItem: () => null, setItem: () => {} }; // the browser keeps nothing
    }
  })();
  const on = () => stored.getItem("keys") !== "off";

  // lead is what is focused of an entry: its first link, or its summary.
  const lead = (entry) => entry.querySelector("a[href], summary");

  function move(step) {
    const all = [...document.querySelectorAll(entries)].filter((e) => lead(e) && e.offsetParent !== null);
    const at = all.findIndex((e) => e.contains(document.activeElement));
    const to = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
    if (!to) return;
    lead(to).focus();
    to.scrollIntoView({ block: "nearest" });
  }

  function open() {
    const entry = document.activeElement?.closest(entries);
    if (entry) (entry.contains(document.activeElement) ? document.activeElement : lead(entry)).click();
  }

  function list() {
    let dialog = document.getElementById("keys");
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.id = "keys";
      dialog.setAttribute("aria-labelledby", "keys-title");
      const title = document.createElement("h2");
      title.id = "keys-title";
      title.textContent = "Keys";
      const table = document.createElement("dl");
      table.className = "facts";
      const own = [...document.querySelectorAll("[data-key]")].map((e) => [e.dataset.key, e.textContent.trim()]);
      for (const [key, what] of [...help, ...own]) {
        const name = document.createElement("dt");
        name.append(Object.assign(document.createElement("kbd"), { textContent: key }));
        table.append(name, Object.assign(document.createElement("dd"), { textContent: what }));
      }
      const label = document.createElement("label");
      const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: on() });
      box.addEventListener("change", () => stored.setItem("keys", box.checked ? "on" : "off"));
      label.append(box, " Keys are on");
      const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" });
      close.addEventListener("click", () => dialog.close());
      dialog.append(title, table, label, close);
      document.body.append(dialog);
    }
    dialog.showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (typing) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "?") {
      event.preventDefault();
      list(); // also where the keys are off, so that they can be turned on again
      return;
    }
    if (!on()) return;
    const box = document.getElementById("q");
    const own = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    switch (event.key) {
      case "/":
        if (!box) return;
        box.focus();
        box.select();
        break;
      case "j":
        move(1);
        break;
      case "k":
        move(-1);
        break;
      case "o":
        open();
        break;
      default:
        if (!own) return;
        own.click();
    }
    event.preventDefault();
  });
})();
