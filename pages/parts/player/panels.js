// What lies over the screen when asked for: the grid of all screens, and the table of keys.

const FEWEST_COLUMNS = 3;
const MOST_COLUMNS = 6;

const made = (kind, className, textContent) => Object.assign(document.createElement(kind), { className, textContent });

// A square of 16:9 pictures is as high as the screen when it is as wide; one column more leaves room for the headlines.
const columns = (count) => Math.max(FEWEST_COLUMNS, Math.min(MOST_COLUMNS, Math.ceil(Math.sqrt(count)) + 1));

function tile({ n, headline }, choose) {
  const button = made("button", "tile", "");
  const words = made("span", "headline", headline);
  words.prepend(made("b", "", `${n} `));
  button.append(picture(n, document), words);
  button.onclick = () => choose(n);
  return button;
}

function tableOfKeys() {
  return KEYS.map(({ shown, meaning }) => {
    const row = document.createElement("tr");
    for (const words of [shown, meaning]) row.insertCell().textContent = words;
    return row;
  });
}

function panels(root, { choose, closed }) {
  const [grid, help] = ["grid", "help"].map((name) => root.querySelector(`dialog.${name}`));
  const tiles = grid.querySelector(".tiles");
  // Not only by key: a tablet has a gesture for it.
  grid.onclose = () => closed("grid");
  help.onclose = () => closed("help");

  function open({ panel, screens, n, editions }) {
    if (panel === "help") {
      help.querySelector("tbody").replaceChildren(...tableOfKeys());
      help.showModal();
      return;
    }
    grid.style.setProperty("--columns", columns(screens.length));
    tiles.replaceChildren(...screens.map((screen) => tile(screen, choose)));
    grid.querySelector(".versions").hidden = !editions.length;
    grid.querySelector(".editions").replaceChildren(
      ...editions.map(({ name, href }) => Object.assign(made("a", "", name), { href })));
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
      // Pictures of all screens are as much as the screens themselves.
      if (!state.panel) tiles.replaceChildren();
    },
    // From tile to tile, up and down by rows; Enter and space take the one that was reached.
    walk(key) {
      const all = [...tiles.children];
      const at = all.indexOf(document.activeElement);
      if (key === "Enter" || key === " ") {
        all[at]?.click();
        return;
      }
      const row = columns(all.length);
      const steps = { ArrowDown: row, ArrowUp: -row, Home: -all.length, End: all.length };
      const step = steps[key] ?? (COMMANDS.get(key) === "next" ? 1 : -1);
      const to = all[Math.max(0, Math.min(all.length - 1, at + step))];
      to.focus();
    },
  };
}
