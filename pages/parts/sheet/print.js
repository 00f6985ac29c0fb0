// Makes a page one lying sheet of A4: laid out anew in a width of its own and in light colours, then scaled to fit.

(() => {
  // Pixels of the paper inside its margins (print.css), and how wide a page is laid out: so it fits without being small.
  const PAPER = { width: 1062, height: 732 };
  const WIDTH = 1480;
  // Smaller it could not be read: a long list takes more sheets.
  const SMALLEST = 0.5;
  const root = document.documentElement;
  let theme;

  const page = () => document.querySelector("#root .sheet");

  addEventListener("beforeprint", () => {
    theme = root.dataset.theme;
    root.dataset.theme = "light";
    root.dataset.printing = "";
    const host = page();
    if (!host) return;
    host.dataset.month = document.querySelector(".st-key-picker input")?.value ?? "";
    host.style.setProperty("--laid-out", `${WIDTH}px`);
    sheet.redraw(host);
    const fit = Math.min(PAPER.width / WIDTH, PAPER.height / host.scrollHeight);
    host.style.setProperty("--fit", fit < SMALLEST ? PAPER.width / WIDTH : fit);
  });

  addEventListener("afterprint", () => {
    root.dataset.theme = theme;
    delete root.dataset.printing;
    if (page()) sheet.redraw(page());
  });
})();
