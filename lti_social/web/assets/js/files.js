// Files beside a text. Without this script a form has a few plain places for them; with it, each
// file is sent at once, by a button, by pasting or by dropping, and the form names it by number.

const busy = new WeakMap(); // the box of a form's files → what is sent, one after the other

upgrade(document);
document.addEventListener("htmx:after:process", ({ target }) => upgrade(target));
// Before the editor, which would make nothing of them.
for (const name of ["paste", "drop", "dragover"]) document.addEventListener(name, receive, true);
document.addEventListener("submit", waitForFiles, true);

function upgrade(root) {
  for (const box of root.querySelectorAll("[data-files]:not([data-ready])")) {
    box.dataset.ready = "";
    box.querySelector(".files__slots").remove();
    box.append(box.querySelector("template").content.cloneNode(true));
    const [picker, button] = [box.querySelector("[type=file]"), box.querySelector("button.btn--s[type=button]")];
    button.addEventListener("click", () => picker.click());
    picker.addEventListener("change", () => {
      add(box, [...picker.files]);
      picker.value = "";
    });
    box.addEventListener("click", ({ target }) => {
      if (!target.closest("[data-remove]")) return;
      target.closest("li").remove();
      button.focus();
    });
  }
}

function receive(event) {
  const box = event.target.closest?.("form")?.querySelector("[data-files]");
  const brought = event.clipboardData ?? event.dataTransfer;
  if (!box || !bringsFiles(brought)) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.type !== "dragover") add(box, [...brought.files]);
}

// Word and Excel put a picture beside the text that was copied: the text is meant.
function bringsFiles({ types }) {
  return types.includes("Files") && !types.includes("text/plain");
}

function add(box, files) {
  complain(box, "");
  for (const file of files) {
    if (file.size > box.dataset.most) complain(box, sentence(box, "large", file.name));
    else busy.set(box, (busy.get(box) ?? Promise.resolve()).then(() => send(box, file)));
  }
  const last = busy.get(box);
  last?.then(() => busy.get(box) === last && busy.delete(box));
}

function send(box, file) {
  const form = box.closest("form");
  const sent = new FormData();
  sent.append("form_key", form.elements.form_key.value);
  sent.append("file1", file);
  const request = new XMLHttpRequest();
  const wait = showWait(box, file.name);
  request.upload.addEventListener("progress", ({ loaded, total }) => (wait.value = (loaded / total) * 100));
  return new Promise((resolve) => {
    request.addEventListener("loadend", () => {
      arrive(box, file.name, request);
      resolve();
    });
    request.open("POST", box.dataset.files);
    request.responseType = "document";
    request.send(sent);
  });
}

function arrive(box, name, { status, response }) {
  const items = status === 200 ? [...response.querySelectorAll(".files__item")] : [];
  const refused = response?.querySelector("#problem")?.textContent.trim().replace(/\s+/g, " ");
  box.querySelector(".files__list").append(...items);
  endWait(box, items.length ? box.querySelector(".files__wait").dataset.here.replace("{name}", name) : "");
  if (!items.length) complain(box, refused || sentence(box, "failed", name));
}

function waitForFiles(event) {
  const box = event.target.querySelector("[data-files]");
  if (!busy.has(box)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  complain(box, sentence(box, "wait"));
}

// A region that is spoken: always there, its words come and go.
function showWait(box, name) {
  const wait = box.querySelector(".files__wait");
  const progress = wait.querySelector("progress");
  wait.firstElementChild.textContent = wait.dataset.says.replace("{name}", name);
  progress.removeAttribute("value");
  progress.hidden = false;
  return progress;
}

function endWait(box, said) {
  const wait = box.querySelector(".files__wait");
  wait.firstElementChild.textContent = said;
  wait.querySelector("progress").hidden = true;
}

function complain(box, words) {
  const said = place(box);
  said.textContent = words;
  said.hidden = !words;
}

function sentence(box, kind, name) {
  return place(box).dataset[kind].replace("{name}", name);
}

function place(box) {
  return box.querySelector(":scope > .field__error");
}
