// One page, one file, no network: answers are kept in this browser until they are written to a
// decisions file that `throughline review --from FILE --as NAME` records.
(() => {
  "use strict";
  const page = document.body.dataset;
  const cards = [...document.querySelectorAll(".card[data-subject]")];
  const store = "throughline:" + page.campaign + ":" + page.round + ":" + page.kind;
  let said = {};
  try { said = JSON.parse(localStorage.getItem(store) || "{}"); } catch (e) { said = {}; }
  const yes = page.yes, no = page.no;
  const keep = () => { try { localStorage.setItem(store, JSON.stringify(said)); } catch (e) { /* private window: kept until it closes */ } };
  const of = (card) => (said[card.dataset.subject] ||= { answer: "", reason: "", note: "", viewed: false });

  function paint() {
    const count = { [yes]: 0, [no]: 0, open: 0 };
    for (const card of cards) {
      const word = of(card);
      card.dataset.answer = word.answer;
      count[word.answer || "open"] += 1;
      const reason = card.querySelector("select");
      if (reason && word.reason) reason.value = word.reason;
      const note = card.querySelector("input[type=text]");
      if (note && document.activeElement !== note) note.value = word.note;
      const seen = card.querySelector(".seen");
      if (seen) seen.textContent = word.viewed ? "looked at" : "not looked at yet";
    }
    document.querySelector("#count").textContent =
      `${count[yes]} ${yes}, ${count[no]} ${no}, ${count.open} to judge`;
  }
  function say(card, answer) {
    const word = of(card);
    word.answer = word.answer === answer ? "" : answer;
    if (!word.reason) word.reason = card.querySelector("select")?.value || "";
    keep(); paint();
  }
  function see(card) { of(card).viewed = true; keep(); }
  function move(from, by) {
    const next = cards[Math.max(0, Math.min(cards.length - 1, cards.indexOf(from) + by))];
    next?.focus(); next?.scrollIntoView({ block: "nearest" });
  }
  function across() {
    const top = cards[0]?.offsetTop;
    return Math.max(1, cards.filter((card) => card.offsetTop === top).length);
  }
  const dialog = document.querySelector("dialog");
  function look(card) {
    const media = card.querySelector("img,video");
    if (!media || !dialog) return;
    const big = media.cloneNode(true);
    if (big.tagName === "VIDEO") { big.controls = true; big.autoplay = true; }
    dialog.replaceChildren(big); dialog.showModal(); see(card); paint();
  }
  dialog?.addEventListener("click", () => dialog.close());
  dialog?.addEventListener("close", () => dialog.replaceChildren());

  // A spreadsheet runs a cell that begins with one of these; a quote before it makes it text.
  const cell = (text) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
    return '"' + safe.replaceAll('"', '""') + '"';
  };
  function write() {
    const rows = ["round,subject,verdict,reason_code,note,by,at"];
    for (const card of cards) {
      const word = of(card);
      if (!word.answer) continue;
      const code = page.kind === "sign-off" && word.answer === yes ? (word.viewed ? "viewed" : "unviewed") : word.reason;
      rows.push([page.round, card.dataset.subject, word.answer, code, cell(word.note), "", ""].join(","));
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([rows.join("\n") + "\n"], { type: "text/csv" }));
    link.download = `${page.campaign}-round-${page.round}-${page.kind}.csv`;
    link.click();
    document.querySelector("#next").hidden = false;
  }

  for (const card of cards) {
    card.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) say(card, button.dataset.say);
      else if (event.target.closest("img")) look(card);
      else if (!event.target.closest("select,input,video")) card.focus();
    });
    card.querySelector("select")?.addEventListener("change", (event) => { of(card).reason = event.target.value; keep(); });
    card.querySelector("input[type=text]")?.addEventListener("input", (event) => { of(card).note = event.target.value; keep(); });
    card.querySelector("video")?.addEventListener("play", () => { see(card); paint(); });
  }
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input,select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (dialog?.open) { if (event.key === "Enter" || event.key === " ") dialog.close(); return; }
    const card = document.activeElement.closest?.(".card") || cards.find((c) => !of(c).answer) || cards[0];
    const keys = {
      ArrowRight: () => move(card, 1), ArrowLeft: () => move(card, -1),
      ArrowDown: () => move(card, across()), ArrowUp: () => move(card, -across()),
      Enter: () => look(card), w: write, n: () => card.querySelector("input[type=text]")?.focus(),
      [yes[0]]: () => { say(card, yes); move(card, 1); }, [no[0]]: () => { say(card, no); move(card, 1); },
    };
    const number = Number(event.key);
    const reasons = card?.querySelector("select")?.options;
    if (number >= 1 && reasons && number <= reasons.length) {
      of(card).reason = reasons[number - 1].value; keep(); paint(); event.preventDefault();
    } else if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
  document.querySelector("#write")?.addEventListener("click", write);
  // A file counts as looked at when it stood fully in sight for a second.
  const timers = new Map();
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const card = entry.target.closest(".card");
      if (entry.isIntersecting) timers.set(card, setTimeout(() => { see(card); paint(); }, 1000));
      else clearTimeout(timers.get(card));
    }
  }, { threshold: 0.95 });
  for (const card of cards) { const image = card.querySelector("img"); if (image) watch.observe(image); }
  paint();
})();
