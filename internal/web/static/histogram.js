// Dragging over the periods of a histogram searches all of them. One alone is a
// link, and the fields of the search have any days.
"use strict";

(() => {
  const histogram = document.querySelector(".histogram");
  if (!histogram) return;
  const periods = [...histogram.children];
  let from = -1; // where a drag began
  let to = -1;
  let dragged = false; // over more than one: what is let go of is no click

  // at is the period at a place, or the nearest.
  const at = (x) => {
    const after = periods.findIndex((p) => x < p.getBoundingClientRect().right);
    return after < 0 ? periods.length - 1 : after;
  };
  const show = () => periods.forEach((p, i) => p.classList.toggle("chosen", from >= 0 && i >= Math.min(from, to) && i <= Math.max(from, to)));
  const end = () => {
    from = to = -1;
    show();
  };

  histogram.addEventListener("dragstart", (event) => event.preventDefault());
  histogram.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    dragged = false;
    from = to = at(event.clientX);
  });
  document.addEventListener("pointermove", (event) => {
    if (from < 0) return;
    to = at(event.clientX);
    if (to === from && !dragged) return;
    dragged = true;
    show();
  });
  document.addEventListener("pointerup", () => {
    if (from < 0) return;
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    end();
    if (first === last) return;
    const address = new URL(histogram.dataset.address, location.href);
    address.searchParams.set("after", periods[first].dataset.after);
    if (periods[last].dataset.before) address.searchParams.set("before", periods[last].dataset.before);
    location.assign(address);
  });
  document.addEventListener("pointercancel", end);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
  });
  histogram.addEventListener("click", (event) => {
    if (dragged) event.preventDefault();
    dragged = false;
  }, true);

  document.querySelector("[data-drag]").hidden = periods.length < 2;
})();
