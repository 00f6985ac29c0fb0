// A grid opens a cell's editor at the first key and closes it at Enter, and needs a moment for either. Keys that came
// meanwhile began the cell anew, or went into the cell before: in a slow browser 1820.55 became 820.55. They wait, and are
// typed when the editor or the next cell has the focus.
(() => {
  const CELLS = '[data-testid="data-grid-canvas"]', EDITOR = ".gdg-clip-region";
  const CLOSING = ["Enter", "Tab", "Escape"];
  let asked; // the last key that may open or close an editor: it does where the grid prevents its usual effect
  let held = [];

  const isLetter = ({ key }) => key.length === 1;
  const isShortcut = (event) => event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  const opens = (event) => event.target.closest?.(CELLS) && isLetter(event) && event.key !== " ";
  const closes = (event) => event.target.closest?.(EDITOR) && CLOSING.includes(event.key);

  const isDone = (event) => {
    const focus = document.activeElement;
    return opens(event) ? focus.closest(EDITOR) : focus.closest(CELLS) && !document.querySelector(EDITOR);
  };

  function wait(event) {
    if (asked !== event || !event.defaultPrevented) return;
    if (isDone(event)) typeHeld();
    else if (document.querySelector(CELLS)) requestAnimationFrame(() => wait(event));
    else forget();
  }

  function typeHeld() {
    asked = undefined;
    while (held.length && !asked?.defaultPrevented) type(held.shift(), document.activeElement);
  }

  function type(event, target) {
    const isText = target.matches("input, textarea");
    if (isText && isLetter(event)) document.execCommand("insertText", false, event.key);
    else if (isText && event.key === "Backspace") document.execCommand("delete");
    else target.dispatchEvent(new KeyboardEvent("keydown", event));
  }

  function forget() {
    asked = undefined;
    held = [];
  }

  const onKey = (event) => {
    if (isShortcut(event)) return;
    if (event.isTrusted && asked?.defaultPrevented) {
      event.preventDefault();
      event.stopImmediatePropagation();
      held.push(event);
    } else if (opens(event) || closes(event)) {
      asked = event;
      requestAnimationFrame(() => wait(event));
    } else {
      asked = undefined;
    }
  };
  window.addEventListener("keydown", onKey, true);
  window.addEventListener("pointerdown", forget, true);
})();
