// What can only be measured in a browser. Injected into every page; each function returns a list of
// findings in words, empty when all is well.
window.measure = (() => {
  const main = () => document.querySelector('[data-testid="stMain"]');

  const visible = (element) => {
    const box = element.getBoundingClientRect();
    // One pixel: text that is there for screen readers only.
    return box.width > 1 && box.height > 1 &&
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };

  const name = (element) => {
    const words = element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    const kind = (element.getAttribute("class") || "").split(" ").filter((c) => !c.startsWith("e1") && !c.startsWith("st-emotion"));
    return `${element.tagName.toLowerCase()}${kind.length ? "." + kind.join(".") : ""} “${words}”`;
  };

  // Elements that hold visible text themselves, not only in their children.
  const texts = (root) => {
    const found = new Set();
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (walker.currentNode.data.trim() && !parent.closest("script, style, title, desc") && visible(parent)) {
        found.add(parent);
      }
    }
    return [...found];
  };

  // The places of a sheet, and Streamlit's own.
  const charts = () => [...document.querySelectorAll('.chart, [data-testid="stPlotlyChart"]')].filter(visible);
  const chartTexts = (chart) => texts(chart).filter((element) => element.closest(".main-svg"));

  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return { light: [red, green, blue], alpha: alpha / 255 };
  };
  const over = (colour, ground) => rgba(colour).light.map((part, i) => part * rgba(colour).alpha + ground[i] * (1 - rgba(colour).alpha));
  const ground = (element) => element ? over(getComputedStyle(element).backgroundColor, ground(element.parentElement)) : [255, 255, 255];
  const brightness = (light) => light.map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (element) => {
    const behind = ground(element);
    const style = getComputedStyle(element);
    const words = over(element.closest("svg") ? style.fill : style.color, behind);
    const faded = words.map((part, i) => behind[i] + (part - behind[i]) * opacity(element));
    const [low, high] = [brightness(faded), brightness(behind)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const opacity = (element) => element ? +getComputedStyle(element).opacity * opacity(element.parentElement) : 1;

  // Where an element of a chart may be seen: the drawing, less what the clip paths around it take away.
  const frame = (element) => {
    const { left, right, top, bottom } = element.closest(".main-svg").getBoundingClientRect();
    const seen = { left, right, top, bottom };
    for (let around = element; around && around.tagName !== "svg"; around = around.parentElement) {
      const id = /#([^"')]+)/.exec(around.getAttribute("clip-path") || "")?.[1];
      const shape = id && document.getElementById(id)?.querySelector("rect");
      if (shape) {
        const matrix = around.getScreenCTM();
        const corner = (x, y) => new DOMPoint(x, y).matrixTransform(matrix);
        const { x, y, width, height } = shape.getBBox();
        const [first, last] = [corner(x, y), corner(x + width, y + height)];
        seen.left = Math.max(seen.left, first.x);
        seen.right = Math.min(seen.right, last.x);
        seen.top = Math.max(seen.top, first.y);
        seen.bottom = Math.min(seen.bottom, last.y);
      }
    }
    return seen;
  };

  // When the server was asked for something and has not answered yet: after a click the page looks for a moment as if nothing ran.
  let asked = -Infinity;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (message) {
    asked = performance.now();
    this.addEventListener("message", () => { asked = -Infinity; }, { once: true });
    return send.call(this, message);
  };
  // Not everything that is sent is answered.
  const MOST_MILLISECONDS_UNANSWERED = 2000;

  return {
    // True once Streamlit has run to the end, every chart stands and nothing has moved since the last question.
    settled() {
      const app = document.querySelector('[data-testid="stApp"]');
      const quiet = app?.dataset.testScriptState === "notRunning" &&
        performance.now() - asked > MOST_MILLISECONDS_UNANSWERED &&
        app.dataset.testConnectionState === "CONNECTED" &&
        !document.querySelector('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"], [data-stale="true"]') &&
        // What waits for a run is faded out and in: until then its contrast is not its own.
        !document.getAnimations().some((fading) => fading.transitionProperty === "opacity") &&
        document.fonts.status === "loaded" &&
        // The page has taken its first paint over.
        !document.getElementById("first-paint") && [...document.querySelectorAll(".sheet")].every((sheet) => sheet.childElementCount) &&
        charts().every((chart) => chart.querySelector(".js-plotly-plot .main-svg"));
      // Charts are laid out once more when their place is known: still the same a moment later?
      const state = quiet && JSON.stringify([location.href, main()?.scrollHeight,
        ...charts().map((chart) => chart.getBoundingClientRect().toJSON())]);
      const same = quiet && state === window.measure.state;
      window.measure.state = state;
      return same;
    },

    chartCount: () => charts().length,

    emptyCharts: () => charts().filter((chart) => !chart.querySelector(".main-svg .trace path, .main-svg .trace text")).map(name),

    sidewaysScrolling: () => [document.documentElement, main()]
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => `${element.tagName.toLowerCase()}: ${element.scrollWidth} > ${element.clientWidth}`),

    smallText: (least) => texts(document.body)
      .map((element) => [parseFloat(getComputedStyle(element).fontSize), element])
      .filter(([size]) => size < least)
      .map(([size, element]) => `${size}px ${name(element)}`),

    // Words with less contrast to what is behind them, by WCAG 2; half transparent colours are mixed with their ground.
    faintText: (least) => texts(document.body)
      // A slider's value stands above its knob, of which it is a part.
      .filter((element) => !element.closest('[data-testid="stSliderThumbValue"]'))
      .map((element) => [contrast(element), element])
      .filter(([found]) => found < least)
      .map(([found, element]) => `${found.toFixed(1)}:1 ${name(element)}`),

    // What is written or read out in Latin letters, outside of what comes from the tables and of what we write ourselves.
    latin: () => {
      const spoken = ["aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "title", "placeholder", "alt"];
      const ours = ".sheet, [data-testid='stHtml'], .layout, .js-plotly-plot, style, script, noscript";
      return [...document.querySelectorAll("body, body *")]
        .filter((element) => !element.closest(ours) && !/Material/.test(getComputedStyle(element).fontFamily))
        .flatMap((element) => [
          ...[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data),
          ...spoken.map((attribute) => element.getAttribute(attribute) ?? ""),
        ])
        .filter((words) => /[A-Za-z]{2}/.test(words));
    },

    clippedText: () => [...main().querySelectorAll("*")]
      .filter((element) => {
        const style = getComputedStyle(element);
        return element instanceof HTMLElement && visible(element) && element.textContent.trim() &&
          !element.closest(".js-plotly-plot") &&
          ((style.overflowX !== "visible" && style.overflowX !== "auto" && element.scrollWidth > element.clientWidth + 1) ||
           (style.overflowY === "hidden" && element.scrollHeight > element.clientHeight + 1));
      })
      .map((element) => `${element.scrollWidth}×${element.scrollHeight} in ${element.clientWidth}×${element.clientHeight} ${name(element)}`),

    chartTextOutside: () => charts().flatMap(chartTexts).filter((element) => {
      const box = element.getBoundingClientRect();
      const seen = frame(element);
      return box.left < seen.left - 1 || box.right > seen.right + 1 || box.top < seen.top - 1 || box.bottom > seen.bottom + 1;
    }).map(name),

    chartTextOverlapping: () => charts().flatMap((chart) => {
      const boxes = chartTexts(chart).map((element) => [element.getBoundingClientRect(), element]);
      return boxes.flatMap(([a, first], index) => boxes.slice(index + 1)
        .filter(([b, second]) => !first.contains(second) && !second.contains(first) &&
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
          // A line of text is taller than its glyphs: a third of it may lie over the next.
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 3)
        .map(([, second]) => `${name(first)} and ${name(second)}`));
    }),
  };
})();
