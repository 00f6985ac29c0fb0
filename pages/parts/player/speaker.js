// The speaker's window, for the second display: what comes next and what to say. Its keys turn the screens as well.

const SPEAKER = "sixlifts-speaker";
const TICK = 500;
const COVERED = { black: "黑屏中", white: "白屏中" };

function elapsed(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((number) => String(number).padStart(2, "0")).join(":");
}

// Every rule that holds in this page: most of them are nowhere written as text.
const rules = () =>
  [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\n");

function speaker(template, { press, act }) {
  let view, shown, begun;
  const part = (name) => view.document.querySelector(`.${name}`);
  const open = () => view && !view.closed;
  const scale = () => scalePictures(part("next"));

  function tick() {
    part("clock").textContent = new Date().toLocaleTimeString("zh-CN", { hour12: false });
    part("elapsed").textContent = elapsed(Date.now() - begun);
  }

  function furnish() {
    const page = view.document;
    page.open(); // a window of this name may be left over, with what an earlier page put into it
    page.write('<!doctype html><meta charset="utf-8"><title>讲者窗口</title><style></style><body class="speaker">');
    page.close();
    for (const { name, value } of ON.attributes) page.documentElement.setAttribute(name, value);
    page.querySelector("style").textContent = rules();
    page.body.append(page.importNode(template.content, true));
    for (const button of page.querySelectorAll("[data-command]")) {
      button.onclick = () => act(button.dataset.command);
    }
    part("restart").onclick = () => {
      begun = Date.now();
      tick();
    };
    view.addEventListener("keydown", press, true);
    view.addEventListener("resize", scale);
    view.setInterval(tick, TICK);
    tick();
  }

  function draw({ screens, n, cover, crowd }) {
    const [here, next] = [screens[n - 1], screens[n]];
    part("here").textContent = here.headline;
    part("place").textContent = `第 ${n} 页，共 ${screens.length} 页`;
    part("state").textContent = [COVERED[cover], crowd].filter(Boolean).join(" · ");
    part("notes").replaceChildren(...here.notes.map((note) => made("li", "", note)));
    part("coming").textContent = next?.headline ?? "已是最后一页";
    part("next").replaceChildren(...(next ? [picture(next.n, view.document)] : []));
    scale();
  }

  return {
    // Opens or closes it; whether the browser let it.
    toggle() {
      if (open()) view.close();
      else {
        view = window.open("", SPEAKER, "popup,width=1280,height=760");
        shown = undefined;
        if (view) furnish();
      }
      return Boolean(view);
    },
    show({ screens, n, cover, crowd }) {
      begun ??= Date.now();
      const what = JSON.stringify([screens, n, cover, crowd]);
      if (!open() || shown === what) return;
      shown = what;
      draw({ screens, n, cover, crowd });
    },
    stop: () => open() && view.close(),
  };
}
