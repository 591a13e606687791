// What opens over the page is ready to type in; `autofocus` complains within an LMS's frame.
document.addEventListener(
  "toggle",
  (event) => {
    if (event.newState === "open") event.target.querySelector("[data-first]")?.focus();
  },
  true,
);
