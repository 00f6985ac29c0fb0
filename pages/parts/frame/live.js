// Runs the page again, once, when the tables have another version than the one it was drawn with. Streamlit calls the
// default export on each run.

const EVENTS = "/api/v1/events";
const LOST = "连接中断，正在重连…";
const SETTLE = 300; // several commits in a row cause one run
const RETRY_RUN = 10_000; // a run may be lost while Streamlit has no connection, or fail

// A run now would interrupt what somebody is doing.
const isBusy = () =>
  document.querySelector('[data-testid="stApp"][data-test-script-state="running"], [data-testid="stDialog"]');

// A page that could not read what it shows.
const failed = () => document.querySelector(".st-key-unreadable");

function watchTables(showMessage, ticket) {
  const timers = namedTimers();
  let newest, drawn, rerun;

  const compare = () => {
    // A hidden tab gets the version again when it becomes visible.
    if (newest === drawn || document.hidden) return;
    const busy = isBusy();
    if (!busy) rerun("changed", newest);
    timers.set("compare", busy ? SETTLE : RETRY_RUN, compare);
  };

  // The tables may be well again at the version that this page failed with.
  const retry = () => {
    if (failed() && !document.hidden && !isBusy()) rerun("changed", `${newest} again`);
    timers.set("retry", RETRY_RUN, retry);
  };
  timers.set("retry", RETRY_RUN, retry);

  const stream = eventStream(() => (ticket ? `${EVENTS}?ticket=${ticket}` : EVENTS), {
    // The ticket has expired: a run brings another one, or the sign-in.
    refused: () => ticket && !isBusy() && rerun("changed", ticket),
    // The player has its own message for this.
    lost: () => showMessage(document.documentElement.dataset.lost ?? LOST),
    events: {
      problem: showMessage,
      version(data) {
        showMessage("");
        newest = data;
        timers.set("compare", SETTLE, compare);
      },
    },
  });

  return {
    onRender(data, setTriggerValue) {
      ({ version: drawn, ticket } = data);
      rerun = setTriggerValue;
    },
    stop() {
      stream.stop();
      timers.stop();
    },
  };
}

const watchers = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  if (!watchers.has(parentElement)) {
    const showMessage = (text) => {
      parentElement.querySelector(".connection").textContent = text;
    };
    watchers.set(parentElement, watchTables(showMessage, data.ticket));
  }
  watchers.get(parentElement).onRender(data, setTriggerValue);
  return () => {
    watchers.get(parentElement)?.stop();
    watchers.delete(parentElement);
  };
}
