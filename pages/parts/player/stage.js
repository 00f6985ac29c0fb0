// The screens as Streamlit has drawn them: all are in the page, one is visible.

const WIDTH = 1920;
const HEIGHT = 1080;
const ROOT = document.documentElement;

const screenAt = (n) => document.querySelector(`.st-key-stage:not(.picture *) .st-key-screen_${n}`);

const fitStage = () => ROOT.style.setProperty("--scale", Math.min(innerWidth / WIDTH, innerHeight / HEIGHT));

// Makes screen n the current one and the others inert, whatever a run of the script has just drawn.
function showScreen(n, count) {
  for (let k = 1; k <= count; k++) {
    const screen = screenAt(k);
    if (!screen) continue;
    // Set only where it differs: each change calls the observer, which calls this function.
    if (screen.classList.contains("current") !== (k === n)) screen.classList.toggle("current", k === n);
    if (screen.inert === (k === n)) screen.inert = k !== n;
  }
  if (ROOT.dataset.screen !== String(n)) ROOT.dataset.screen = n;
}

// How many screens are completely drawn, charts included.
function countDrawn(count) {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return numbers.filter((n) => {
    const screen = screenAt(n);
    return screen?.childElementCount && !screen.querySelector('[data-testid="stSkeleton"]') &&
      [...screen.querySelectorAll('[data-testid="stPlotlyChart"]')].every((chart) => chart.querySelector(".main-svg"));
  }).length;
}

const isScriptRunning = () => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState !== "notRunning";

// A small copy of a screen for the grid and the speaker's window; charts are SVG, so a copy shows them.
// A copy has the same ids as the screen. The player comes before the stage in the page, so that references find the copy:
// a clip path inside a hidden screen would hide everything.
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

// Scales the pictures in an element to the width of their frames.
function scalePictures(parent) {
  const frame = parent.querySelector(".picture");
  if (frame) parent.style.setProperty("--picture", frame.clientWidth / WIDTH);
}
