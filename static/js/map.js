// Where the map is wider than the page, it begins with the place of the most articles.

export function map() {
  for (const box of document.querySelectorAll("[data-map]")) {
    const mark = box.querySelector("a");
    const { left, width } = mark.getBoundingClientRect();
    box.scrollLeft = left + width / 2 - box.getBoundingClientRect().left - box.clientWidth / 2;
  }
}
