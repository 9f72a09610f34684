// Up and down from file to file; a verdict shows only its own.
(() => {
  "use strict";
  const cards = [...document.querySelectorAll(".card")];
  const buttons = [...document.querySelectorAll("[data-show]")];
  let shown = "";

  function show(verdict) {
    shown = shown === verdict ? "" : verdict;
    for (const card of cards) card.hidden = shown !== "" && card.dataset.verdict !== shown;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.show === shown));
    for (const part of document.querySelectorAll(".clean")) part.hidden = !part.querySelector(".card:not([hidden])");
  }
  for (const button of buttons) button.addEventListener("click", () => show(button.dataset.show));

  function move(by) {
    const visible = cards.filter((card) => !card.hidden);
    const here = visible.indexOf(document.activeElement.closest(".card"));
    // Nothing has the focus: begin with what is in sight.
    const inSight = () => visible.findIndex((card) => card.getBoundingClientRect().bottom > 0);
    const next = visible[here < 0 ? Math.max(0, inSight()) : Math.max(0, Math.min(visible.length - 1, here + by))];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: next.offsetHeight > innerHeight ? "start" : "nearest" });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const verdicts = { f: "fail", w: "warn", p: "pass" };
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "a") {
      show("");
    } else if (Object.hasOwn(verdicts, event.key)) {
      const button = buttons.find((one) => one.dataset.show === verdicts[event.key]);
      if (button && !button.disabled) show(verdicts[event.key]);
    }
  });
})();
