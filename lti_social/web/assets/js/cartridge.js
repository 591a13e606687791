// A cartridge may be large: how much of it has gone is shown. The answer is a page like any
// other, and takes the place of this one.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-upload]")) return;
  event.preventDefault();
  const wait = form.querySelector(".files__wait");
  const progress = wait.querySelector("progress");
  const button = form.querySelector("[type=submit]");
  const say = (words) => (wait.querySelector("span").textContent = words);
  say(wait.dataset.says);
  progress.hidden = false;
  button.disabled = true;

  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", ({ loaded, total }) => (progress.value = (loaded / total) * 100));
  request.upload.addEventListener("load", () => {
    progress.removeAttribute("value");
    say(wait.dataset.reads);
  });
  request.addEventListener("load", () => arrive(request));
  request.addEventListener("error", () => arrive(request));
  request.addEventListener("loadend", () => {
    say("");
    progress.hidden = true;
    button.disabled = false;
  });
  request.open("POST", form.action);
  request.responseType = "document";
  request.send(new FormData(form));
});

function arrive({ status, response, responseURL }) {
  if (status === 200) {
    location.assign(responseURL);
    return;
  }
  const problem = document.getElementById("problem");
  const said = response?.querySelector("#problem")?.textContent.trim().replace(/\s+/g, " ");
  problem.innerHTML = `<p class="notice notice--danger">
    <svg class="g" aria-hidden="true"><use href="#g-warning"/></svg><span></span></p>`;
  problem.querySelector("span").textContent = said || document.body.dataset.failed;
  problem.focus();
}
