/** What the page does by itself: it shows the entries that have all the words, in the states that are ticked. */
export const SCRIPT = `
const search = document.querySelector("input[type=search]");
const boxes = [...document.querySelectorAll("input[type=checkbox]")];
const found = document.querySelector("#found");
const entries = [...document.querySelectorAll("details")].map((element) => ({
  element,
  state: element.dataset.state,
  text: (element.dataset.owner + " " + element.textContent).toLowerCase(),
}));
function update() {
  const words = search.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
  const states = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  let count = 0;
  for (const { element, state, text } of entries) {
    const isShown = states.has(state) && words.every((word) => text.includes(word));
    element.hidden = !isShown;
    if (isShown) count += 1;
  }
  for (const group of document.querySelectorAll("[data-group]")) {
    group.hidden = group.querySelector("details:not([hidden])") === null;
  }
  found.textContent = count + " of " + entries.length + " shown";
}
search.addEventListener("input", update);
for (const box of boxes) box.addEventListener("change", update);
update();
`;
