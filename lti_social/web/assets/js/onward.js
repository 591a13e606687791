// A `<form data-onward>` is on its way to somewhere else and needs nobody's decision.
document.querySelector("form[data-onward]")?.requestSubmit();
