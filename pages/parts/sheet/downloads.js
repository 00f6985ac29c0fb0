// Files that are made when they are asked for: the link says so while it lasts, and why where there is none.

(() => {
  const MADE = 'a[download][href*="/api/v1/reports/"]';
  const MAKING = "正在生成…";
  const FAILED = "没有得到文件，请稍后再试。";

  const fileName = (answer) => {
    const said = answer.headers.get("content-disposition") ?? "";
    return decodeURIComponent(/filename\*=utf-8''([^;]+)/i.exec(said)?.[1] ?? "");
  };

  const fetched = async (address) => {
    const answer = await fetch(address);
    if (answer.ok) return [await answer.blob(), fileName(answer)];
    const { error } = await answer.json().catch(() => ({}));
    throw new Error(error ?? FAILED);
  };

  const save = (file, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  addEventListener("click", async (event) => {
    const link = event.composedPath()[0].closest?.(MADE);
    if (!link) return;
    event.preventDefault();
    if (link.getAttribute("aria-busy") === "true") return;
    link.dataset.name ??= link.textContent;
    link.setAttribute("aria-busy", "true");
    link.textContent = `${link.dataset.name} ${MAKING}`;
    try {
      save(...(await fetched(link.href)));
      link.textContent = link.dataset.name;
    } catch (error) {
      link.textContent = `${link.dataset.name}：${error instanceof TypeError ? FAILED : error.message}`;
    }
    link.removeAttribute("aria-busy");
  });
})();
