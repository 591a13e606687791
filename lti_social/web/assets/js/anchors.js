// What a text is about. With script one search field, by title as you type, takes the place
// of the selects; what was chosen stands above it, each with a field for the place within it.
// The resources are those of the first select, in its order: recent ones first.

const SHOWN = 30;

upgrade(document);
document.addEventListener("htmx:after:process", ({ target }) => upgrade(target));

function upgrade(root) {
  for (const box of root.querySelectorAll("[data-anchors]:not([data-ready])")) {
    box.dataset.ready = "";
    const groups = read(box.querySelector("select"));
    for (const select of box.querySelectorAll("select")) choose(box, select);
    box.querySelector(".anchors__slots").remove();
    const find = box.querySelector("template").content.querySelector(".anchors__find").cloneNode(true);
    if (groups.length) box.append(find);
    attend(box, find, groups);
  }
}

function read(select) {
  return [...(select?.querySelectorAll("optgroup") ?? [])].map((group) => ({
    title: group.label,
    options: [...group.querySelectorAll("option")].map(({ value, text }) => ({ value, text, key: plain(text) })),
  }));
}

// Without accents, as people search.
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

// What a refused form brought back chosen in a select.
function choose(box, select) {
  if (!select.value) return;
  const place = box.querySelector(`[name=place${select.name.at(-1)}]`);
  add(box, { value: select.value, text: select.selectedOptions[0].text }, place.value);
}

function attend(box, find, groups) {
  const input = find.querySelector("input");
  const list = find.querySelector("[role=listbox]");
  input.id = `${document.querySelectorAll("[data-anchors]").length}-find`;
  list.id = `${input.id}-found`;
  input.setAttribute("aria-controls", list.id);
  const label = find.querySelector("label");
  label.htmlFor = input.id;
  find.querySelector(".hint").id = `${input.id}-hint`;
  input.setAttribute("aria-describedby", `${input.id}-hint`);

  const close = () => show(input, list, false);
  const take = (option) => {
    close();
    input.value = "";
    add(box, { value: option.dataset.value, text: option.textContent }).focus();
  };
  const search = () => {
    const found = matching(groups, input.value, chosen(box));
    list.replaceChildren(...rows(found, list.id));
    say(find, list);
    show(input, list, list.childElementCount > 0);
  };
  input.addEventListener("input", search);
  input.addEventListener("click", search);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => press(event, input, list, { search, close, take }));
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", ({ target }) => target.closest("[role=option]") && take(target.closest("[role=option]")));
  box.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-remove]")) return;
    target.closest("li").remove();
    input.focus();
  });
}

function press(event, input, list, { search, close, take }) {
  const options = optionsOf(list);
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "Escape" && !list.hidden) close();
  else if (event.key === "Enter") list.hidden || at < 0 || take(options[at]);
  else if (event.key === "ArrowDown" && list.hidden) {
    search();
    select(input, optionsOf(list), 0);
  }
  else if (event.key === "ArrowDown") select(input, options, (at + 1) % options.length);
  else if (event.key === "ArrowUp") select(input, options, (Math.max(at, 0) - 1 + options.length) % options.length);
  else return;
  event.preventDefault(); // Enter publishes nothing from here
}

function optionsOf(list) {
  return [...list.querySelectorAll("[role=option]")];
}

function select(input, options, at) {
  options.forEach((option, number) => option.setAttribute("aria-selected", number === at));
  if (!options[at]) return;
  input.setAttribute("aria-activedescendant", options[at].id);
  options[at].scrollIntoView({ block: "nearest" });
}

function show(input, list, open) {
  list.hidden = !open;
  input.setAttribute("aria-expanded", open);
  if (!open) input.removeAttribute("aria-activedescendant");
}

function chosen(box) {
  return new Set([...box.querySelectorAll("[name^=about-]")].map(({ name }) => name.slice("about-".length)));
}

function matching(groups, words, taken) {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  const seen = new Set(taken); // a recent one comes again in its section
  let room = SHOWN;
  return groups.map(({ title, options }) => ({
    title,
    options: options.filter(({ value, key }) => {
      if (!room || seen.has(value) || !wanted.every((word) => key.includes(word))) return false;
      seen.add(value);
      room -= 1;
      return true;
    }),
  }));
}

function rows(groups, id) {
  return groups
    .filter(({ options }) => options.length)
    .flatMap(({ title, options }) => [
      item("presentation", title),
      ...options.map(({ value, text }) => Object.assign(item("option", text), { id: `${id}-${value}` })),
    ]);

  function item(role, text) {
    const row = Object.assign(document.createElement("li"), { textContent: text });
    row.setAttribute("role", role);
    return row;
  }
}

function say(find, list) {
  const said = find.querySelector("[role=status]");
  const count = list.querySelectorAll("[role=option]").length;
  for (const option of list.querySelectorAll("[role=option]")) option.dataset.value = option.id.split("-").at(-1);
  said.textContent = count ? said.dataset.some.replace("{n}", count) : said.dataset.none;
}

// The item of the template, for this resource; gives the field for the place.
function add(box, { value, text }, words = "") {
  const item = box.querySelector("template").content.querySelector(".anchors__item").cloneNode(true);
  const input = item.querySelector("input");
  item.querySelector("b").textContent = text;
  for (const said of item.querySelectorAll(".sr")) said.textContent = ` ${text}`;
  Object.assign(input, { id: `about-${value}`, name: `about-${value}`, value: words });
  item.querySelector("label").htmlFor = input.id;
  box.querySelector(".anchors__list").append(item);
  return input;
}
