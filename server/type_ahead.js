// A grid opens a cell's editor at the first key and closes it at Enter, and needs a moment for either. Keys that came
// meanwhile began the cell anew, or went into the cell before: in a slow browser 1820.55 became 820.55. They wait, and are
// typed when the editor or the next cell has the focus.
(() => {
  const CELLS = '[data-testid="data-grid-canvas"]', EDITOR = ".gdg-clip-region";
  const CLOSING = ["Enter", "Tab", "Escape"];
  const BEFORE_CLOSING = 100; // milliseconds: a value closed right after its last digit was forgotten now and then
  let asked; // the last key that may open or close an editor: it does where its usual effect is prevented
  let held = [];

  const isLetter = ({ key }) => key.length === 1;
  const isShortcut = (event) => event.ctrlKey || event.metaKey || event.altKey;
  const isNewLine = (event) => event.shiftKey && event.key === "Enter";
  const opens = (event) => event.target.closest?.(CELLS) && isLetter(event) && event.key !== " ";
  const closes = (event) => event.target.closest?.(EDITOR) && CLOSING.includes(event.key) && !isNewLine(event);

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

  function hold(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!isShortcut(event)) held.push(event);
  }

  const onKey = (event) => {
    if (event.isComposing) return;
    if (event.isTrusted && asked?.defaultPrevented) {
      hold(event);
    } else if (event.isTrusted && closes(event)) {
      hold(event);
      asked = event;
      setTimeout(() => asked === event && typeHeld(), BEFORE_CLOSING);
    } else if (!isShortcut(event) && (opens(event) || closes(event))) {
      asked = event;
      requestAnimationFrame(() => wait(event));
    } else {
      asked = undefined;
    }
  };
  window.addEventListener("keydown", onKey, true);
  window.addEventListener("pointerdown", forget, true);
})();
