// The rich editor over a textarea. The textarea stays the form's field: it keeps the plain text,
// its data-html the formatted one (see written.js).
import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { linkRow, LINKS } from "./editor/link.js";
import { cleaned } from "./editor/paste.js";
import { caret, documentOf, textOf } from "./editor/plain.js";
import { toolbar } from "./editor/toolbar.js";

const NOTHING_MORE = {
  code: false, codeBlock: false, heading: false, horizontalRule: false, strike: false, underline: false,
  dropcursor: false, gapcursor: false, trailingNode: false,
};
const SAME_AS_FIELD = ["aria-describedby", "aria-invalid", "dir", "lang"];

const upgraded = new Map(); // textarea → its editor
document.addEventListener("htmx:after:swap", dropSwappedOut);

/** Puts an editor in the place of a textarea, with its text, its caret and its name. */
export function edit(field) {
  if (upgraded.has(field) || !field.isConnected) return;
  const wasFocused = document.activeElement === field;
  const box = document.createElement("div");
  box.className = "editor";
  const editor = new Editor({
    element: box,
    injectCSS: false,
    extensions: [StarterKit.configure({ ...NOTHING_MORE, link: LINKS })],
    content: field.dataset.html ?? documentOf(field.value),
    editorProps: {
      attributes: attributesFor(field),
      handleDOMEvents: { keydown: isTab },
      transformPastedHTML: cleaned,
    },
  });
  upgraded.set(field, editor);
  const labels = JSON.parse(document.body.dataset.labels ?? "{}");
  const link = linkRow(editor, labels);
  box.prepend(toolbar(editor, labels, link), link.element);
  field.after(box);
  // Before the field is hidden and without waiting for a frame: a key pressed meanwhile would be lost.
  if (wasFocused) takeCaret(editor, field);
  takePlace(field, box, editor);
  // With its toolbar it is higher than the field was: at the foot of a screen the caret would go out of sight.
  if (wasFocused) editor.commands.scrollIntoView();
}

function takeCaret({ commands, state, view }, field) {
  const end = state.doc.content.size - 1;
  commands.setTextSelection(field.dataset.html ? end : caret(field.value, field.selectionEnd));
  view.focus();
}

function attributesFor(field) {
  const copied = SAME_AS_FIELD.filter((name) => field.hasAttribute(name));
  return {
    class: "editor__text prose",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": [...field.labels].map((label) => label.textContent.trim()).join(" "),
    "aria-required": String(field.required),
    "data-placeholder": field.placeholder,
    ...Object.fromEntries(copied.map((name) => [name, field.getAttribute(name)])),
  };
}

// Tab always leaves the editor: to indent a list item with it would shut keyboards in.
// ProseMirror stops at true; the browser's own handling goes on.
function isTab(view, event) {
  return event.key === "Tab";
}

function takePlace(field, box, editor) {
  field.hidden = true;
  field.required = false; // a hidden field cannot show the browser's complaint: the server says it
  for (const label of field.labels) label.addEventListener("click", () => editor.commands.focus());
  const showEmpty = () => box.classList.toggle("editor--empty", editor.isEmpty);
  showEmpty();
  editor.on("update", () => {
    showEmpty();
    writeBack(editor, field);
  });
}

function writeBack(editor, field) {
  field.value = textOf(editor);
  field.dataset.html = editor.isEmpty ? "" : editor.getHTML().replace(/(<p><\/p>)+$/, "");
  field.dispatchEvent(new Event("written", { bubbles: true }));
}

function dropSwappedOut() {
  for (const [field, editor] of upgraded) {
    if (field.isConnected) continue;
    editor.destroy();
    upgraded.delete(field);
  }
}
