"use strict";

const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;

function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(table, heads, column));
  });
}

function sort(table, heads, column) {
  const numeric = heads[column].classList.contains("number");
  const before = heads[column].getAttribute("aria-sort");
  const down = before ? before === "ascending" : numeric;
  const value = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent;
  const order = (a, b) => (numeric ? Number(a) - Number(b) : compare(a, b));
  const rows = [...table.tBodies[0].rows].map((row) => [value(row), row]);
  rows.sort(([a], [b]) =>
    a === "" || b === "" ? (a === "") - (b === "") : down ? order(b, a) : order(a, b));
  table.tBodies[0].append(...rows.map(([, row]) => row));
  heads.forEach((head) => head.removeAttribute("aria-sort"));
  heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
}

function reach(box) {
  const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
  if (!scrolls) {
    ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
    return;
  }
  const kind = box.matches("pre") ? (box.closest(".source") ? "SQL" : "Code") : "Table";
  const caption = box.closest("figure")?.querySelector("figcaption");
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", caption ? `${kind}: ${caption.textContent}` : kind);
}

function keepReachable() {
  const boxes = document.querySelectorAll("main pre:not(.data), .table");
  const resized = new ResizeObserver((entries) => {
    entries.forEach((entry) => reach(entry.target.closest("pre, .table")));
  });
  boxes.forEach((box) => {
    resized.observe(box);
    if (box.firstElementChild) resized.observe(box.firstElementChild);
  });
  document.fonts.ready.then(() => boxes.forEach(reach));
}

function download(link) {
  const data = document.querySelector(link.hash);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const file = document.createElement("a");
    const address = URL.createObjectURL(new Blob([data.textContent], { type: "text/csv" }));
    file.setAttribute("href", address);
    file.download = link.dataset.file;
    file.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  });
}

function copying(button) {
  const words = button.textContent;
  const sql = button.closest(".source").querySelector("code");
  button.hidden = false;
  button.addEventListener("click", async () => {
    let copied = true;
    try {
      await navigator.clipboard.writeText(sql.textContent);
    } catch {
      getSelection().selectAllChildren(sql);
      copied = document.execCommand("copy");
    }
    button.textContent = copied ? button.dataset.done : words;
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}

document.querySelectorAll(".table table").forEach(sortable);
document.querySelectorAll("a[data-file]").forEach(download);
document.querySelectorAll("button.copy").forEach(copying);
document.querySelectorAll("pre.data").forEach((data) => { data.hidden = true; });
keepReachable();
