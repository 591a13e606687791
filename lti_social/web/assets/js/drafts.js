// Unsent text is kept on this device: `<textarea data-draft="KEY">`, or an input of one line,
// where the server makes KEY name the cohort and the member, so that two people in one browser
// never meet each other's.

const PREFIX = "lti-social draft ";
const KEPT_FOR = 14 * 24 * 60 * 60 * 1000;

// A browser may deny storage in a frame, even by throwing when it is named.
const store = (() => {
  try {
    localStorage.getItem(PREFIX);
    return localStorage;
  } catch {
    return null;
  }
})();

if (store) {
  forgetOld();
  forgetPublished();
  restore(document);
  for (const name of ["input", "written"]) {
    document.addEventListener(name, ({ target }) => target.matches("[data-draft]") && keep(target));
  }
  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (ctx.response.status < 400) forgetForm(ctx.request.form);
  });
  document.addEventListener("htmx:after:process", ({ target }) => restore(target));
}

function keep({ value, dataset }) {
  if (!value.trim()) return forget(dataset.draft);
  const draft = { text: value, html: dataset.html, at: Date.now() };
  try {
    store.setItem(PREFIX + dataset.draft, JSON.stringify(draft));
  } catch {
    // Full, or shut since: the text is still in its field.
  }
}

function restore(root) {
  for (const field of root.querySelectorAll("[data-draft]")) {
    const draft = field.value ? null : read(PREFIX + field.dataset.draft);
    if (!draft) continue;
    field.value = draft.text;
    if (draft.html !== undefined) field.dataset.html = draft.html;
  }
}

function read(name) {
  try {
    return JSON.parse(store.getItem(name));
  } catch {
    return null;
  }
}

function forget(key) {
  store.removeItem(PREFIX + key);
}

function forgetForm(form) {
  for (const field of form?.elements ?? []) {
    if (field.dataset.draft) forget(field.dataset.draft);
  }
}

// After a full page load nobody says that the form was accepted; a post that says the same does.
function forgetPublished() {
  const letters = (text) => text.replace(/\s/g, "");
  const posts = [...document.querySelectorAll(".prose")].map((post) => letters(post.textContent));
  for (const name of names()) {
    if (posts.includes(letters(read(name).text))) store.removeItem(name);
  }
}

function forgetOld() {
  for (const name of names()) {
    if (!(Date.now() - read(name)?.at < KEPT_FOR)) store.removeItem(name);
  }
}

function names() {
  return Object.keys(store).filter((name) => name.startsWith(PREFIX));
}
