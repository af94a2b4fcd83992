// Swapping in place: the phrasings come with their text, so a preview needs no answer from the program.
import { act, ask, base, byId, sentenceAt, shownVersion, textAt, whenShown, words } from "./draft.js";
import { openFact } from "./facts.js";

let open = null; // { at, original, list, shown, current }

export async function openSwap(sentence) {
  if (open?.at === sentence.dataset.at) return byId("options").focus();
  closeSwap(false);
  const data = sentence.dataset;
  open = { at: data.at, original: sentence.innerHTML, list: [], shown: [], current: -1 };
  sentence.classList.add("open");
  sentence.setAttribute("aria-expanded", "true");
  const isLocked = sentence.classList.contains("locked");
  const isGap = sentence.classList.contains("gap");
  byId("drawer-job").textContent = words[data.job] || words.Sentence;
  byId("lock").textContent = isLocked ? words.Unlock : words.Lock;
  byId("lock").hidden = isGap;
  byId("fill").hidden = !isGap || !data.wants;
  byId("filter").value = "";
  byId("filter").hidden = isGap || isLocked;
  byId("write").hidden = isLocked;
  byId("own").hidden = true;
  byId("options").replaceChildren();
  byId("options").hidden = true;
  byId("options-said").textContent = "";
  for (const one of document.querySelectorAll(".for-problem")) one.hidden = !("problem" in data);
  byId("problem-menu").hidden = isLocked || isGap;
  byId("drawer").hidden = false;
  keepInSight(sentence);
  facts(sentence);
  if (isGap) return byId("fill").hidden ? byId("write").focus() : byId("fill").focus();
  if (isLocked || !("bank" in data)) {
    byId("options-said").textContent = isLocked ? words.Locked : words.NoAlternatives;
    return byId(isLocked ? "lock" : "write").focus();
  }
  const list = await ask(`${base}/alternatives?at=${encodeURIComponent(data.at)}`);
  if (!open || open.at !== data.at || !Array.isArray(list)) return;
  open.list = list;
  fill();
  byId("options").focus({ preventScroll: true });
  keepInSight(sentenceAt(open.at));
}

/** The facts that could stand behind this problem, or make a further one in this area. */
async function facts(sentence) {
  const select = byId("other-fact");
  select.hidden = true;
  select.length = 1;
  const section = sentence.dataset.at.split(":")[0];
  const list = "problem" in sentence.dataset ? await ask(`${base}/facts-for?at=${section}`) : [];
  if (!open || open.at !== sentence.dataset.at || !Array.isArray(list)) return;
  for (const id of list) {
    const card = document.querySelector(`[data-fact-id="${CSS.escape(id)}"]`);
    if (card) select.add(new Option(card.dataset.words, id));
  }
  select.hidden = select.length < 2;
}

function fill() {
  const wanted = byId("filter").value.trim();
  open.shown = open.list.filter((one) => one.text.includes(wanted));
  const options = open.shown.map((one, index) => {
    const option = document.createElement("div");
    option.className = "option";
    option.id = `option-${index}`;
    option.setAttribute("role", "option");
    option.innerHTML = `<span class="text">${one.html}</span>`;
    if (one.current) option.append(badge(words.Now));
    if (one.breaks.length) option.append(badge(`${words.Breaks} ${one.breaks.join(" ")}`, "bad"));
    option.onclick = () => { preview(index); take(); };
    option.onmousemove = () => preview(index, false);
    return option;
  });
  byId("options").replaceChildren(...options);
  byId("options").hidden = !open.shown.length;
  byId("options-said").textContent = open.shown.length ? "" : words.NothingMatches;
  open.current = -1;
  const now = open.shown.findIndex((one) => one.current);
  if (open.shown.length) preview(Math.max(now, 0));
}

function badge(text, kind = "") {
  const one = document.createElement("span");
  one.className = `badge ${kind}`;
  one.textContent = text;
  return one;
}

/** Shows a phrasing in the text, at once. */
function preview(index, scrolls = true) {
  if (index === open.current || !open.shown[index]) return;
  byId("options").children[open.current]?.setAttribute("aria-selected", "false");
  open.current = index;
  const option = byId("options").children[index];
  option.setAttribute("aria-selected", "true");
  byId("options").setAttribute("aria-activedescendant", option.id);
  if (scrolls) option.scrollIntoView({ block: "nearest" });
  const sentence = sentenceAt(open.at);
  if (sentence) sentence.innerHTML = open.shown[index].html;
}

async function take() {
  const chosen = open?.shown[open.current];
  if (!chosen) return;
  const { at } = open;
  const was = original();
  const isSame = chosen.text === was;
  closeSwap();
  if (!isSame) await act({ do: "take", at, text: chosen.text }, was);
}

