"use strict";
for (const table of document.querySelectorAll(".table table")) {
  table.querySelectorAll("th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(table, head, column));
  });
}
function sort(table, head, column) {
  const descending = head.getAttribute("aria-sort") !== "descending";
  const numeric = head.classList.contains("number");
  const key = (row) => {
    const cell = row.cells[column];
    const text = cell.dataset.sort ?? cell.textContent;
    return numeric ? (text === "" ? -Infinity : Number(text)) : text.toLowerCase();
  };
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => (descending ? compare(key(b), key(a)) : compare(key(a), key(b))));
  table.tBodies[0].append(...rows);
  table.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", descending ? "descending" : "ascending");
}
