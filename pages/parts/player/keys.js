// What each key does, as in PowerPoint and on every clicker. The help panel shows the same rows; the first screen whispers
// those with a hint.

const TOUCH = "左右滑动或点两侧翻页，上滑看全部页面";
const KEYS = [
  { command: "next", label: "→ ↓ PageDown 空格 回车 N", meaning: "下一页", hint: "→ 空格 下一页", keys: ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter", "n"] },
  { command: "previous", label: "← ↑ PageUp 退格 P", meaning: "上一页", hint: "← 上一页", keys: ["ArrowLeft", "ArrowUp", "PageUp", "Backspace", "p"] },
  { command: "first", label: "Home", meaning: "第一页", keys: ["Home"] },
  { command: "last", label: "End", meaning: "最后一页", keys: ["End"] },
  { label: "数字，再按回车", meaning: "跳到该页", keys: [] },
  { command: "black", label: "B 或 .", meaning: "黑屏，按任意键恢复", keys: ["b", ".", "。"] },
  { command: "white", label: "W 或 ,", meaning: "白屏，按任意键恢复", keys: ["w", ",", "，"] },
  { command: "full", label: "F 或 F5", meaning: "全屏", hint: "F 全屏", keys: ["f", "F5"] },
  { command: "grid", label: "G", meaning: "全部页面，选一页跳转", hint: "G 全部页面", keys: ["g"] },
  { command: "speaker", label: "S", meaning: "讲者窗口：下一页、备注、时钟", hint: "S 讲者窗口", keys: ["s"] },
  { command: "auto", label: "A", meaning: "自动播放时：暂停或继续", keys: ["a"] },
  { command: "help", label: "? 或 H", meaning: "本表", hint: "? 全部按键", keys: ["?", "？", "h"] },
  { command: "leave", label: "Esc", meaning: "退出全屏，再按退出放映", keys: ["Escape"] },
  { label: "触屏", meaning: TOUCH, keys: [] },
];

const HINTS = KEYS.flatMap(({ hint }) => hint ?? []).join("　");

const COMMANDS = new Map(KEYS.flatMap(({ command, keys }) => keys.map((key) => [key, command])));
// Keys that repeat while held down; any other key counts once.
const REPEATING = ["next", "previous"];
const ENDS_NUMBER = ["Enter", "Backspace", "Escape"];

// The key, whatever Shift, Caps Lock and a Chinese input method make of it.
function keyOf(event) {
  const key = ["Process", "Unidentified"].includes(event.key) ? event.code.replace(/^(Key|Digit)/, "") : event.key;
  return key.length === 1 ? key.toLowerCase() : key;
}

const isDigit = (key) => /^[0-9]$/.test(key);

// Keys that are not for the player: typing, shortcuts of the browser, Tab, Enter on a link in a panel.
function isForeign({ target, key, ctrlKey, altKey, metaKey }) {
  if (ctrlKey || altKey || metaKey || key === "Tab") return true;
  return Boolean(target.closest?.(`input, textarea, select, [contenteditable="true"]${key === "Enter" ? ", a" : ""}`));
}
