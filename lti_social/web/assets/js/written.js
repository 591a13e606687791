// A textarea shows plain text; its `data-html` is the same text with its formatting. At
// submission the formatted one is sent, and the form's `format` says so.

document.addEventListener("formdata", ({ target: form, formData }) => {
  for (const field of form.elements) {
    if (!field.matches("textarea[data-html]")) continue;
    formData.set(field.name, field.dataset.html);
    formData.set("format", "html");
  }
});

// Typed into the textarea itself: the formatted text no longer says the same.
document.addEventListener("input", ({ target }) => delete target.dataset.html);
