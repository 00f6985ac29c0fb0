// Listens to the server for as long as the tab is seen. When the tables have another version than the one this
// page was drawn with, the page is run again, once. Streamlit calls the default export on each run.

const EVENTS = "/api/v1/events";
const LOST = "连接中断，正在重连…";
const BURST = 300; // several commits in a row are one change
const UNHEARD = 10_000; // a run that was asked for while Streamlit had no connection, or that met an error

// A run now would break off what somebody is doing.
const busy = () =>
  document.querySelector('[data-testid="stApp"][data-test-script-state="running"], [data-testid="stDialog"]');

function listener(say, ticket) {
  const timers = alarms();
  let announced, drawn, rerun;

  const compare = () => {
    // Seen again, the tab is told the version once more.
    if (announced === drawn || document.hidden) return;
    const wait = busy();
    if (!wait) rerun("changed", announced);
    timers.later("compare", wait ? BURST : UNHEARD, compare);
  };

  const line = stream(() => (ticket ? `${EVENTS}?ticket=${ticket}` : EVENTS), {
    // A ticket that has aged: the run brings another one, or the sign-in.
    refused: () => ticket && !busy() && rerun("changed", ticket),
    // What is shown may have words of its own for it.
    lost: () => say(document.documentElement.dataset.lost ?? LOST),
    events: {
      problem: say,
      version(data) {
        say("");
        announced = data;
        timers.later("compare", BURST, compare);
      },
    },
  });

  return {
    drew(data, setTriggerValue) {
      ({ version: drawn, ticket } = data);
      rerun = setTriggerValue;
    },
    stop() {
      line.stop();
      timers.stop();
    },
  };
}

const listeners = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  if (!listeners.has(parentElement)) {
    const say = (words) => {
      parentElement.querySelector(".connection").textContent = words;
    };
    listeners.set(parentElement, listener(say, data.ticket));
  }
  listeners.get(parentElement).drew(data, setTriggerValue);
  return () => {
    listeners.get(parentElement)?.stop();
    listeners.delete(parentElement);
  };
}
