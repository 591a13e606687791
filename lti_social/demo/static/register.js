// The tool in the frame says that it has finished.
const frame = document.querySelector("iframe.tool");

addEventListener("message", (event) => {
  const isTheTool = event.source === frame.contentWindow;
  if (isTheTool && event.data?.subject === "org.imsglobal.lti.close") location.assign("/tools");
});
