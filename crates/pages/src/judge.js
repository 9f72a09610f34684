// One page, one file, no network: answers are kept in this browser until they are written to a
// decisions file that `throughline review --from FILE --as NAME` records.
(() => {
  "use strict";
  const page = document.body.dataset;
  const cards = [...document.querySelectorAll(".card")];
  const open = cards.filter((card) => card.dataset.subject);
  const { yes, no } = page;
  const store = ["throughline", page.campaign, page.round, page.kind].join(":");
  const stored = () => {
    try { return JSON.parse(localStorage.getItem(store)) || {}; } catch { return {}; }
  };
  const said = stored();
  const keep = () => {
    try { localStorage.setItem(store, JSON.stringify(said)); } catch { /* private window: kept until it closes */ }
  };
  // Other bytes under an old name are a new question.
  const of = (card) =>
    (said[card.dataset.subject + (card.dataset.bytes || "")] ||= { answer: "", reason: "", note: "", viewed: false });
  const note = (card) => card.querySelector("input[type=text]");

  function paint() {
    const count = { [yes]: 0, [no]: 0, open: 0 };
    for (const card of open) {
      const word = of(card);
      card.dataset.answer = word.answer;
      count[word.answer || "open"] += 1;
      card.querySelector("select").value = word.reason;
      if (document.activeElement !== note(card)) note(card).value = word.note;
      const seen = card.querySelector(".seen");
      if (seen) seen.textContent = word.viewed ? "looked at" : "not looked at yet";
    }
    const line = document.querySelector("#count");
    if (line) line.textContent = `${count[yes]} ${yes}, ${count[no]} ${no}, ${count.open} to judge`;
  }
  /** Answers, or takes the same answer back; tells whether there is one now. */
  function say(card, answer) {
    if (!open.includes(card)) return false;
    const word = of(card);
    word.answer = word.answer === answer ? "" : answer;
    keep(); paint();
    return word.answer !== "";
  }
  function see(card) {
    if (!open.includes(card)) return;
    of(card).viewed = true; keep(); paint();
  }
  function move(from, by) {
    const seen = cards.filter((card) => card.offsetParent);
    const next = seen[Math.max(0, Math.min(seen.length - 1, seen.indexOf(from) + by))];
    next?.focus(); next?.scrollIntoView({ block: "nearest" });
    if (dialog.open && next) look(next);
  }
  const across = (card) =>
    [...card.parentElement.children].filter((other) => other.offsetTop === card.offsetTop).length;

  const dialog = document.querySelector("dialog");
  function look(card) {
    const media = card.querySelector("img,video");
    if (!media) return;
    const big = media.cloneNode(true);
    if (big.tagName === "VIDEO") { big.controls = true; big.autoplay = true; }
    dialog.replaceChildren(big);
    if (!dialog.open) dialog.showModal();
    shown = card; see(card);
  }
  let shown = null;
  dialog.addEventListener("click", (event) => { if (event.target.tagName !== "VIDEO") dialog.close(); });
  dialog.addEventListener("close", () => { dialog.replaceChildren(); shown?.focus(); shown = null; });

  // A spreadsheet runs a cell that begins with one of these; a quote before it makes it text.
  const cell = (text) => {
    const safe = /^\s*[=+\-@\t\r]/.test(text) ? "'" + text : text;
    return '"' + safe.replaceAll('"', '""') + '"';
  };
  function write() {
    if (!open.length) return;
    const rows = ["round,subject,verdict,reason_code,note,by,at"];
    for (const card of open) {
      const word = of(card);
      if (!word.answer) continue;
      const approved = page.kind === "sign-off" && word.answer === yes;
      const code = approved ? (word.viewed ? "viewed" : "unviewed") : word.reason;
      rows.push([page.round, card.dataset.subject, word.answer, cell(code), cell(word.note), "", ""].join(","));
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([rows.join("\n") + "\n"], { type: "text/csv" }));
    link.download = `${page.campaign}-round-${page.round}-${page.kind}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    document.querySelector("#next").hidden = false;
  }

  for (const card of cards) {
    card.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) say(card, button.dataset.say);
      else if (event.target.closest("img")) look(card);
      else if (!event.target.closest("a,select,input,video,details")) card.focus();
    });
    card.querySelector("video")?.addEventListener("play", () => see(card));
  }
  for (const card of open) {
    card.querySelector("select").addEventListener("change", (event) => { of(card).reason = event.target.value; keep(); });
    note(card).addEventListener("input", (event) => { of(card).note = event.target.value; keep(); });
    note(card).addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); card.focus(); }
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input,select")) return;
    // A film plays and seeks with its own keys, but not while it is shown large.
    if (event.target.matches("video") && !dialog.open && /^(Arrow|Enter| )/.test(event.key)) return;
    if (event.key === "Enter" && !dialog.open && event.target.matches("button,a,summary")) return;
    const focused = document.activeElement.closest(".card");
    const card = shown || focused || open.find((one) => !of(one).answer) || cards[0];
    if (!card) return;
    const judge = (answer) => () => { if (say(card, answer)) move(card, 1); };
    const keys = {
      ArrowRight: () => move(card, focused || shown ? 1 : 0), ArrowLeft: () => move(card, -1),
      ArrowDown: () => move(card, focused || shown ? across(card) : 0), ArrowUp: () => move(card, -across(card)),
      Enter: () => (dialog.open ? dialog.close() : look(card)),
      n: () => { if (!dialog.open) note(card)?.focus(); },
      w: write, [yes[0]]: judge(yes), [no[0]]: judge(no),
    };
    const reason = card.querySelector("select")?.options[Number(event.key)];
    if (Number(event.key) >= 1 && reason) {
      of(card).reason = reason.value; keep(); paint(); event.preventDefault();
    } else if (Object.hasOwn(keys, event.key)) { event.preventDefault(); keys[event.key](); }
  });
  document.querySelector("#write")?.addEventListener("click", write);
  const unfold = () => { const target = document.getElementById(location.hash.slice(1)); if (target?.tagName === "DETAILS") target.open = true; };
  addEventListener("hashchange", unfold); unfold();

  // A picture counts as looked at when it stood in sight for a second.
  const timers = new Map();
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const card = target.closest(".card");
      clearTimeout(timers.get(card));
      if (isIntersecting) timers.set(card, setTimeout(() => { if (!document.hidden && target.complete) see(card); }, 1000));
    }
  }, { threshold: 0.95 });
  for (const card of open) { const image = card.querySelector("img"); if (image) watch.observe(image); }
  paint();
})();