/** The sentence's text before any preview. */
function original() {
  const holder = document.createElement("span");
  holder.innerHTML = open.original;
  return holder.textContent;
}

export function closeSwap(focuses = true) {
  if (!open) return;
  const sentence = sentenceAt(open.at);
  if (sentence) {
    if (sentence.innerHTML !== open.original) sentence.innerHTML = open.original;
    sentence.classList.remove("open");
    sentence.removeAttribute("aria-expanded");
    if (focuses) sentence.focus({ preventScroll: true });
  }
  byId("options").removeAttribute("aria-activedescendant");
  byId("drawer").hidden = true;
  byId("own").hidden = true;
  clearTimeout(pause);
  open = null;
}

/** After the panes were set in anew: phrasings are closed, for the sentence may be another now; one's own text stays open. */
function reopen() {
  if (!open) return;
  const sentence = sentenceAt(open.at);
  open.original = sentence?.innerHTML ?? "";
  if (byId("own").hidden || !sentence) return closeSwap();
  sentence.classList.add("open");
  byId("own-text").focus();
}

let pause = 0;

/** Saves the writer's own text while it is still being typed; what is typed at one go is one step. */
async function keepOwn() {
  clearTimeout(pause);
  const text = byId("own-text").value;
  if (!open || !text.trim()) return undefined;
  const action = { do: "write", at: open.at, text, continues: Boolean(open.kept) };
  const answer = await act(action, open.base, open.from);
  if (open && answer.status === 200) Object.assign(open, { kept: true, base: textAt(open.at), from: shownVersion() });
  if (answer.status === 409 && open) closeSwap();
  return answer;
}

/** Gives the sentence back as it was before it was written by hand. */
async function cancelOwn() {
  clearTimeout(pause);
  const isKept = open?.kept;
  closeSwap();
  if (isKept) await act({ do: "undo" });
}

function keepInSight(sentence) {
  const pane = byId("text");
  const room = pane.clientHeight - byId("drawer").offsetHeight;
  const top = sentence.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  const bottom = sentence.getBoundingClientRect().bottom - pane.getBoundingClientRect().top;
  if (bottom > room - 16 || top < 16) pane.scrollTop += top - Math.max(room / 3, 16);
}

export function swapKey(event) {
  if (!open) return;
  const isFilter = event.target === byId("filter");
  const isList = event.target === byId("options") || isFilter;
  if (event.key === "Escape") {
    event.preventDefault();
    return byId("own").hidden ? closeSwap() : cancelOwn();
  }
  if (!isList) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const count = open.shown.length;
    if (count) preview((open.current + step + count) % count);
  } else if (event.key === "Home" && !isFilter) preview(0);
  else if (event.key === "End" && !isFilter) preview(open.shown.length - 1);
  else if (event.key === "Enter") { event.preventDefault(); take(); }
}

export function swapReady() {
  whenShown.push(reopen);
  byId("filter").addEventListener("input", () => open && fill());
  byId("drawer-close").addEventListener("click", () => closeSwap());
  byId("lock").addEventListener("click", () => {
    const { at } = open;
    const was = original();
    const isLocked = sentenceAt(at).classList.contains("locked");
    closeSwap();
    act({ do: isLocked ? "unlock" : "lock", at }, was);
  });
  byId("write").addEventListener("click", () => {
    const sentence = sentenceAt(open.at);
    sentence.innerHTML = open.original;
    byId("own-text").value = sentence.classList.contains("gap") ? "" : original();
    open.base = original();
    open.from = shownVersion();
    byId("own").hidden = false;
    byId("options").hidden = true;
    byId("own-text").focus();
  });
  byId("own-text").addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(keepOwn, 600);
  });
  byId("own-cancel").addEventListener("click", cancelOwn);
  byId("own").addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await keepOwn();
    if (answer?.status === 200 && open) closeSwap();
  });
  byId("fill").addEventListener("click", () => {
    const kind = sentenceAt(open.at).dataset.wants.split(" ")[0];
    closeSwap();
    openFact({ kind });
  });
  byId("other-fact").addEventListener("change", (event) => {
    const at = open.at.split(":")[0];
    const fact = event.target.value;
    closeSwap();
    act({ do: "fact", at, fact }, textAt(at));
  });
  for (const button of document.querySelectorAll("[data-move]")) {
    button.addEventListener("click", () => {
      const at = open.at.split(":")[0];
      const to = Number(at.split(".").pop()) + Number(button.dataset.move);
      closeSwap();
      act({ do: "move", at, to }, textAt(at));
    });
  }
}
