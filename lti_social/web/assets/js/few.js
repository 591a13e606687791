// What few pages need is fetched where it is needed. If it cannot be, the plain form stays.
const FEW = [
  ["[data-anchors]", () => import("./anchors.js")],
  ["[data-upload]", () => import("./cartridge.js")],
];

fetchFor(document);
document.addEventListener("htmx:after:process", ({ target }) => fetchFor(target));

function fetchFor(root) {
  for (const [needed, load] of FEW) {
    if (root.querySelector?.(needed)) load().catch((error) => console.warn("Not loaded:", error));
  }
}
