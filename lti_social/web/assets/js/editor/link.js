// The row that asks for a link's address. It stands in the page and not in a dialog: in a tall
// frame a dialog opens in the middle of the frame, which may be far from what the person sees.

const SCHEMES = ["http:", "https:", "mailto:"];

/** How links behave in the text. The server adds target and rel. */
export const LINKS = {
  openOnClick: false,
  defaultProtocol: "https",
  HTMLAttributes: { target: null, rel: null },
  isAllowedUri: (href) => SCHEMES.includes(scheme(href)),
  // "essayé.La" is a missing space, not an address.
  shouldAutoLink: (text) => /^https?:\/\//i.test(text),
};

/** The row's element, hidden at first, and what opens it. */
export function linkRow(editor, labels) {
  const row = document.createElement("div");
  row.className = "editor__link";
  row.hidden = true;
  row.innerHTML = `
    <label class="field">
      <span class="label"></span>
      <input class="input" inputmode="url" autocomplete="off" autocapitalize="off" spellcheck="false">
    </label>
    <p class="field__error" role="alert"></p>
    <div class="row">
      <button class="btn btn--s" type="button"></button>
      <button class="btn btn--quiet btn--s" type="button"></button>
      <button class="btn btn--quiet btn--s" type="button"></button>
    </div>`;
  const [input, complaint] = [row.querySelector("input"), row.querySelector("p")];
  const [apply, remove, cancel] = row.querySelectorAll("button");
  row.querySelector("span").textContent = labels.link_address;
  apply.textContent = labels.link_apply;
  remove.textContent = labels.link_remove;
  cancel.textContent = labels.link_cancel;

  apply.addEventListener("click", set);
  remove.addEventListener("click", () => close(editor.chain().extendMarkRange("link").unsetLink()));
  cancel.addEventListener("click", () => close(editor.chain()));
  row.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(editor.chain());
    else if (event.key === "Enter" && event.target === input) set();
    else return;
    event.preventDefault(); // Enter would send the whole form
  });
  return { element: row, open };

  function open() {
    complain("");
    input.value = editor.getAttributes("link").href ?? "";
    remove.hidden = !input.value;
    row.hidden = false;
    input.focus();
    input.select();
  }

  function set() {
    const href = address(input.value);
    if (!href) {
      complain(labels.link_bad);
      input.focus();
    } else close(linked(editor, href));
  }

  function close(chain) {
    row.hidden = true;
    chain.focus().run();
  }

  function complain(sentence) {
    complaint.textContent = sentence;
    complaint.hidden = !sentence;
    input.setAttribute("aria-invalid", Boolean(sentence));
  }
}

// Nothing selected and no link here: the address itself becomes the text.
function linked(editor, href) {
  if (!editor.state.selection.empty || editor.isActive("link")) {
    return editor.chain().extendMarkRange("link").setLink({ href });
  }
  const marks = [{ type: "link", attrs: { href } }];
  return editor.chain().insertContent({ type: "text", text: href, marks });
}

/** What was typed as an address that may be linked, or null. People leave "https://" out. */
function address(typed) {
  const text = typed.trim();
  const href = scheme(text) ? text : (text.includes("@") ? "mailto:" : "https://") + text;
  return SCHEMES.includes(scheme(href)) && /^\S+[.:]\S+$/.test(text) ? href : null;
}

function scheme(text) {
  try {
    return new URL(text).protocol;
  } catch {
    return null;
  }
}
