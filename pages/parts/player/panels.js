// Panels over the screen: the grid of all screens, and the help with all keys.

const MIN_COLUMNS = 3;
const MAX_COLUMNS = 6;

const newElement = (kind, className, textContent) => Object.assign(document.createElement(kind), { className, textContent });

// As many columns as rows would fill the screen with 16:9 pictures; one column more leaves room for the headlines.
const columns = (count) => Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, Math.ceil(Math.sqrt(count)) + 1));

function tile({ n, headline }, choose) {
  const button = newElement("button", "tile", "");
  const label = newElement("span", "headline", headline);
  label.prepend(newElement("b", "", `${n} `));
  button.append(picture(n, document), label);
  button.onclick = () => choose(n);
  return button;
}

function helpRows() {
  return KEYS.map(({ label, meaning }) => {
    const row = document.createElement("tr");
    for (const text of [label, meaning]) row.insertCell().textContent = text;
    return row;
  });
}

function panels(root, { choose, closed }) {
  const [grid, help] = ["grid", "help"].map((name) => root.querySelector(`dialog.${name}`));
  const tiles = grid.querySelector(".tiles");
  // A tablet closes dialogs by a gesture, too. The event may come late, when the dialog is open again.
  grid.onclose = () => grid.open || closed("grid");
  help.onclose = () => help.open || closed("help");

  // A line of links at the foot of the grid, none where there is nothing.
  function fillLine(name, links, attributes = {}) {
    const line = grid.querySelector(`.${name}`);
    line.parentElement.hidden = !links.length;
    line.replaceChildren(...links.map(({ name, href }) => Object.assign(newElement("a", "", name), { href, ...attributes })));
  }

  function open({ panel, screens, n, editions, downloads }) {
    if (panel === "help") {
      help.querySelector("tbody").replaceChildren(...helpRows());
      help.showModal();
      return;
    }
    grid.style.setProperty("--columns", columns(screens.length));
    tiles.replaceChildren(...screens.map((screen) => tile(screen, choose)));
    fillLine("editions", editions);
    fillLine("files", downloads, { download: "" });
    grid.showModal();
    scale();
    tiles.children[n - 1]?.focus();
  }

  const scale = () => scalePictures(tiles);

  return {
    scale,
    show(state) {
      for (const [name, dialog] of Object.entries({ grid, help })) {
        if (dialog.open && state.panel !== name) dialog.close();
        if (!dialog.open && state.panel === name) open(state);
      }
      // Copies of all screens are as large as the screens themselves.
      if (!state.panel) tiles.replaceChildren();
    },
    // Moves the focus from tile to tile, up and down by rows; Enter and space choose the tile.
    moveFocus(key) {
      const all = [...tiles.children];
      const current = all.indexOf(document.activeElement);
      if (key === "Enter" || key === " ") {
        all[current]?.click();
        return;
      }
      const perRow = columns(all.length);
      const steps = { ArrowDown: perRow, ArrowUp: -perRow, Home: -all.length, End: all.length };
      const step = steps[key] ?? (COMMANDS.get(key) === "next" ? 1 : -1);
      all[Math.max(0, Math.min(all.length - 1, current + step))].focus();
    },
  };
}
