"use strict";

const tip = document.createElement("div");
tip.className = "tip";
tip.setAttribute("role", "status");
document.body.append(tip);
let shown = null;
let leaving = 0;

function show(mark) {
  clearTimeout(leaving);
  if (mark === shown) return;
  hide();
  shown = mark;
  mark.node?.classList.add("pointed");
  tip.textContent = mark.words;
  tip.classList.add("shown");
  place();
}

function place() {
  const box = shown.box();
  const width = document.documentElement.clientWidth;
  const left = Math.min(Math.max(box.x + box.width / 2 - tip.offsetWidth / 2, 4), width - tip.offsetWidth - 4);
  const above = box.y - tip.offsetHeight - 4;
  const top = above > 0 ? above : box.y + box.height + 4;
  tip.style.left = `${left + scrollX}px`;
  tip.style.top = `${top + scrollY}px`;
}

function hide() {
  clearTimeout(leaving);
  shown?.node?.classList.remove("pointed");
  shown = null;
  tip.textContent = "";
  tip.classList.remove("shown");
}

function leave() {
  clearTimeout(leaving);
  leaving = setTimeout(hide, 200);
}

function marksOf(svg) {
  const marks = [];
  const seen = new Map();
  for (const title of svg.querySelectorAll(":scope > * title")) {
    const node = title.parentNode;
    const words = title.textContent;
    title.remove();
    const mark = seen.get(words) ?? { words, node, box: () => node.getBoundingClientRect() };
    if (!seen.has(words)) marks.push(mark);
    seen.set(words, mark);
    seen.set(node, mark);
  }
  for (const line of (svg.dataset.spots ?? "").split("\n").filter(Boolean)) {
    const [, x, y, words] = line.match(/^(\S+) (\S+) (.*)$/);
    const point = new DOMPoint(x, y);
    const box = () => {
      const at = point.matrixTransform(svg.getScreenCTM());
      return new DOMRect(at.x - 5, at.y - 5, 10, 10);
    };
    marks.push({ words, box });
  }
  return { marks, of: (node) => seen.get(node) };
}

function reveal(holder, box) {
  const frame = holder.getBoundingClientRect();
  if (box.left < frame.left || box.right > frame.right) {
    holder.scrollLeft += box.x - frame.x - frame.width / 2;
  }
  if (box.top < 0 || box.bottom > innerHeight) scrollBy(0, box.y - innerHeight / 2);
}

function tooltips(svg) {
  const title = svg.querySelector(":scope > title");
  const { marks, of } = marksOf(svg);
  if (title) {
    svg.setAttribute("aria-label", title.textContent);
    svg.setAttribute("aria-describedby", svg.querySelector(":scope > desc").id);
    svg.removeAttribute("aria-labelledby");
    title.remove();
  }
  if (!marks.length) return;
  const spots = marks.filter((mark) => !mark.node);
  const nearest = (event) => {
    for (let node = event.target; node !== svg; node = node.parentNode) {
      if (of(node)) return of(node);
    }
    let best = null;
    let least = 30;
    for (const spot of spots) {
      const box = spot.box();
      const far = Math.hypot(event.clientX - box.x - 5, event.clientY - box.y - 5);
      if (far < least) [best, least] = [spot, far];
    }
    return best;
  };
  const point = (event) => {
    const mark = nearest(event);
    mark ? show(mark) : leave();
  };
  svg.addEventListener("pointermove", point);
  svg.addEventListener("pointerdown", point);
  svg.addEventListener("pointerleave", leave);
  svg.tabIndex = 0;
  let at = -1;
  svg.addEventListener("keydown", (event) => {
    const last = marks.length - 1;
    const next = {
      ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last,
    }[event.key];
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    at = Math.min(Math.max(next, 0), last);
    reveal(svg.parentElement, marks[at].box());
    show(marks[at]);
  });
  svg.addEventListener("blur", hide);
}

document.querySelectorAll("main svg").forEach(tooltips);
tip.addEventListener("pointerenter", () => clearTimeout(leaving));
tip.addEventListener("pointerleave", leave);
addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
addEventListener("scroll", () => { if (shown) place(); }, { passive: true, capture: true });
