// Copies the text it was given. On a page without https there is no clipboard for scripts, only the old command.

function copyByCommand(text) {
  const area = Object.assign(document.createElement("textarea"), { value: text });
  Object.assign(area.style, { position: "fixed", opacity: 0 });
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

export default ({ data, parentElement }) => {
  const button = parentElement.querySelector(".copying");
  const said = parentElement.querySelector(".copied");
  button.textContent = data.label;
  said.textContent = "";
  button.onclick = async () => {
    let done = false;
    try {
      await navigator.clipboard.writeText(data.text);
      done = true;
    } catch {
      done = copyByCommand(data.text);
    }
    said.textContent = done ? "✔ 已复制，可直接粘贴" : "浏览器不允许复制，请选中下面的文字，按 Ctrl+C";
    button.focus();
  };
};
