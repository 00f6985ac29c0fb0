// The speaker's window for the second display: notes, the next screen, the clock. Its keys turn the screens, too.

const WINDOW_NAME = "sixlifts-speaker";
const TICK = 500;
const COVER_LABELS = { black: "黑屏中", white: "白屏中" };

function elapsed(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((number) => String(number).padStart(2, "0")).join(":");
}

// All CSS rules of this page; most of them exist only as objects.
const cssRules = () =>
  [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\n");

function speaker(template, { onKey, act }) {
  let view, drawn, startedAt;
  const part = (name) => view.document.querySelector(`.${name}`);
  const isOpen = () => view && !view.closed;
  const scale = () => scalePictures(part("next"));

  function tick() {
    part("clock").textContent = new Date().toLocaleTimeString("zh-CN", { hour12: false });
    part("elapsed").textContent = elapsed(Date.now() - startedAt);
  }

  function fillWindow() {
    const page = view.document;
    page.open(); // an earlier page may have left a window of this name
    page.write('<!doctype html><meta charset="utf-8"><title>讲者窗口</title><style></style><body class="speaker">');
    page.close();
    for (const { name, value } of ROOT.attributes) page.documentElement.setAttribute(name, value);
    page.querySelector("style").textContent = cssRules();
    page.body.append(page.importNode(template.content, true));
    for (const button of page.querySelectorAll("[data-command]")) {
      button.onclick = () => act(button.dataset.command);
    }
    part("restart").onclick = () => {
      startedAt = Date.now();
      tick();
    };
    view.addEventListener("keydown", onKey, true);
    view.addEventListener("resize", scale);
    view.setInterval(tick, TICK);
    tick();
  }

  function draw({ screens, n, cover, followers }) {
    const [here, next] = [screens[n - 1], screens[n]];
    part("here").textContent = here.headline;
    part("place").textContent = `第 ${n} 页，共 ${screens.length} 页`;
    part("state").textContent = [COVER_LABELS[cover], followers].filter(Boolean).join(" · ");
    part("notes").replaceChildren(...here.notes.map((note) => newElement("li", "", note)));
    part("coming").textContent = next?.headline ?? "已是最后一页";
    part("next").replaceChildren(...(next ? [picture(next.n, view.document)] : []));
    scale();
  }

  return {
    // Opens or closes the window; false where the browser blocked it.
    toggle() {
      if (isOpen()) view.close();
      else {
        view = window.open("", WINDOW_NAME, "popup,width=1280,height=760");
        drawn = undefined;
        if (view) fillWindow();
      }
      return Boolean(view);
    },
    show({ screens, n, cover, followers }) {
      startedAt ??= Date.now();
      const content = JSON.stringify([screens, n, cover, followers]);
      if (!isOpen() || drawn === content) return;
      drawn = content;
      draw({ screens, n, cover, followers });
    },
    stop: () => isOpen() && view.close(),
  };
}
