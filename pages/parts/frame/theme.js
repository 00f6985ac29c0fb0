// The switch between light and dark. head.js of the server shows and remembers the choice.
const WORDS = { dark: "深色", light: "浅色" };

export default ({ parentElement, setTriggerValue }) => {
  const button = parentElement.querySelector("button");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const other = () => (dark.matches ? "light" : "dark");
  const label = () => {
    button.textContent = WORDS[other()];
    button.title = `改用${WORDS[other()]}背景`;
  };
  button.onclick = () => {
    const chosen = other();
    window.dispatchEvent(new CustomEvent("choosetheme", { detail: chosen }));
    // Charts come from the server: it learns the theme with this run.
    setTriggerValue("chosen", chosen);
  };
  label();
  dark.addEventListener("change", label);
  return () => dark.removeEventListener("change", label);
};
