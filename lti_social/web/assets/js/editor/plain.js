// Plain text in and out of the editor: an empty line parts paragraphs, a single line end breaks.

/** The document, as ProseMirror's JSON. */
export function documentOf(text) {
  const paragraphs = tidy(text).split("\n\n");
  return { type: "doc", content: paragraphs.map((lines) => ({ type: "paragraph", content: inline(lines) })) };
}

/** Where the caret at `offset` of the text stands in the document. */
export function caret(text, offset) {
  // A paragraph opens and closes: as long as the two line ends that part it from the next.
  return 1 + tidy(text.slice(0, offset)).length;
}

/** The plain text of what the editor holds. */
export function textOf(editor) {
  return tidy(editor.getText({ blockSeparator: "\n\n" })).trim();
}

function tidy(text) {
  return text.replaceAll("\r\n", "\n").replace(/\n{3,}/g, "\n\n");
}

function inline(lines) {
  return lines
    .split(/(\n)/)
    .filter(Boolean)
    .map((piece) => (piece === "\n" ? { type: "hardBreak" } : { type: "text", text: piece }));
}
