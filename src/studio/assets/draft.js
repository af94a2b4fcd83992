// The draft on the page: asks the program, sets in what it answers, and keeps the place and the focus where they were.
const { dataset } = document.body;

export const base = dataset.draft;
export const words = JSON.parse(dataset.words || "{}");
export const byId = (id) => document.getElementById(id);

let version = dataset.version;
export const shownVersion = () => version;
let isBusy = false;

export function say(text) {
  byId("said").textContent = "";
  requestAnimationFrame(() => { byId("said").textContent = text; });
}

function saved(text, isBad = false) {
  const place = byId("saved");
  place.textContent = text;
  place.classList.toggle("bad", isBad);
}

export const sentenceAt = (at) => document.querySelector(`.sentence[data-at="${CSS.escape(at)}"]`);

/** Asks the program; an answer that says why not is `{ status, … }`. */
export async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    saved(words.NotSaved, true);
    say(words.Gone);
    return { status: 0, said: words.Gone };
  }
  if (response.status === 204) return { status: 204 };
  if (response.status === 413) return { status: 413, said: words.TooLarge };
  const kind = response.headers.get("content-type") || "";
  const answer = kind.startsWith("application/json") ? await response.json() : {};
  return Array.isArray(answer) ? answer : { ...answer, status: response.status };
}

export const post = (path, value) => ask(path, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

/** Sets the panes in, where they have changed, with scroll and focus as they were. */
export function show(panes) {
  if (!panes || !panes.version) return;
  const focused = document.activeElement;
  const at = focused?.dataset?.at;
  const id = focused?.id;
  const before = new Map([...document.querySelectorAll(".sentence")].map((one) => [one.dataset.at, one.textContent]));
  version = panes.version;
  for (const name of ["outline", "sheet", "facts", "findings"]) {
    const pane = byId(name);
    if (shown.get(name) === panes[name]) continue;
    shown.set(name, panes[name]);
    const scroll = pane.scrollTop;
    pane.innerHTML = panes[name];
    pane.scrollTop = scroll;
  }
  for (const one of document.querySelectorAll(".sentence")) {
    if (before.has(one.dataset.at) && before.get(one.dataset.at) !== one.textContent) one.classList.add("changed");
  }
  byId("undo").disabled = !panes.undo;
  byId("redo").disabled = !panes.redo;
  byId("count-findings").textContent = panes.count;
  if (at) (sentenceAt(at) || byId("sheet")).focus({ preventScroll: true });
  else if (id && !document.contains(focused)) byId(id)?.focus({ preventScroll: true });
  for (const ready of whenShown) ready();
}

const shown = new Map();
/** What is to be done when the panes have been set in. */
export const whenShown = [];

/** Does an action on the draft, after those before it; `was` is the text that it is about as the page showed it in version `from`. */
export function act(action, was = "", from = "") {
  const done = line.then(() => actNow(action, was, from || version));
  line = done.catch(() => {});
  return done;
}
let line = Promise.resolve();

async function actNow(action, was, from) {
  isBusy = true;
  saved(words.Saving);
  const answer = await post(`${base}/do`, { ...action, version: from, was });
  isBusy = false;
  if (answer.status === 200) {
    show(answer);
    saved(words.Saved);
    say(words.Saved);
  } else if (answer.status === 409) {
    show(answer.panes);
    saved(words.Saved);
    conflict(action, answer.conflict);
  } else {
    refused(answer);
  }
  return answer;
}

export function refused(answer) {
  saved(words.NotSaved, true);
  if (answer.broken) return broken(answer.broken);
  if (answer.said) {
    const said = [answer.said, answer.help].filter(Boolean).join("。");
    byId("saved").textContent = said;
    say(said);
  }
}

/** The sentence was changed elsewhere too: both are shown, and the writer chooses. */
function conflict(action, theirs) {
  const mine = action.text;
  if (theirs === null || theirs === undefined || mine === undefined) {
    saved(words.ChangedOutside);
    say(words.ConflictRepeat);
    byId("saved").textContent = words.ConflictRepeat;
    return;
  }
  const dialog = byId("conflict");
  byId("conflict-theirs").textContent = theirs;
  byId("conflict-mine").textContent = mine;
  byId("keep-theirs").onclick = () => dialog.close();
  byId("put-mine").onclick = () => { dialog.close(); act({ ...action, continues: false }, theirs); };
  dialog.showModal();
}

function broken(why) {
  byId("broken-why").innerHTML = why;
  if (!byId("broken").open) byId("broken").showModal();
}

/** Looks whether the file has changed on disk. */
export async function look() {
  if (isBusy || document.hidden) return;
  const answer = await ask(`${base}/panes?known=${encodeURIComponent(version)}`);
  if (isBusy || answer.status === 204) {
    if (byId("saved").classList.contains("bad") && answer.status === 204 && byId("saved").textContent === words.NotSaved) saved(words.Saved);
    return;
  }
  if (answer.status === 200) {
    if (byId("broken").open) byId("broken").close();
    show(answer);
    saved(words.ChangedOutside);
    say(words.ChangedOutside);
  } else if (answer.broken) {
    broken(answer.broken);
  }
}

/** The text at an address as the page shows it; of a section, its heading. */
export function textAt(at) {
  return sentenceAt(at.includes(":") ? at : `${at}:0`)?.textContent || "";
}

export function draftReady() {
  for (const name of ["outline", "sheet", "facts", "findings"]) shown.set(name, byId(name).innerHTML);
  setInterval(look, 1000);
  document.addEventListener("visibilitychange", look);
}
