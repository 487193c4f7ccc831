// What a page gains where scripts run: fragments swapped instead of whole pages, and keys for staff. Nothing depends on it.

const swaps = new WeakMap();

const idsOf = (form, submitter) => submitter?.dataset.swap || form.dataset.swap;

/** Sends a form (or button) marked `data-swap="id …"` and replaces those elements by their namesakes in the answer. */
async function swap(form, submitter) {
  const ids = idsOf(form, submitter).split(" ");
  swaps.get(form)?.abort();
  const stop = new AbortController();
  swaps.set(form, stop);
  const data = new FormData(form, submitter);
  const url = new URL(submitter?.formAction || form.action, location.href);
  const get = (submitter?.formMethod || form.method) === "get";
  const body = new URLSearchParams(data);
  if (get) url.search = body;
  form.setAttribute("aria-busy", "true");
  try {
    const headers = { "x-fragment": ids[0] };
    const { signal } = stop;
    const answer = await fetch(url, get ? { headers, signal } : { method: "post", body, headers, signal });
    // Carried out: the page that follows says so.
    if (!get && answer.redirected) return location.assign(answer.url);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = ids.map((id) => [document.getElementById(id), page.getElementById(id)]);
    if (fresh.some(([old, other]) => !old || !other)) return fallback(form, submitter, get, url);
    // Whoever works with a keyboard stays where they were, and what they unfolded stays so.
    const at = document.activeElement?.id;
    for (const [old, other] of fresh) {
      for (const { id } of old.querySelectorAll("details[open][id]")) other.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
      old.replaceWith(document.adoptNode(other));
    }
    if (at && document.activeElement?.id !== at) document.getElementById(at)?.focus({ preventScroll: true });
    if (get && !form.hasAttribute("data-quiet")) remember(url);
    document.title = page.title;
    document.getElementById(ids[0])?.querySelector("[data-focus]")?.focus();
  } catch (error) {
    if (error.name !== "AbortError") fallback(form, submitter, get, url);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

// The first change on a page can be taken back by going back, which leads to the page as it was; the changes after it take its place.
let drawn = location.pathname + location.search;
let changed = false;

function remember(url) {
  if (url.pathname + url.search !== drawn) {
    history[changed ? "replaceState" : "pushState"](null, "", url);
    changed = true;
  }
  drawn = url.pathname + url.search;
}

// Leading to a part of the same page is no going back. Asked anew rather than reloaded: a reload would keep what is ticked.
addEventListener("popstate", () => {
  if (location.pathname + location.search !== drawn) location.replace(location.pathname + location.search);
});

/** A page that cannot be swapped is loaded as a browser without scripts would. */
function fallback(form, submitter, get, url) {
  if (get) location.assign(url);
  else {
    delete form.dataset.swap;
    delete submitter?.dataset.swap;
    form.requestSubmit(submitter);
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (idsOf(form, event.submitter)) {
    event.preventDefault();
    swap(form, event.submitter);
  } else if (form.method === "post") {
    // A second press of the button would send the same thing twice.
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  }
});

let typing;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.matches("[data-swap][data-live]")) return;
  clearTimeout(typing);
  typing = setTimeout(() => swap(form), 250);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-go]")) event.target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});

// A search box inside a larger form presses its own button, not the form's first one.
document.addEventListener("keydown", (event) => {
  const button = event.key === "Enter" && document.getElementById(event.target.dataset?.enter ?? "");
  if (!button) return;
  event.preventDefault();
  button.click();
});

// Alt and the letter or digit shown on the button; the physical key where Alt makes another sign of it.
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const sign = /^[a-z0-9]$/i.test(event.key) ? event.key : event.code.replace(/^(Key|Digit)/, "");
  const goal = document.querySelector(`[data-key="${CSS.escape(sign.toLowerCase())}"]`);
  if (!goal) return;
  event.preventDefault();
  if (goal.matches("a, button, summary")) return goal.click();
  const field = goal.matches("input, select, textarea") ? goal : goal.querySelector("input:checked") ?? goal.querySelector("input, select, textarea, a, button");
  field?.focus();
  field?.scrollIntoView({ block: "center" });
});

