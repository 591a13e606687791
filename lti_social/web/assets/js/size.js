// In an LMS's frame: ask for the height that the page needs (`lti.frameResize`), so that there is
// one scrollbar and not two. Only an LMS that says it can gets asked, and only the LMS hears it:
// its origins stand in `<body data-lms>`.

const QUIET = 100; // ms without a change
const ASKED = "lti-social height";

const lms = parentOrigin();
if (lms) {
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== parent || origin !== lms || data?.message_id !== ASKED) return;
    const supported = data.supported_messages ?? [];
    if (supported.some?.(({ subject }) => subject === "lti.frameResize")) follow();
  });
  tell({ subject: "lti.capabilities", message_id: ASKED });
}

function parentOrigin() {
  if (parent === self) return null;
  const known = (document.body.dataset.lms ?? "").split(" ").filter(Boolean);
  const above = self.location.ancestorOrigins?.[0]; // Firefox does not say
  return above ? known.find((origin) => origin === above) : known.length === 1 ? known[0] : null;
}

function tell(message) {
  parent.postMessage(message, lms);
}

function follow() {
  const page = document.querySelector(".shell");
  let waiting, told;
  const look = () => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    if (height !== told) tell({ subject: "lti.frameResize", message_id: ASKED, height });
    told = height;
  };
  new ResizeObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(look, QUIET);
  }).observe(page);
}
