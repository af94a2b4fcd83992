// The page's frame: which sentence, pane or page is meant by a click or a key.
import { act, base, byId, draftReady, post, refused, sentenceAt, textAt, whenShown } from "./draft.js";
import { closeSwap, openSwap, swapKey, swapReady } from "./swap.js";
import { factsReady, openFact } from "./facts.js";

const { body } = document;

/** One sentence can be reached by Tab; the arrow keys go on from there. */
function rove(current) {
  const all = [...document.querySelectorAll(".sentence")];
  const chosen = current || all.find((one) => one === document.activeElement) || all.find((one) => one.dataset.at === last) || all[0];
  for (const one of all) one.tabIndex = one === chosen ? 0 : -1;
  if (chosen) last = chosen.dataset.at;
}
let last = "";

function goTo(at) {
  const target = at.includes(":") ? sentenceAt(at) : byId(`s-${at}`);
  if (!target) return;
  if (matchMedia("(max-width: 860px)").matches) tab("text");
  const sentence = target.matches(".sentence") ? target : target.querySelector(".sentence");
  target.scrollIntoView({ block: "center" });
  target.classList.add("found");
  setTimeout(() => target.classList.remove("found"), 1600);
  if (sentence) { rove(sentence); sentence.focus({ preventScroll: true }); }
}

function tab(name) {
  body.dataset.tab = name;
  for (const one of document.querySelectorAll('[role="tab"]')) {
    const isChosen = one.dataset.tab === name;
    one.setAttribute("aria-selected", String(isChosen));
    one.tabIndex = isChosen ? 0 : -1;
  }
}

function setCookie(name, value) {
  document.cookie = `${name}=${value}; Path=/; SameSite=Strict; Max-Age=31536000`;
}

document.addEventListener("click", async (event) => {
  const target = event.target.closest("[data-do], [data-goto], [data-language], [data-theme-next], [data-print], [data-variant], [data-rescue], [data-new-fact], [data-edit-fact], [data-find], [role=tab], .sentence, [data-close]");
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target) || target) menu.open = false;
  if (!target) return;
  const data = target.dataset;
  if (target.matches(".sentence")) return chooseSentence(target);
  if (data.goto) { event.preventDefault(); return goTo(data.goto); }
  if (target.matches("[role=tab]")) return tab(data.tab);
  if (data.language) { setCookie("chengwen-language", data.language); return location.reload(); }
  if ("themeNext" in data) { setCookie("chengwen-theme", data.themeNext); return location.reload(); }
  if ("print" in data) return print();
  if ("variant" in data || "rescue" in data) {
    const answer = await post(`${base}/${"variant" in data ? "variant" : "rescue"}`, {});
    if (answer.go) location.assign(answer.go); else refused(answer);
    return;
  }
  if ("newFact" in data) return openFact({ kind: data.newFact || byId("new-kind").value });
  if (data.editFact) return openFact({ id: data.editFact });
  if ("close" in data) return target.closest("dialog").close();
  if (data.find) {
    const found = [...document.querySelectorAll(".sentence")].find((one) => one.textContent.includes(data.find.slice(0, 8)));
    if (found) goTo(found.dataset.at);
    return;
  }
  if (data.do) return doIt(target);
});

function doIt(target) {
  const { do: name, at, text, fact, id } = target.dataset;
  const open = document.querySelector(".sentence.open")?.dataset.at;
  const place = at || ("whole" in target.dataset || name === "point" ? open?.split(":")[0] : open);
  closeSwap();
  const was = place ? textAt(place) : "";
  act({ do: name, ...(place && { at: place }), ...(text && { text }), ...(fact && { fact }), ...(id && { id }) }, was);
}

function chooseSentence(sentence) {
  rove(sentence);
  openSwap(sentence);
}

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.matches("input, textarea, select");
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && !isTyping && (key === "z" || key === "y")) {
    event.preventDefault();
    return act({ do: key === "y" || event.shiftKey ? "redo" : "undo" });
  }
  if (event.target.matches('[role="tab"]') && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    const all = [...document.querySelectorAll('[role="tab"]')].filter((one) => one.offsetParent);
    const next = all[(all.indexOf(event.target) + (event.key === "ArrowRight" ? 1 : all.length - 1)) % all.length];
    tab(next.dataset.tab);
    next.focus();
    return event.preventDefault();
  }
  if (event.target.matches(".sentence")) {
    const all = [...document.querySelectorAll(".sentence")];
    const at = all.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step && all[at + step]) {
      event.preventDefault();
      rove(all[at + step]);
      all[at + step].focus({ preventScroll: true });
      all[at + step].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      chooseSentence(event.target);
    }
    return;
  }
  swapKey(event);
});

/** The work list learns how each draft stands, one after the other. */
async function states() {
  for (const row of document.querySelectorAll("[data-state]")) {
    const response = await fetch(row.dataset.state);
    if (response.ok) row.querySelector(".state").innerHTML = await response.text();
  }
}

if (base) {
  draftReady();
  swapReady();
  factsReady();
  whenShown.push(() => rove());
  rove();
  if (matchMedia("(max-width: 860px)").matches) tab("text");
} else {
  states();
}
