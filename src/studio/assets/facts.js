// Facts: forms that are checked as a field is left, ledgers that are dropped in, and facts dragged onto a sentence.
import { act, ask, base, byId, post, say, show, textAt, words } from "./draft.js";

const dialog = byId("fact-dialog");

export async function openFact({ kind = "", id = "" }) {
  const answer = await ask(`${base}/fact-form?kind=${encodeURIComponent(kind)}&id=${encodeURIComponent(id)}`);
  if (!answer.form) return;
  dialog.innerHTML = answer.form;
  dialog.showModal();
  dialog.querySelector("[data-field]")?.focus();
  return byId("fact-form");
}

/** What is being typed is kept half a second later, so that a closed window loses nothing. */
let waiting = 0;
function begin() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const form = byId("fact-form");
    if (form && dialog.open) post(`${base}/begun`, { id: form.dataset.id, form: typed() });
  }, 500);
}

function begunIsOver() {
  clearTimeout(waiting);
  post(`${base}/begun`, null);
}

/** Opens a form again that was begun when the page was closed. */
async function goOn() {
  const { begun } = await ask(`${base}/begun`);
  if (!begun || dialog.open) return;
  const form = await openFact({ kind: begun.form.kind, id: begun.id });
  if (!form) return begunIsOver();
  for (const one of form.querySelectorAll("[data-field]")) one.value = begun.form.fields[one.dataset.field] ?? one.value;
  form.elements.topics.value = begun.form.topics[0] || "";
  form.elements.role.value = begun.form.role;
  form.elements.note.value = begun.form.note;
  byId("fault-").textContent = words.BegunEarlier;
  say(words.BegunEarlier);
}

/** What stands in the form. */
function typed() {
  const form = byId("fact-form");
  const fields = {};
  for (const one of form.querySelectorAll("[data-field]")) fields[one.dataset.field] = one.value;
  const topic = form.elements.topics.value;
  return {
    kind: form.dataset.kind,
    fields,
    topics: topic ? [topic] : [],
    role: form.elements.role.value,
    source: form.elements.source.value,
    note: form.elements.note.value,
  };
}

function showFaults(faults, isShown) {
  for (const place of dialog.querySelectorAll(".fault")) {
    const field = place.id.slice("fault-".length);
    if (!isShown(field)) continue;
    const found = faults.filter((fault) => fault.field === field);
    place.textContent = found.map((fault) => [fault.text, fault.help].filter(Boolean).join("。")).join(" ");
    place.classList.toggle("warning", found.length > 0 && found.every((fault) => fault.severity !== "error"));
    const input = dialog.querySelector(`[data-field="${CSS.escape(field)}"]`);
    input?.setAttribute("aria-invalid", String(found.some((fault) => fault.severity === "error")));
  }
}

async function checkField(field) {
  const answer = await post(`${base}/check-fact`, typed());
  if (answer.fields && dialog.open) showFaults(answer.fields, (name) => name === field);
}

async function keepFact() {
  const form = byId("fact-form");
  const answer = await act({ do: "set-fact", id: form.dataset.id, form: typed() });
  if (answer.status === 200) {
    dialog.close();
    return;
  }
  if (answer.fields) {
    showFaults(answer.fields, () => true);
    dialog.querySelector('[aria-invalid="true"]')?.focus();
  } else if (answer.said) {
    byId("fault-").textContent = answer.said;
  } else if (answer.status === 409) {
    byId("fault-").textContent = words.ConflictRepeat;
  }
}

/** Who signs the text and when is kept as each field is left. */
async function keepAuthor(form) {
  const { name, post: job, unit, date } = form.elements;
  const answer = await act({ do: "author", name: name.value, post: job.value, unit: unit.value, date: date.value });
  const fault = byId("fault-author");
  if (fault) fault.textContent = answer.said ? [answer.said, answer.help].filter(Boolean).join("。") : "";
}

/** Sends a file's bytes; the program takes no path of it, only its name. */
async function bring(kind, file) {
  const said = byId(`${kind}-said`);
  const answer = await ask(`${base}/${kind}?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
  const place = () => byId(`${kind}-said`);
  if (answer.panes) {
    show(answer.panes);
    const kept = answer.keptBack ? ` · ${answer.keptBack} ${words.KeptBack || ""}` : "";
    place().textContent = `${words.Imported} ${answer.brought}${kept}`;
    say(place().textContent);
  } else if (answer.faults || answer.html || answer.broken) {
    place().innerHTML = answer.faults || answer.html || answer.broken;
  } else if (answer.said) {
    said.textContent = [answer.said, answer.help].filter(Boolean).join("。");
  }
}

export function factsReady() {
  dialog.addEventListener("input", begin);
  dialog.addEventListener("close", begunIsOver);
  goOn();
  dialog.addEventListener("focusout", (event) => {
    if (event.target.dataset?.field) checkField(event.target.dataset.field);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id === "fact-form") { event.preventDefault(); keepFact(); }
    if (event.target.id === "author-form") {
      event.preventDefault();
      keepAuthor(event.target);
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.form?.id === "author-form") return keepAuthor(event.target.form);
    const kind = event.target.closest("[data-drop]")?.dataset.drop;
    if (kind && event.target.files?.[0]) bring(kind, event.target.files[0]);
  });
  document.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.("[data-fact-id]");
    if (!card) return;
    event.dataTransfer.setData("text/x-chengwen-fact", card.dataset.factId);
    event.dataTransfer.effectAllowed = "link";
    card.classList.add("dragging");
  });
  document.addEventListener("dragend", () => mark(null));
  document.addEventListener("dragover", (event) => {
    const target = event.target.closest?.(".sentence, [data-drop]");
    if (!target) return event.dataTransfer.types.includes("Files") ? event.preventDefault() : undefined;
    event.preventDefault();
    mark(target);
  });
  document.addEventListener("drop", (event) => {
    const target = event.target.closest?.(".sentence, [data-drop]");
    mark(null);
    if (event.dataTransfer.types.includes("Files")) {
      event.preventDefault();
      const file = event.dataTransfer.files[0];
      const kind = event.target.closest?.("#compare") ? "compare" : "import";
      return file && bring(target?.dataset.drop || kind, file);
    }
    const fact = event.dataTransfer.getData("text/x-chengwen-fact");
    if (!fact || !target?.matches(".sentence")) return;
    event.preventDefault();
    const at = target.dataset.at.split(":")[0];
    act({ do: "problem" in target.dataset ? "fact" : "tell", at, fact }, textAt(at));
  });
}

function mark(target) {
  for (const one of document.querySelectorAll(".over")) one.classList.remove("over");
  if (!target) for (const one of document.querySelectorAll(".dragging")) one.classList.remove("dragging");
  target?.classList.add("over");
}
