// Draws the screens as a list, moves them by dragging a grip or with its arrow keys, and sends each new order.

const rows = (list) => [...list.children];
const box = (row) => row.querySelector("input");
const newElement = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

function newRow({ id, headline, chosen }) {
  const grip = newElement("button", { type: "button", className: "grip", textContent: "⠿", title: "拖动，或按 ↑ ↓ 移动" });
  grip.setAttribute("aria-label", `移动“${headline}”，按上下键`);
  const label = newElement("label", {}, newElement("input", { type: "checkbox", checked: chosen }), newElement("span", { textContent: headline }));
  const row = newElement("li", {}, grip, label);
  row.dataset.id = id;
  return row;
}

// A new list where other screens or another order were asked for; else only what the screens say may be new.
function draw(list, { screens, loaded }) {
  const drawn = JSON.stringify([loaded, screens.map(({ id }) => id).sort()]);
  if (list.dataset.drawn !== drawn) {
    list.dataset.drawn = drawn;
    list.replaceChildren(...screens.map(newRow));
    return;
  }
  const headlines = new Map(screens.map(({ id, headline }) => [id, headline]));
  for (const row of rows(list)) row.querySelector("span").textContent = headlines.get(row.dataset.id);
}

// Puts a row in a place, counted from 0; whether it was elsewhere before.
function move(list, row, place) {
  const others = rows(list).filter((other) => other !== row);
  const to = Math.max(0, Math.min(others.length, place));
  if (rows(list).indexOf(row) === to) return false;
  list.insertBefore(row, others[to] ?? null);
  row.scrollIntoView({ block: "nearest" });
  return true;
}

// The place of a row whose middle is at a height of the window.
const placeAt = (list, row, y) =>
  rows(list).filter((other) => other !== row && other.getBoundingClientRect().top + other.offsetHeight / 2 < y).length;

function listen(list, said, send) {
  let dragged, moved;

  const say = (row) => (said.textContent = `第 ${rows(list).indexOf(row) + 1} 屏，共 ${list.children.length} 屏`);

  function drop() {
    dragged?.classList.remove("dragged");
    if (moved) send();
    dragged = moved = undefined;
  }

  list.addEventListener("pointerdown", (event) => {
    if (!event.target.matches(".grip") || event.button) return;
    dragged = event.target.closest("li");
    dragged.classList.add("dragged");
    // The list itself stays in its place, so that it keeps the pointer.
    list.setPointerCapture(event.pointerId);
  });
  list.addEventListener("pointermove", ({ clientY }) => {
    if (!dragged || !move(list, dragged, placeAt(list, dragged, clientY))) return;
    moved = true;
    say(dragged);
  });
  list.addEventListener("pointerup", drop);
  list.addEventListener("pointercancel", drop);

  list.addEventListener("keydown", (event) => {
    const row = event.target.matches(".grip") && event.target.closest("li");
    const places = { ArrowUp: rows(list).indexOf(row) - 1, ArrowDown: rows(list).indexOf(row) + 1, Home: 0, End: Infinity };
    if (!row || !(event.key in places)) return;
    event.preventDefault();
    if (!move(list, row, places[event.key])) return;
    event.target.focus(); // it was lost on the way
    say(row);
    send();
  });
  list.addEventListener("change", send);
}

const senders = new WeakMap();

// Streamlit calls this after each run that brings new data.
export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector("ol");
  const said = parentElement.querySelector("[role=status]");
  const send = () => senders.get(list)("order", rows(list).map((row) => [row.dataset.id, box(row).checked]));
  if (!senders.has(list)) listen(list, said, send);
  senders.set(list, setTriggerValue);
  draw(list, data);
}
