// The default export: one player for each mounted component, with its event listeners and its connection.

const POINTER_REST = 3000; // then the pointer is hidden
const CONNECTION_LOST = "连接中断，画面保留";
const FOLLOWING_LOST = "跟随中断，画面保留，正在重连…";

// Hides the pointer. Browsers report moves of a pointer at rest when the page moves under it.
function hidePointer(timers, signal) {
  let last;
  const hide = () => (ROOT.dataset.pointer = "hidden");
  addEventListener("mousemove", ({ screenX, screenY }) => {
    const place = `${screenX} ${screenY}`;
    if (place === last) return;
    last = place;
    delete ROOT.dataset.pointer;
    timers.set("pointer", POINTER_REST, hide);
  }, { signal });
  timers.set("pointer", POINTER_REST, hide);
}

// Keeps the display on, where the browser supports it.
function keepAwake(signal) {
  let lock;
  const request = async () => {
    if (!document.hidden) lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", request, { signal });
  signal.addEventListener("abort", () => lock?.release());
  request();
}

// The leader's token, kept for this tab only: the code in the address worked once.
function leaderToken({ edition, follow, token }) {
  if (!edition || follow) return null;
  if (token) sessionStorage.setItem(leaderKey(edition), token);
  return sessionStorage.getItem(leaderKey(edition));
}

const leaderKey = (edition) => `leads:${edition}`;

// Connects the operator or a follower with the others; returns a function that disconnects.
function joinMeeting(player, { edition, follow }, token) {
  if (!edition || !(follow || token)) return () => {};
  const { state } = player;
  const onRefused = (reason) => {
    sessionStorage.removeItem(leaderKey(edition));
    player.change(() => player.notify(reason));
  };
  const sender = follow ? undefined : positionSender(edition, token, onRefused);
  // The ticket is read from the state, since each run of the script brings a newer one.
  const stream = subscribe(edition, () => state.ticket, !follow, {
    onPosition: ({ followers, ...position }) => player.change(() => {
      state.connection = "";
      state.followers = follow ? "跟随放映" : followers ? `${followers} 人跟随` : "";
      if (follow && position.screen) player.follow(position);
      // A restarted server has no position. One that has a position gets no other: somebody else may lead by now.
      if (!position.screen) sender?.resend();
    }),
    lost: () => player.change(() => Object.assign(state, { followers: "", connection: follow ? FOLLOWING_LOST : "" })),
  });
  player.sender = sender;
  return () => {
    stream.stop();
    sender?.stop();
  };
}

function mount(root) {
  const player = new Player(root);
  const listeners = new AbortController();
  const { signal } = listeners;
  const observer = new MutationObserver(() => player.onPageChange());
  let joined, leave = () => {};

  observer.observe(document.querySelector('[data-testid="stApp"]'), {
    subtree: true, childList: true, attributes: true, attributeFilter: ["class", "data-test-script-state"],
  });
  addEventListener("keydown", (event) => player.onKey(event), { signal, capture: true });
  addEventListener("resize", () => player.fit(), { signal });
  addEventListener("pagehide", () => player.speaker.stop(), { signal });
  touch(document, (command) => player.act(command), signal);
  hidePointer(player.timers, signal);
  keepAwake(signal);
  player.fit();

  return {
    onRender(data, setStateValue) {
      player.setSelection = (selection) => setStateValue("selection", selection);
      player.onRender(data);
      // One message is enough: a follower's comes from the connection to the operator.
      ROOT.dataset.lost = data.follow ? "" : CONNECTION_LOST;
      player.onPageChange();
      const token = leaderToken(data);
      const meeting = JSON.stringify([data.edition, data.follow, token]);
      if (joined === meeting) return;
      joined = meeting;
      leave();
      leave = joinMeeting(player, data, token);
    },
    stop() {
      listeners.abort();
      observer.disconnect();
      leave();
      player.stop();
      ["screen", "lost", "pointer"].forEach((name) => delete ROOT.dataset[name]);
    },
  };
}

const players = new WeakMap();

// Streamlit calls this after each run that brings new data.
export default function ({ data, parentElement, setStateValue }) {
  if (!players.has(parentElement)) players.set(parentElement, mount(parentElement.querySelector(".player")));
  players.get(parentElement).onRender(data, setStateValue);
  return () => {
    players.get(parentElement)?.stop();
    players.delete(parentElement);
  };
}
