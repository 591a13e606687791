// The editor's toolbar: one stop for the Tab key, arrows inside, every state said.

const COMMANDS = [
  { name: "bold", mark: "bold", run: (chain) => chain.toggleBold(),
    glyph: "M6.5 4h4a3 3 0 0 1 0 6h-4zM6.5 10h4.8a3 3 0 0 1 0 6H6.5z" },
  { name: "italic", mark: "italic", run: (chain) => chain.toggleItalic(),
    glyph: "M9 4h5M6 16h5M11.5 4l-3 12" },
  { name: "bullets", mark: "bulletList", run: (chain) => chain.toggleBulletList(),
    glyph: "M8 5.5h8.5M8 10h8.5M8 14.5h8.5M4 5.5h.01M4 10h.01M4 14.5h.01" },
  { name: "numbers", mark: "orderedList", run: (chain) => chain.toggleOrderedList(),
    glyph: "M9 5.5h7.5M9 10h7.5M9 14.5h7.5" +
      "M3.6 4.4 5 3.5v4M3.4 12.8c.2-1.3 2.4-1.2 2.2.2-.1.8-2.2 1.6-2.2 3h2.4" },
  { name: "quote", mark: "blockquote", run: (chain) => chain.toggleBlockquote(),
    glyph: "M4 4.5v11M8 6.5h8.5M8 10h8.5M8 13.5h5.5" },
  { name: "link", mark: "link",
    glyph: "M8.3 11.7a3 3 0 0 0 4.3 0l2.6-2.6a3 3 0 0 0-4.3-4.3l-.9.9" +
      "M11.7 8.3a3 3 0 0 0-4.3 0l-2.6 2.6a3 3 0 0 0 4.3 4.3l.9-.9" },
  { name: "undo", can: (editor) => editor.can().undo(), run: (chain) => chain.undo(),
    glyph: "M7.5 4.5 4 8l3.5 3.5M4 8h7.5a4.2 4.2 0 0 1 0 8.4h-3" },
  { name: "redo", can: (editor) => editor.can().redo(), run: (chain) => chain.redo(),
    glyph: "M12.5 4.5 16 8l-3.5 3.5M16 8H8.5a4.2 4.2 0 0 0 0 8.4h3" },
];

/** The toolbar's element. `link` is the row that the link button opens. */
export function toolbar(editor, labels, link) {
  const bar = document.createElement("div");
  bar.className = "editor__tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", labels.toolbar);
  const buttons = COMMANDS.map((command) => toolButton(command, labels[command.name]));
  bar.append(...buttons);
  rove(bar, buttons);
  buttons.forEach((button, at) => button.addEventListener("click", () => press(COMMANDS[at])));
  const show = () => buttons.forEach((button, at) => showState(button, COMMANDS[at], editor));
  editor.on("transaction", show);
  show();
  return bar;

  function press({ run, can }) {
    if (!run) link.open();
    else if (!can || can(editor)) run(editor.chain().focus()).run();
  }
}

function toolButton({ glyph }, label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "editor__tool";
  button.title = label;
  button.setAttribute("aria-label", label);
  button.innerHTML = `<svg class="g" viewBox="0 0 20 20" aria-hidden="true">
    <path d="${glyph}"/></svg>`;
  // A click must not take the caret, and the phone's keyboard, away from the text.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  return button;
}

function showState(button, { mark, can }, editor) {
  if (mark) button.setAttribute("aria-pressed", editor.isActive(mark));
  if (can) button.setAttribute("aria-disabled", !can(editor));
}

function rove(bar, buttons) {
  const moveTo = (button) => {
    for (const other of buttons) other.tabIndex = other === button ? 0 : -1;
  };
  moveTo(buttons[0]);
  bar.addEventListener("focusin", ({ target }) => moveTo(target));
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const last = buttons.length - 1;
    const next = {
      ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[next].focus();
  });
}
