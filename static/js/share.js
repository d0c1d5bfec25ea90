// Copying an article's address, and printing the article.

export function share() {
  for (const box of document.querySelectorAll("[data-share]")) {
    const copy = box.querySelector("[data-copy]");
    const print = box.querySelector("[data-print]");
    const said = box.querySelector("[data-said]");
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(box.dataset.share);
      const label = copy.textContent;
      copy.textContent = said.textContent = copy.dataset.copied;
      setTimeout(() => {
        copy.textContent = label;
        said.textContent = "";
      }, 2500);
    });
    print.addEventListener("click", () => window.print());
    if (navigator.clipboard) copy.parentElement.hidden = false;
    else copy.parentElement.remove();
    print.parentElement.hidden = false;
  }
}
