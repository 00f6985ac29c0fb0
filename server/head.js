// Runs before anything else of a page.
(() => {
  // Opened by a link to /industry, the front end would ask under /industry/ first where its server is. The server is
  // where the page is; relative, for a proxy may have put both into a folder.
  window.__streamlit = { BACKEND_BASE_URL: new URL("./", location.href).href };

  // Parts of Streamlit that know Chinese ask the browser for its language.
  for (const [name, value] of [["language", "zh-CN"], ["languages", ["zh-CN"]]]) {
    Object.defineProperty(navigator, name, { get: () => value });
  }

  // A phone's menu lies over the page: it closes when a page is chosen.
  document.addEventListener("click", ({ target }) => {
    if (target.closest?.('[data-testid="stSidebarNavLink"]')) {
      document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
    }
  });

  // What was typed and not saved goes with the page: where it says so, the browser asks first.
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector(".unsaved")) event.preventDefault();
  });

  // Light, until the visitor chooses dark in this browser. For Streamlit and for our components that choice is what a
  // system prefers, so they are drawn in it from the start and follow it at once; the system itself is not asked.
  const KEY = "theme", QUESTION = "(prefers-color-scheme: dark)";
  const root = document.documentElement, ask = window.matchMedia.bind(window);
  const answer = Object.defineProperties(new EventTarget(), {
    media: { value: QUESTION },
    matches: { get: () => root.dataset.theme === "dark" },
  });
  const show = (theme) => {
    root.dataset.theme = theme === "dark" ? "dark" : "light";
    answer.dispatchEvent(new Event("change"));
  };
  window.matchMedia = (query) => (query === QUESTION ? answer : ask(query));
  window.addEventListener("choosetheme", ({ detail }) => {
    show(detail);
    localStorage.setItem(KEY, detail);
  });
  // Another tab of this browser chose.
  window.addEventListener("storage", ({ key, newValue }) => key === KEY && show(newValue));
  // Last, for a browser that may keep nothing throws here.
  show(localStorage.getItem(KEY));
})();
