// The frame of the tool gets the height that the tool asks for (`lti.frameResize`).
const frame = document.querySelector("iframe.tool");

addEventListener("message", ({ source, origin, data }) => {
  if (source !== frame.contentWindow || origin !== frame.dataset.origin) return;
  if (data?.subject === "lti.capabilities") {
    const supported_messages = [{ subject: "lti.capabilities" }, { subject: "lti.frameResize" }];
    const subject = "lti.capabilities.response";
    source.postMessage({ subject, message_id: data.message_id, supported_messages }, origin);
  }
  if (data?.subject === "lti.frameResize" && Number.isFinite(data.height)) {
    frame.style.blockSize = `${Math.min(Math.max(data.height, 300), 20000)}px`;
  }
});
