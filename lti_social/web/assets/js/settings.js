// htmx's settings. It looks for a <meta> while it is loaded, so this module comes before it.
const settings = document.createElement("meta");
settings.name = "htmx-config";
settings.content = JSON.stringify({
  prefix: "", // only hx-… counts: data-… is within reach of what people write
  includeIndicatorCSS: false, // ours says it
  history: false, // the address changes by true navigation only
  defaultSwap: "outerHTML",
  defaultSettleDelay: 0, // no class games with the old and the new element
  defaultTimeout: 30000,
});
document.head.append(settings);

// A second click while the first is under way is dropped: nobody means to publish twice.
document.body.setAttribute("hx-sync:inherited", "drop");
