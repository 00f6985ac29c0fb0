// A stream of server-sent events while the tab is visible. This file is joined with each script that uses it.

const LOST_AFTER = 3000; // a shorter interruption is not shown
const SILENT_AFTER = 40_000; // the server's heartbeat comes every 15 s: by now the connection is dead
const RECONNECT_AFTER = 5000; // a response that is no event stream ends the browser's own attempts

// Timers by name; setting one again restarts it.
function namedTimers() {
  const timers = {};
  const clear = (name) => {
    clearTimeout(timers[name]);
    delete timers[name];
  };
  return {
    clear,
    set(name, milliseconds, action) {
      clear(name);
      timers[name] = setTimeout(() => {
        delete timers[name];
        action();
      }, milliseconds);
    },
    isSet: (name) => name in timers,
    stop: () => Object.keys(timers).forEach(clear),
  };
}

// `address()` is called at each attempt, since it may contain a ticket that expires. `events`: a handler of the data for
// each kind of event. `lost` is called when the connection has been lost for a while, `refused` when the response was no
// event stream.
function eventStream(address, { events, lost, refused }) {
  const timers = namedTimers();
  let source;

  const onAlive = () => {
    timers.clear("lost");
    timers.set("silent", SILENT_AFTER, connect);
  };

  const expectConnection = () => {
    if (!timers.isSet("lost")) timers.set("lost", LOST_AFTER, lost);
  };

  function connect() {
    disconnect();
    expectConnection();
    timers.set("silent", SILENT_AFTER, connect);
    source = new EventSource(address());
    source.onopen = onAlive;
    source.addEventListener("heartbeat", onAlive);
    for (const [name, onData] of Object.entries(events)) {
      source.addEventListener(name, (event) => {
        onAlive();
        onData(event.data);
      });
    }
    source.onerror = () => {
      expectConnection();
      if (source.readyState !== EventSource.CLOSED) return;
      refused?.();
      // Not all at once: many pages may have lost the same server.
      timers.set("reconnect", RECONNECT_AFTER * (0.8 + 0.4 * Math.random()), connect);
    };
  }

  function disconnect() {
    source?.close();
    timers.stop();
  }

  // A browser opens six connections to a server for all its tabs, so hidden tabs keep none.
  const onVisibility = () => (document.hidden ? disconnect() : connect());
  document.addEventListener("visibilitychange", onVisibility);
  onVisibility();

  return {
    stop() {
      document.removeEventListener("visibilitychange", onVisibility);
      disconnect();
    },
  };
}
