// Draws the tables of a file with the role over each column, and sends back what is changed. Nodes stay when the data
// changes, so the list that was used keeps the focus and nothing flashes.

const CERTAINTY = {
  stated: ["good", "✔ 写明"],
  confirmed: ["good", "✔ 已确认"],
  inferred: ["warn", "▲ 推断"],
  open: ["bad", "■ 未定"],
  unsaid: ["none", "○ 未写"],
};
const UNUSED = ["none", "○ 不用"];
const LEGEND = [
  ["good", "✔ 写明", "就写在这一列、这一行或这一格"],
  ["warn", "▲ 推断", "从标题、工作表名或一般写法看出，请看一眼"],
  ["bad", "■ 未定", "这列数字不知道作什么用，请选用途或“不用”"],
];

// An element to be: its name, attributes and children, each an element to be or text.
const element = (name, attributes, ...children) => ({ name, attributes, children: children.flat(Infinity).filter(Boolean) });

// Makes the children of a node what they are to be, with as few new nodes as possible.
function patch(node, wanted) {
  wanted.forEach((child, place) => {
    const existing = node.childNodes[place];
    const isText = typeof child === "string";
    const fits = existing?.nodeName === (isText ? "#text" : child.name.toUpperCase());
    const kept = fits ? existing : isText ? document.createTextNode(child) : document.createElement(child.name);
    if (!existing) node.append(kept);
    else if (!fits) existing.replaceWith(kept);
    if (isText) {
      if (kept.data !== child) kept.data = child;
    } else {
      setAttributes(kept, child.attributes);
      patch(kept, child.children);
      // After its options.
      if (child.name === "select") kept.value = child.attributes.value;
    }
  });
  while (node.childNodes.length > wanted.length) node.lastChild.remove();
}

function setAttributes(node, attributes) {
  for (const name of node.getAttributeNames()) if (!(name in attributes)) node.removeAttribute(name);
  for (const [name, value] of Object.entries(attributes)) {
    if (node.getAttribute(name) !== `${value}`) node.setAttribute(name, value);
  }
}

const pill = ([kind, words]) => element("span", { class: `pill ${kind}` }, words);
const option = ([code, label]) => element("option", { value: code }, label);

// What stands there needs no reason.
const reason = ({ certainty, basis }) => certainty !== "stated" && basis && element("small", {}, basis);

function columnHead(table, column, roles) {
  const unused = column.role === "unused" && column.certainty !== "inferred";
  const state = unused ? UNUSED : CERTAINTY[column.certainty];
  // 未定 is what is to be chosen, no choice; a column of tasks is called by its heading.
  const known = roles.some(({ options }) => options.some(([code]) => code === column.role));
  const choice = element("select", {
    "data-table": table.id, "data-column": column.letters, value: known ? column.role : "",
    "aria-label": `${column.letters}列“${column.heading}”的用途`,
  },
  known ? "" : element("option", { value: "", hidden: "" }, column.certainty === "open" ? "请选择" : column.label),
  roles.map(({ label, options }) => (label ? element("optgroup", { label }, options.map(option)) : options.map(option))));
  return element("th", { scope: "col", class: state[0] },
    element("div", {}, element("b", {}, column.letters), pill(state)), choice, reason(column));
}

function fact(table, { name, label, value, text, basis, certainty, options }) {
  const id = `${table.id} ${name}`;
  const choice = options.length
    ? element("select", { id, "data-table": table.id, "data-fact": name, value }, options.map(option))
    : element("b", { id }, text);
  return element("div", { class: `fact-box ${CERTAINTY[certainty][0]}` },
    element("div", {}, element("label", { for: id }, label), pill(CERTAINTY[certainty])), choice,
    reason({ certainty, basis }));
}

function fileRow({ row, heading, wrong, cells }, before) {
  const gap = row > before + 1 && element("tr", {}, element("th", { scope: "row" }, "…"), element("td", { colspan: 99 }));
  const line = element("tr", heading ? { class: "heading" } : {},
    element("th", { scope: "row", ...(wrong ? { class: "wrong" } : {}) }, `${row}`),
    cells.map(({ text, mark, span }) => element("td", { ...(mark && { class: mark }), ...(span && { colspan: span }) }, text)));
  return [gap, line];
}

function fileTable(table, data) {
  const several = data.tables.length > 1;
  const use = several && element("button", { type: "button", "data-table": table.id, "data-used": !table.used },
    table.used ? "不用这张表" : "用这张表");
  const head = element("div", { class: "table-head" }, element("b", {}, table.title),
    table.certainty === "inferred" ? pill(["warn", `▲ 推断：${table.used ? "" : "不"}用这张表`]) : !table.used && pill(UNUSED), use);
  if (!table.used) return element("section", { "aria-label": table.title }, head);
  let before = table.rows.length ? table.rows[0].row - 1 : 0;
  const rows = table.rows.flatMap((row) => {
    const lines = fileRow(row, before);
    before = row.row;
    return lines;
  });
  return element("section", { "aria-label": table.title }, head,
    element("div", { class: "facts" }, table.facts.map((each) => fact(table, each))),
    element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": `${table.title}的内容` },
      element("table", { class: "file-sheet" },
        element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "行"),
          table.columns.map((column) => columnHead(table, column, data.roles)))),
        element("tbody", {}, rows))));
}

function confirmation({ inferred, open, confirmed, digest }) {
  if (!inferred && !open) return confirmed ? [pill(["good", "✔ 已确认，提交后记住这种表"])] : [];
  const why = open ? `还未定：${open}` : `${inferred} 处推断；确认一次，以后同样的表不再问`;
  return [element("button", {
    type: "button", class: "confirm", "data-digest": digest, ...(open ? { disabled: "" } : {}),
  }, "这样理解没错"), element("span", {}, why)];
}

const draw = (data) => [
  ...data.tables.map((table) => fileTable(table, data)),
  element("ul", { class: "meanings" },
    LEGEND.map(([kind, words, meaning]) => element("li", {}, pill([kind, words]), ` ${meaning}`))),
  element("p", { class: "values", role: "status" }, data.values),
  data.unused_names && element("p", {}, pill(UNUSED), ` 按以前的确认，这些行不报：${data.unused_names}`),
  data.asked.map((question) => element("p", {}, element("span", { class: "pill warn" }, "▲ 请看大小"), ` ${question}`)),
  element("div", { class: "confirmation" }, confirmation(data)),
];

function listen(root, send) {
  root.addEventListener("change", ({ target }) => {
    const { table, column, fact: name } = target.dataset;
    const changed = column ? { roles: { [column]: target.value } } : { [name]: target.value };
    send("change", { table, ...changed });
  });
  root.addEventListener("click", ({ target }) => {
    const { table, used, digest } = target.dataset;
    if (digest) send("confirmed", digest);
    else if (used) send("change", { table, used: used === "true" });
  });
}

const senders = new WeakMap();

// Streamlit calls this after each run that brings new data.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".layout");
  if (!senders.has(root)) listen(root, (name, value) => senders.get(root)(name, value));
  senders.set(root, setTriggerValue);
  patch(root, draw(data).flat().filter(Boolean));
}
