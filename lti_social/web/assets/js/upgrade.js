// A `<textarea data-editor>` becomes a rich editor at its first focus; most visits never write,
// so the editor is fetched only then. If it cannot be fetched the textarea simply stays.

const composing = new WeakSet();
document.addEventListener("compositionstart", ({ target }) => composing.add(target));
document.addEventListener("compositionend", ({ target }) => composing.delete(target));

document.addEventListener("focusin", ({ target }) => upgrade(target));
upgrade(document.activeElement); // autofocus came before this script

async function upgrade(field) {
  if (!field.matches("textarea[data-editor]")) return;
  try {
    const { edit } = await import("./editor.js");
    // A word half composed (accents, phone keyboards) would be torn: wait for its end.
    if (composing.has(field)) field.addEventListener("compositionend", () => edit(field), { once: true });
    else edit(field);
  } catch (error) {
    console.warn("The editor could not be loaded:", error);
  }
}
