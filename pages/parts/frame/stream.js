// A stream of server-sent events for as long as the tab is seen. The parts that listen are joined with this file.

const PATIENCE = 3000; // a shorter interruption is nobody's business
const SILENCE = 40_000; // the server's heartbeat comes every 15 s: the line is dead, though nobody hung up
const AGAIN = 5000; // an answer that is no event stream ends the browser's own attempts

// Timers by name: one that is set again begins anew.
function alarms() {
  const timers = {};
  const clear = (name) => {
    clearTimeout(timers[name]);
    delete timers[name];
  };
  return {
    clear,
    later(name, milliseconds, action) {
      clear(name);
      timers[name] = setTimeout(() => {
        delete timers[name];
        action();
      }, milliseconds);
    },
    waits: (name) => name in timers,
    stop: () => Object.keys(timers).forEach(clear),
  };
}

// `address()` is asked at each attempt: it may carry a ticket that ages. `events`: what to do with the data of each kind
// of event. `lost` is called when the line has been dead for a while, `refused` when the answer was no event stream.
function stream(address, { events, lost, refused }) {
  const timers = alarms();
  let source;

  const alive = () => {
    timers.clear("lost");
    timers.later("silent", SILENCE, connect);
  };

  const missing = () => {
    if (!timers.waits("lost")) timers.later("lost", PATIENCE, lost);
  };

  function connect() {
    disconnect();
    missing();
    timers.later("silent", SILENCE, connect);
    source = new EventSource(address());
    source.onopen = alive;
    source.addEventListener("heartbeat", alive);
    for (const [name, hear] of Object.entries(events)) {
      source.addEventListener(name, (event) => {
        alive();
        hear(event.data);
      });
    }
    source.onerror = () => {
      missing();
      if (source.readyState !== EventSource.CLOSED) return;
      refused?.();
      // Not all at once: many may have lost the same server.
      timers.later("again", AGAIN * (0.8 + 0.4 * Math.random()), connect);
    };
  }

  function disconnect() {
    source?.close();
    timers.stop();
  }

  // A browser opens six connections to a server, for all its tabs: one that nobody sees holds none.
  const follow = () => (document.hidden ? disconnect() : connect());
  document.addEventListener("visibilitychange", follow);
  follow();

  return {
    stop() {
      document.removeEventListener("visibilitychange", follow);
      disconnect();
    },
  };
}
