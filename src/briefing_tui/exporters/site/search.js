// The search of the site, in the browser itself. A hit is exact: the letters stand there, in one paragraph or one field,
// capitals and full-width forms counting as equal. Years are loaded one by one, the newest first.
"use strict";
const briefing = { shards: new Map(), waiting: new Map(), add(year, issues) { this.shards.set(year, prepared(issues)); const done = this.waiting.get(year); if (done) done(true); } };
const PAGE = 50, AROUND = 40, LIMIT = 1000;
const QUOTES = { '"': '"', "“": "”", "”": "”", "＂": "＂", "「": "」", "『": "』" };

function fold(text) {
  return text.replace(/[^\u4e00-\u9fff]/gu, (char) => {
    if (char.length > 1) return char;
    if (char === "\t" || char === "\u00a0" || char === "\u3000") return " ";
    const code = char.charCodeAt(0);
    if (code >= 0xff01 && code <= 0xff5e) char = String.fromCharCode(code - 0xfee0);
    const upper = char.toUpperCase();
    if (upper.length === 1) char = upper;
    const lower = char.toLowerCase();
    return lower.length === 1 ? lower : char;
  });
}

function prepared(issues) {
  return issues.map(([stem, name, records]) => ({
    stem, name,
    records: records.map(([position, title, section, texts]) => {
      const fields = [title, section, ...texts].map((text) => text.normalize("NFC"));
      return { position, fields, folded: fields.map(fold) };
    }),
  }));
}

function parse(query) {
  const terms = [];
  let at = 0;
  query = query.slice(0, LIMIT).normalize("NFC");
  while (at < query.length) {
    if (/\s/u.test(query[at])) { at += 1; continue; }
    let negative = false;
    if (/[-－]/u.test(query[at]) && at + 1 < query.length && !/\s/u.test(query[at + 1])) { negative = true; at += 1; }
    const close = QUOTES[query[at]];
    let end = close ? query.indexOf(close, at + 1) : -1, text;
    if (end > at + 1) { text = query.slice(at + 1, end); at = end + 1; } else {
      end = at;
      while (end < query.length && !/\s/u.test(query[end])) end += 1;
      text = query.slice(at, end);
      at = end;
    }
    if (text.trim()) terms.push({ text: fold(text), negative });
  }
  return terms;
}

function matches(record, terms) {
  return terms.every((term) => record.folded.some((field) => field.includes(term.text)) !== term.negative);
}

function* found(year, terms) {
  for (const issue of briefing.shards.get(year) || [])
    for (const record of issue.records) if (matches(record, terms)) yield { issue, record };
}

function marked(element, text, folded, terms) {
  const places = [];
  for (const { text: term, negative } of terms) {
    if (negative) continue;
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) places.push([at, at + term.length]);
  }
  places.sort((a, b) => a[0] - b[0]);
  let end = 0;
  for (const [from, to] of places) {
    if (from < end) continue;
    element.append(text.slice(end, from));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    element.append(mark);
    end = to;
  }
  element.append(text.slice(end));
  return element;
}

function snippet(record, terms) {
  const wanted = terms.filter((term) => !term.negative);
  for (let index = 2; index < record.fields.length; index += 1) {
    const places = wanted.map((term) => record.folded[index].indexOf(term.text)).filter((at) => at >= 0);
    if (!places.length) continue;
    const from = Math.max(0, Math.min(...places) - AROUND), text = record.fields[index];
    const to = Math.min(text.length, from + 4 * AROUND);
    return [(from ? "…" : "") + text.slice(from, to) + (to < text.length ? "…" : ""), (from ? "…" : "") + record.folded[index].slice(from, to)];
  }
  const first = (record.fields[2] || "").slice(0, 2 * AROUND);
  return [first, fold(first)];
}

function row({ issue, record }, terms, words) {
  const item = document.createElement("li"), link = document.createElement("a"), where = document.createElement("p"), text = document.createElement("p");
  link.href = `${issue.stem.slice(0, 4)}/${issue.stem}.html${record.position ? `#item-${record.position}` : ""}`;
  const title = record.fields[0] || (record.position ? `#${record.position}` : words.preface);
  marked(link, title, fold(title), terms);
  where.className = "where";
  where.append(issue.name);
  if (record.fields[1]) where.append(" · "), marked(where, record.fields[1], record.folded[1], terms);
  text.className = "snippet";
  marked(text, ...snippet(record, terms), terms);
  item.append(link, where, text);
  return item;
}

function load(year) {
  if (briefing.shards.has(year)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const script = document.createElement("script");
    briefing.waiting.set(year, resolve);
    script.src = `search/${encodeURIComponent(year)}.js`;
    script.onerror = () => resolve(false);
    document.head.append(script);
  });
}

async function run(query, only, years, list, state) {
  const words = list.dataset, terms = parse(query), hits = [];
  let shown = 0;
  const more = document.createElement("button");
  more.type = "button";
  more.textContent = words.more;
  const show = (upTo) => { for (; shown < hits.length && shown < upTo; shown += 1) list.append(row(hits[shown], terms, words)); more.hidden = shown >= hits.length; };
  more.onclick = () => show(shown + PAGE);
  list.after(more);
  more.hidden = true;
  if (!terms.some((term) => !term.negative)) { state.textContent = words.short; document.body.dataset.done = "0"; return; }
  const missing = [];
  for (const year of only ? [only] : years) {
    state.textContent = words.busy.replace("{year}", year);
    if (!(await load(year))) { missing.push(year); continue; }
    hits.push(...found(year, terms));
    show(PAGE);
  }
  const told = missing.map((year) => words.failed.replace("{year}", year));
  state.textContent = [hits.length ? words.some.replace("{count}", String(hits.length)) : words.none, ...told].join(" ");
  document.body.dataset.done = String(hits.length);
}

document.addEventListener("DOMContentLoaded", () => {
  const asked = new URLSearchParams(location.search), form = document.querySelector("main form.search");
  const query = asked.get("q") || "", chosen = form.elements.y;
  const years = Array.from(chosen.options, (option) => option.value).filter(Boolean);
  form.elements.q.value = query;
  if (years.includes(asked.get("y"))) chosen.value = asked.get("y");
  if (query.trim()) run(query, chosen.value, years, document.getElementById("hits"), document.getElementById("state"));
  else form.elements.q.focus();
});
