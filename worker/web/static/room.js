// What makes the reading room pleasanter with JavaScript. Every page works without it.
"use strict";
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const token = () => one('meta[name="csrf"]').content;

  // Take the part of a page that `selector` finds from the same address anew. Parsed, never run.
  async function refresh(address, selector) {
    const answer = await fetch(address, { headers: { accept: "text/html" }, credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const old = one(selector);
    const fresh = one(selector, page) || page.body;
    if (!old || !fresh) return;
    // What somebody is writing, or has written and not sent, is not taken from under their hands.
    if (all("input:not([type=hidden]):not([type=checkbox]), textarea", old).some((box) => box === document.activeElement || box.value !== box.defaultValue)) return;
    const keyOf = (each) => `${one("summary", each)?.textContent.replace(/\d+/g, "")} ${one(".file", each.closest("li") || each)?.textContent}`;
    const open = new Set(all("details[open]", old).map(keyOf));
    const shut = new Set(all("details:not([open])", old).map(keyOf));
    const focused = old.contains(document.activeElement) ? all("a,button,input,select", old).indexOf(document.activeElement) : -1;
    if (fresh === page.body) old.replaceChildren(...fresh.childNodes);
    else old.replaceWith(fresh);
    for (const each of all("details", one(selector))) {
      if (open.has(keyOf(each))) each.open = true;
      else if (shut.has(keyOf(each))) each.open = false;
    }
    if (focused >= 0) all("a,button,input,select", one(selector))[focused]?.focus({ preventScroll: true });
  }

  // Scroll the page's image, and nothing else, to where a hit stands on it.
  function reveal(place) {
    const frame = one(".frame");
    const held = frame.getBoundingClientRect();
    const box = place.getBoundingClientRect();
    if (box.left < held.left || box.right > held.right) frame.scrollLeft += box.left - held.left - held.width / 2;
    if (box.top < held.top || box.bottom > held.bottom) frame.scrollTop += box.top - held.top - held.height / 2;
  }

  // Marks: n and p, or the two links, go from one to the next.
  function marks() {
    const bar = one(".marks");
    if (!bar) return;
    const found = all("mark[id^=hit-]");
    let at = -1;
    const placeOf = (mark) => mark && one(`.overlay a[data-hit="${mark.id.slice(4)}"]`);
    const show = (number) => {
      found[at]?.classList.remove("at");
      placeOf(found[at])?.classList.remove("at");
      at = number;
      found[at].classList.add("at");
      const place = placeOf(found[at]);
      place?.classList.add("at");
      if (place) reveal(place);
      found[at].scrollIntoView({ block: "center" });
      one(".at", bar).textContent = `${at + 1}/${found.length}`;
    };
    const jump = (step) => show(at < 0 && step < 0 ? found.length - 1 : (at + step + found.length) % found.length);
    found.forEach((mark, number) => {
      const link = one("a", mark);
      if (!link) return;
      link.tabIndex = -1; // n and p lead here
      link.addEventListener("click", (event) => { event.preventDefault(); show(number); });
    });
    for (const link of all(".overlay a[data-hit]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        show(found.findIndex((mark) => mark.id === `hit-${link.dataset.hit}`));
      });
    }
    one(".numbers", bar).hidden = true;
    for (const link of all("[data-jump]", bar)) {
      link.hidden = false;
      link.addEventListener("click", (event) => { event.preventDefault(); jump(Number(link.dataset.jump)); });
    }
    keys.n = () => jump(1);
    keys.p = () => jump(-1);
  }

  const keys = { "/": () => one("#q")?.focus() };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.altKey || event.metaKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  // The page's text beside an article: scrolled to where the article stands.
  function place() {
    const sheet = one(".sheet");
    const here = one(".line.here", sheet || document);
    if (sheet && here && sheet.scrollHeight > sheet.clientHeight) sheet.scrollTop = here.offsetTop - sheet.offsetTop - 40;
  }

  // The page's image: enlarged in place, kept where the article stands.
  function image() {
    const canvas = one(".canvas");
    if (!canvas) return;
    const frame = one(".frame");
    const show = () => {
      const box = one(".region.here", canvas)?.getBoundingClientRect();
      if (!box) return;
      const held = frame.getBoundingClientRect();
      frame.scrollLeft += box.left - held.left - Math.max(20, (held.width - box.width) / 2);
      frame.scrollTop += box.top - held.top - 20;
    };
    for (const link of all("[data-zoom]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        canvas.className = `canvas zoom-${link.dataset.zoom}`;
        for (const other of all("[data-zoom]")) other.removeAttribute("aria-current");
        link.setAttribute("aria-current", "true");
        show();
      });
    }
    const picture = one("img", canvas);
    if (picture.complete) show(); else picture.addEventListener("load", show);
  }

  // Names that begin like the last word typed, offered below the search box.
  function names() {
    const box = one("#q");
    const list = one("#names");
    let waiting = 0;
    box?.addEventListener("input", () => {
      clearTimeout(waiting);
      const [, before, word] = /^(.*\s)?(\S*)$/su.exec(box.value) || [];
      if (!word || word.length > 20 || [...list.options].some((option) => option.value === box.value)) return;
      waiting = setTimeout(async () => {
        const answer = await fetch(`/suggest?q=${encodeURIComponent(word)}`, { credentials: "same-origin" });
        if (!answer.ok) return;
        const { suggestions } = await answer.json();
        list.replaceChildren(...suggestions.filter((each) => each.field !== "headline").map((each) => {
          const option = document.createElement("option");
          option.value = (before || "") + each.text;
          return option;
        }));
      }, 200);
    });
  }

  // What is new appears by itself: on the ingest page always, among results while their top is looked at.
  function live() {
    const part = one("[data-live]");
    const results = one("#results");
    if (!part && !(results && !new URLSearchParams(location.search).has("after"))) return;
    let articles = null;
    let running = null;
    const stream = new EventSource("/ingest/events");
    stream.addEventListener("figures", (event) => {
      const seen = JSON.parse(event.data);
      const changed = articles !== null && seen.articles !== articles;
      articles = seen.articles;
      if (part) update(() => refresh(part.dataset.live, "#live"));
      else if (changed && scrollY < 300 && String(getSelection()) === "") update(() => refresh(location.href, ".results"));
    });
    // One at a time: what changes meanwhile is fetched once more at its end.
    let again = null;
    async function update(work) {
      if (running) { again = work; return; }
      running = work();
      try { await running; } finally {
        running = null;
        const next = again;
        again = null;
        if (next) update(next);
      }
    }
    addEventListener("pagehide", () => stream.close());
  }

  // Files dropped on the ingest page go into the inbox, one request each.
  function uploads() {
    const form = one("form.upload");
    if (!form) return;
    const sent = one(".sent", form);
    const send = async (file) => {
      const line = document.createElement("li");
      line.textContent = `${file.name} …`;
      sent.append(line);
      const data = new FormData();
      data.append("csrf", token());
      data.append("folder", one("[name=folder]", form).value);
      data.append("files", file);
      try {
        const answer = await fetch(form.action, { method: "POST", body: data, headers: { accept: "application/json" } });
        const said = await answer.json();
        const result = said.files?.[0];
        line.textContent = result?.stored ? `✓ ${result.stored}` : `✗ ${file.name}: ${result?.error || said.error}`;
        line.className = result?.stored ? "good" : "bad";
      } catch (error) {
        line.textContent = `✗ ${file.name}: ${error.message}`;
        line.className = "bad";
      }
    };
    for (const name of ["dragenter", "dragover"]) {
      addEventListener(name, (event) => { event.preventDefault(); form.classList.add("over"); });
    }
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
    addEventListener("drop", async (event) => {
      event.preventDefault();
      form.classList.remove("over");
      for (const file of event.dataTransfer.files) await send(file);
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const chosen = one("[type=file]", form);
      for (const file of chosen.files) await send(file);
      chosen.value = "";
    });
  }

  marks();
  names();
  place();
  image();
  live();
  uploads();
})();
