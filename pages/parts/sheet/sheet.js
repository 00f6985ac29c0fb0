// Draws a page: its HTML first, then its charts. Loaded in the page's head, for the first paint comes with the page
// itself, before Streamlit is there; Streamlit's component then takes the same nodes over.

const sheet = (() => {
  const CONFIG = { displayModeBar: false };
  const PLOTLY = document.currentScript.dataset.plotly;
  const DARK = matchMedia("(prefers-color-scheme: dark)"); // the visitor's choice: head.js
  const decoder = new TextDecoder();
  const drawn = new WeakMap(); // node of a chart -> what is drawn in it
  let plotly;

  // The charts' library, asked for once: numbers do not wait for it.
  const library = () => (plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: PLOTLY, onload: resolve, onerror: reject });
    document.head.append(script);
  }));

  // A page in the background is never painted: it does not wait for long.
  const afterPaint = () => new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 200);
  });

  // With less room than it was made for, a chart is bars alone.
  function fitted({ data, layout }, template, width, height) {
    const small = height < layout.height && { annotations: [], yaxis: { ...layout.yaxis, autorange: true } };
    return [data, { ...layout, ...small, template, width, height }];
  }

  // Figures are made in light colours, each of which has a dark one.
  const inTheme = (json, dark) =>
    JSON.parse(DARK.matches ? json.replace(new RegExp(Object.keys(dark).join("|"), "g"), (light) => dark[light]) : json);

  // Numbers are painted while the library is on its way; once it is here, one paint shows both.
  async function drawCharts(host, charts) {
    if (!window.Plotly) {
      await afterPaint();
      await library();
    }
    drawAtOnce(host, charts);
  }

  function drawAtOnce(host, { figures, template, dark }) {
    const places = [...host.querySelectorAll("[data-chart]")].filter((place) => figures[place.dataset.chart]);
    const sizes = places.map((place) => [place.clientWidth, place.clientHeight]);
    const look = inTheme(JSON.stringify(template), dark);
    places.forEach((place, n) => {
      const figure = figures[place.dataset.chart];
      const [width, height] = sizes[n];
      const state = `${width} ${height} ${DARK.matches} ${figure}`;
      const node = place.firstChild ?? place.appendChild(document.createElement("div"));
      if (!width || drawn.get(node) === state) return;
      drawn.set(node, state);
      Plotly.react(node, ...fitted(inTheme(figure, dark), look, width, height), CONFIG);
    });
  }

  // Makes the children of a node those of another, with as few new nodes as possible: what has the focus or was
  // unfolded stays so, charts keep their nodes.
  function morph(node, wanted) {
    const children = [...wanted.childNodes];
    children.forEach((child, place) => {
      const old = node.childNodes[place];
      if (!old) node.append(child);
      else if (old.nodeName !== child.nodeName || old.id !== child.id) old.replaceWith(child);
      else if (child.nodeType !== Node.ELEMENT_NODE) {
        if (old.data !== child.data) old.data = child.data;
      } else {
        setAttributes(old, child);
        if (!old.dataset.chart) morph(old, child);
        else if (!drawn.has(old.firstChild)) old.replaceChildren();
      }
    });
    while (node.childNodes.length > children.length) node.lastChild.remove();
  }

  function setAttributes(node, wanted) {
    for (const name of node.getAttributeNames()) {
      if (!wanted.hasAttribute(name) && name !== "open") node.removeAttribute(name);
    }
    for (const name of wanted.getAttributeNames()) {
      if (node.getAttribute(name) !== wanted.getAttribute(name)) node.setAttribute(name, wanted.getAttribute(name));
    }
  }

  // Streamlit goes where the address says, as it does for the browser's own way back.
  function followLink(event) {
    const link = event.target.closest?.("a[href]");
    closeMenus(event.currentTarget, event.target.closest?.(".downloads :is(summary, a[download]), .plan")?.closest("details"));
    if (!link || link.hasAttribute("download") || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  }

  // A menu that led elsewhere, or that somebody clicked beside, goes; a file's link says there how far it is.
  const closeMenus = (host, kept) =>
    host.querySelectorAll(":is(.downloads, .plan)[open]").forEach((menu) => menu !== kept && menu.removeAttribute("open"));

  function watch(host) {
    let width = host.clientWidth;
    new ResizeObserver(() => {
      if (host.clientWidth === width) return;
      width = host.clientWidth;
      if (host.charts) drawCharts(host, host.charts);
    }).observe(host);
    DARK.addEventListener("change", () => host.charts && drawCharts(host, host.charts));
    host.addEventListener("click", followLink);
    host.addEventListener("keydown", ({ key }) => key === "Escape" && closeMenus(host));
  }

  // The component's: draws what the tables say now.
  function draw(host, data) {
    const text = decoder.decode(data);
    if (host.text === text) return;
    const isNew = host.text === undefined;
    host.text = text;
    const { html, charts } = JSON.parse(text);
    const first = document.getElementById("first-paint");
    first?.querySelector("#first-notice")?.remove();
    // Written into a script, the charts have no "<".
    if (first?.charts === charts.replaceAll("<", "\\u003c")) host.replaceChildren(...first.childNodes);
    const wanted = document.createElement("template");
    wanted.innerHTML = html;
    morph(host, wanted.content);
    first?.remove();
    if (isNew) watch(host);
    host.charts = JSON.parse(charts);
    drawCharts(host, host.charts);
  }

  // The page's own: draws the charts of the first paint, then lets Streamlit start.
  async function paintFirst() {
    const first = document.getElementById("first-paint");
    if (!first) return;
    leaveWhenRun();
    first.charts = document.getElementById("first-charts").textContent;
    const streamlit = document.getElementById("streamlit");
    try {
      await afterPaint();
      await library();
      document.head.append(streamlit.content); // fetched while the charts are drawn
      drawAtOnce(first, JSON.parse(first.charts));
    } finally {
      const start = document.createElement("script");
      Object.assign(start, { type: "module", src: streamlit.dataset.start });
      document.head.append(start);
    }
  }

  // Where the page's own run shows something else, an error or a sign-in, the first paint has to go.
  // The component stands when the run is over, and is filled a little later.
  function leaveWhenRun() {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]')) return;
      observer.disconnect();
      if (!document.querySelector("#root .st-key-sheet")) document.getElementById("first-paint")?.remove();
    }).observe(document.getElementById("root"), { subtree: true, childList: true, attributeFilter: ["data-test-script-state"] });
  }

  // For paper, which does not wait; without the library there are no charts yet.
  const redraw = (host) => host.charts && window.Plotly && drawAtOnce(host, host.charts);

  return { draw, redraw, paintFirst };
})();

sheet.paintFirst();
