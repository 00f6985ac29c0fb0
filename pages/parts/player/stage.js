// The screens as Streamlit has drawn them: all of them all the time, one of them to be seen.

const WIDTH = 1920;
const HEIGHT = 1080;
const ON = document.documentElement;

const screenAt = (n) => document.querySelector(`.st-key-stage:not(.picture *) .st-key-screen_${n}`);

const fit = () => ON.style.setProperty("--scale", Math.min(innerWidth / WIDTH, innerHeight / HEIGHT));

// Whatever a run of the script has put into the page: screen n stands, the other ones are out of reach.
function showScreen(n, count) {
  for (let k = 1; k <= count; k++) {
    const screen = screenAt(k);
    if (!screen) continue;
    // Written only where it differs: a change is heard by the observer that calls this.
    if (screen.classList.contains("current") !== (k === n)) screen.classList.toggle("current", k === n);
    if (screen.inert === (k === n)) screen.inert = k !== n;
  }
  if (ON.dataset.screen !== String(n)) ON.dataset.screen = n;
}

// How many of the screens are drawn to the end, charts included.
function drawn(count) {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return numbers.filter((n) => {
    const screen = screenAt(n);
    return screen?.childElementCount && !screen.querySelector('[data-testid="stSkeleton"]') &&
      [...screen.querySelectorAll('[data-testid="stPlotlyChart"]')].every((chart) => chart.querySelector(".main-svg"));
  }).length;
}

const running = () => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState !== "notRunning";

// A small still picture of a screen, for the grid and the speaker's window. Charts are SVG: a copy shows them.
// Copies share their ids with the screen itself; the player stands before the stage, so that they are found first,
// as a clip path inside something hidden would clip all away.
function picture(n, page) {
  const [frame, stage] = [page.createElement("div"), page.createElement("div")];
  frame.className = "picture";
  frame.inert = true;
  stage.className = "st-key-stage";
  frame.append(stage);
  const screen = screenAt(n);
  if (screen) {
    const copy = page.importNode(screen, true);
    copy.classList.add("current");
    copy.inert = false;
    stage.append(copy);
  }
  return frame;
}

// How large the pictures in an element have to be, once their frames have a width.
function scalePictures(parent) {
  const frame = parent.querySelector(".picture");
  if (frame) parent.style.setProperty("--picture", frame.clientWidth / WIDTH);
}
