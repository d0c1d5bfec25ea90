// The pictures of a gallery in large, one at a time. Swiping is the strip's own scrolling.

const still = matchMedia("(prefers-reduced-motion: reduce)");

function enlarged(link) {
  const item = link.closest("li").cloneNode(true);
  const picture = new Image(link.dataset.width, link.dataset.height);
  picture.alt = link.querySelector("img").alt;
  picture.loading = "lazy";
  picture.src = link.href;
  item.querySelector("a").replaceWith(picture);
  return item;
}

function viewer(gallery) {
  const links = [...gallery.querySelectorAll(".gallery-link")];
  const dialog = gallery.querySelector("dialog");
  const strip = dialog.querySelector(".viewer-strip");
  const place = dialog.querySelector("[data-place]");
  let current = 0;

  const say = (number) => {
    current = number;
    place.textContent = place.dataset.place.replace("{number}", number + 1).replace("{all}", links.length);
    for (const button of dialog.querySelectorAll("[data-step]")) {
      button.ariaDisabled = String(!links[number + Number(button.dataset.step)]);
    }
  };

  const show = (number, behavior) => {
    if (!links[number]) return;
    say(number);
    strip.scrollTo({ left: number * strip.clientWidth, behavior: still.matches ? "instant" : behavior });
  };

  links.forEach((link, number) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (!strip.children.length) strip.append(...links.map(enlarged));
      dialog.showModal();
      show(number, "instant");
    });
  });

  let resting;
  strip.addEventListener("scroll", () => {
    clearTimeout(resting);
    resting = setTimeout(() => say(Math.round(strip.scrollLeft / strip.clientWidth)), 150);
  });

  dialog.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(to, "smooth");
  });

  dialog.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.step) show(current + Number(button.dataset.step), "smooth");
    else if (button || !target.closest("img, figcaption, .viewer-bar")) dialog.close();
  });

  addEventListener("resize", () => dialog.open && show(current, "instant"));
}

document.querySelectorAll("[data-gallery]").forEach(viewer);