// Suggestions below a field marked `data-suggest="/address"`: arrows choose, Enter takes, Escape closes. What is not a theme or a place leads to its page.
const asked = new WeakMap();
let wait;

function close(field) {
  asked.get(field)?.abort();
  field.offered?.remove();
  field.offered = null;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function take(field, option) {
  const { text, kind, href } = option.suggestion;
  close(field);
  if (kind === "theme" || field.name === "place") {
    field.value = text;
    if (kind === "theme") field.form.requestSubmit();
  } else location.assign(href);
}

async function suggest(field) {
  asked.get(field)?.abort();
  const stop = new AbortController();
  asked.set(field, stop);
  const url = new URL(field.dataset.suggest, location.href);
  url.searchParams.set("q", field.value);
  url.searchParams.set("lang", document.documentElement.lang);
  const answer = await fetch(url, { signal: stop.signal }).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  if (stop.signal.aborted || document.activeElement !== field) return;
  close(field);
  if (!answer?.suggestions.length) return;
  const list = document.createElement("ul");
  Object.assign(list, { className: "suggestions", id: `${field.id}-suggestions` });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0]?.textContent ?? "");
  answer.suggestions.forEach((suggestion, at) => {
    const option = document.createElement("li");
    Object.assign(option, { id: `${list.id}-${at}`, suggestion });
    option.setAttribute("role", "option");
    const more = document.createElement("small");
    more.textContent = [suggestion.detail, suggestion.label].filter(Boolean).join(" · ");
    option.append(suggestion.text, more);
    // The field keeps the focus, or the list would be gone before the click arrives.
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => take(field, option));
    list.append(option);
  });
  field.after(list);
  field.offered = list;
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "true");
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches("[data-suggest]")) return;
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"]]) field.setAttribute(name, value);
  clearTimeout(wait);
  if (field.value.trim().length < 2) close(field);
  else wait = setTimeout(() => suggest(field), 120);
});

document.addEventListener("keydown", (event) => {
  const field = event.target;
  const options = [...(field.offered?.children ?? [])];
  if (!options.length) return;
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const steps = { ArrowDown: at + 1, ArrowUp: at < 0 ? options.length - 1 : at - 1 };
  if (event.key in steps) {
    const next = options[(steps[event.key] + options.length) % options.length];
    options.forEach((option) => option.setAttribute("aria-selected", option === next));
    field.setAttribute("aria-activedescendant", next.id);
  } else if (event.key === "Enter" && at >= 0) take(field, options[at]);
  else if (event.key === "Escape") close(field);
  else return;
  event.preventDefault();
});

document.addEventListener("focusout", (event) => {
  clearTimeout(wait);
  if (event.target.offered) close(event.target);
});

// The list of a field marked `data-names="/address"` follows what is typed.
let naming;
document.addEventListener("input", ({ target: field }) => {
  if (!field.matches("[data-names]") || field.value.trim().length < 2) return;
  clearTimeout(naming);
  naming = setTimeout(async () => {
    const url = new URL(field.dataset.names, location.href);
    url.searchParams.set("q", field.value);
    const answer = await fetch(url).then((answer) => answer.json()).catch(() => null);
    if (answer?.names) field.list?.replaceChildren(...answer.names.map((name) => new Option(name, name)));
  }, 150);
});

// What is still under way (`data-again="seconds"`) is fetched anew until its namesake in the answer waits for nothing more.
function again() {
  const part = document.querySelector("[data-again]");
  if (!part) return;
  setTimeout(async () => {
    const html = await fetch(location.href, { headers: { "x-fragment": part.id } }).then((answer) => (answer.ok ? answer.text() : "")).catch(() => "");
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(part.id);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
    again();
  }, part.dataset.again * 1000);
}
again();

addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => delete form.dataset.sent));
document.documentElement.classList.add("scripted");
