// What an answer does to the page besides the swap: refusals are said, the focus is kept.
// A refusal is the ordinary problem page: its #problem is moved into ours and nothing else
// is touched, so what the person wrote stays where it is.

const REFUSED = 400;

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.response.status < REFUSED) problem().replaceChildren();
});

document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  const swap = "innerHTML ignoreTitle:true";
  Object.assign(ctx, { target: problem(), select: "#problem > *", selectOOB: null, swap });
});

// No answer at all: the network is gone, or took too long. What the page asks by itself
// (as somebody types) may fail in silence: they would be torn from their field.
document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (ctx && !ctx.response && !ctx.sourceElement?.matches?.("[hx-trigger]")) sayProblem();
});

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  ctx.menu = ctx.sourceElement.closest?.("[popover]")?.id;
  ctx.byItself = ctx.sourceElement.hasAttribute?.("hx-trigger"); // nobody touched anything
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.response?.status >= REFUSED) sayProblem(problem().firstElementChild);
  else if (document.activeElement === document.body && !ctx.byItself) focusNear(ctx);
});

function problem() {
  return document.getElementById("problem");
}

function sayProblem(said) {
  if (!said) {
    problem().innerHTML = `<p class="notice notice--danger">
      <svg class="g" aria-hidden="true"><use href="#g-warning"/></svg><span></span></p>`;
    problem().querySelector("span").textContent = document.body.dataset.failed;
  }
  problem().focus();
}

// htmx gives the focus back to the element with the same id. Where there is none, or it went
// into a menu that is closed again, the menu's button gets it, else the piece that changed.
function focusNear({ menu, sourceElement }) {
  const opener = menu && document.querySelector(`[popovertarget="${CSS.escape(menu)}"]`);
  if (opener) {
    opener.focus({ preventScroll: true });
  } else if (sourceElement?.isConnected) {
    sourceElement.tabIndex = -1;
    sourceElement.focus({ preventScroll: true });
  }
}
