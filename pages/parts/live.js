// Listens to the server for as long as the tab is seen. When the tables have another version than the one this
// page was drawn with, the page is run again, once. Streamlit calls the default export on each run.

const EVENTS = "/api/v1/events";
const LOST = "连接中断，正在重连…";
const BURST = 300; // several commits in a row are one change
const PATIENCE = 3000; // a shorter interruption is nobody's business
const SILENCE = 40_000; // the server's heartbeat comes every 15 s: the line is dead, though nobody hung up
const AGAIN = 5000; // an answer that is no event stream ends the browser's own attempts
const UNHEARD = 10_000; // a run that was asked for while Streamlit had no connection, or that met an error

// A run now would break off what somebody is doing.
const busy = () =>
  document.querySelector('[data-testid="stApp"][data-test-script-state="running"], [data-testid="stDialog"]');

function listener(say) {
  const timers = {};
  let announced, drawn, rerun, source;

  const clear = (name) => {
    clearTimeout(timers[name]);
    delete timers[name];
  };
  const later = (name, milliseconds, action) => {
    clear(name);
    timers[name] = setTimeout(action, milliseconds);
  };

  const compare = () => {
    if (announced === drawn) return;
    const wait = busy();
    if (!wait) rerun("changed", announced);
    later("compare", wait ? BURST : UNHEARD, compare);
  };

  const alive = () => {
    clear("lost");
    later("silent", SILENCE, connect);
  };

  const missing = () => {
    if (!timers.lost) later("lost", PATIENCE, () => say(LOST));
  };

  function connect() {
    disconnect();
    missing();
    later("silent", SILENCE, connect);
    source = new EventSource(EVENTS);
    source.onopen = alive;
    source.addEventListener("heartbeat", alive);
    source.addEventListener("problem", (event) => {
      alive();
      say(event.data);
    });
    source.addEventListener("version", (event) => {
      alive();
      say("");
      announced = event.data;
      later("compare", BURST, compare);
    });
    source.onerror = () => {
      missing();
      if (source.readyState === EventSource.CLOSED) later("again", AGAIN, connect);
    };
  }

  function disconnect() {
    source?.close();
    Object.keys(timers).forEach(clear);
  }

  // A browser opens six connections to a server, for all its tabs: one that nobody sees holds none.
  const follow = () => (document.hidden ? disconnect() : connect());
  document.addEventListener("visibilitychange", follow);
  follow();

  return {
    drew(version, setTriggerValue) {
      drawn = version;
      rerun = setTriggerValue;
    },
    stop() {
      document.removeEventListener("visibilitychange", follow);
      disconnect();
    },
  };
}

const listeners = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  if (!listeners.has(parentElement)) {
    const say = (words) => {
      parentElement.querySelector(".connection").textContent = words;
    };
    listeners.set(parentElement, listener(say));
  }
  listeners.get(parentElement).drew(data.version, setTriggerValue);
  return () => {
    listeners.get(parentElement)?.stop();
    listeners.delete(parentElement);
  };
}
