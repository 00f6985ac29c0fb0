// From the first screen to the last: what a player hears, and what becomes of it at the end.

const STILL = 3000; // then the pointer goes out of the picture
const KEPT = "连接中断，画面保留";
const CUT = "跟随中断，画面保留，正在重连…";

// The pointer hides. Browsers report moves of a pointer that lies still, when the page moves under it.
function hidePointer(timers, signal) {
  let place;
  const still = () => (ON.dataset.pointer = "still");
  addEventListener("mousemove", ({ screenX, screenY }) => {
    const here = `${screenX} ${screenY}`;
    if (here === place) return;
    place = here;
    delete ON.dataset.pointer;
    timers.later("still", STILL, still);
  }, { signal });
  timers.later("still", STILL, still);
}

// The display stays on, where the browser lets a page ask for it.
function keepAwake(signal) {
  let lock;
  const ask = async () => {
    if (!document.hidden) lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", ask, { signal });
  signal.addEventListener("abort", () => lock?.release());
  ask();
}

// The leader's ticket, kept for this tab alone: its code was used up when the page was first opened.
function leaderTicket({ edition, follow, token }) {
  if (!edition || follow) return null;
  if (token) sessionStorage.setItem(leaderKey(edition), token);
  return sessionStorage.getItem(leaderKey(edition));
}

const leaderKey = (edition) => `leads:${edition}`;

// The operator says where the meeting is, followers go there. What ends it.
function join(player, { edition, follow }, token) {
  if (!edition || !(follow || token)) return () => {};
  const { state } = player;
  const refused = (why) => {
    sessionStorage.removeItem(leaderKey(edition));
    player.change(() => player.say(why));
  };
  const leader = follow ? undefined : leading(edition, token, refused);
  // Each run of the script brings a newer ticket.
  const line = following(edition, () => state.ticket, !follow, {
    hear: ({ followers, ...place }) => player.change(() => {
      state.trouble = "";
      state.crowd = follow ? "跟随放映" : followers ? `${followers} 人跟随` : "";
      if (follow && place.screen) player.follow(place);
      // A server that was started again knows nothing. One that does is not told again: somebody else may lead by now.
      if (!place.screen) leader?.again();
    }),
    lost: () => player.change(() => Object.assign(state, { crowd: "", trouble: follow ? CUT : "" })),
  });
  player.leader = leader;
  return () => {
    line.stop();
    leader?.stop();
  };
}

function mount(root) {
  const player = new Player(root);
  const end = new AbortController();
  const { signal } = end;
  const look = () => player.look();
  const observer = new MutationObserver(look);
  let party, leave = () => {};

  observer.observe(document.querySelector('[data-testid="stApp"]'), {
    subtree: true, childList: true, attributes: true, attributeFilter: ["class", "data-test-script-state"],
  });
  addEventListener("keydown", (event) => player.press(event), { signal, capture: true });
  addEventListener("resize", () => player.fit(), { signal });
  addEventListener("pagehide", () => player.speaker.stop(), { signal });
  touch(document, (command) => player.act(command), signal);
  hidePointer(player.timers, signal);
  keepAwake(signal);
  player.fit();

  return {
    onRender(data, setStateValue) {
      player.choose = (selection) => setStateValue("selection", selection);
      player.onRender(data);
      // One word for one line that is cut: a follower hears it from the line to the operator.
      ON.dataset.lost = data.follow ? "" : KEPT;
      look();
      const token = leaderTicket(data);
      const wanted = JSON.stringify([data.edition, data.follow, token]);
      if (party === wanted) return;
      party = wanted;
      leave();
      leave = join(player, data, token);
    },
    stop() {
      end.abort();
      observer.disconnect();
      leave();
      player.stop();
      ["screen", "lost", "pointer"].forEach((name) => delete ON.dataset[name]);
    },
  };
}

const players = new WeakMap();

// Streamlit calls it after each run that brings new data.
export default function ({ data, parentElement, setStateValue }) {
  if (!players.has(parentElement)) players.set(parentElement, mount(parentElement.querySelector(".player")));
  players.get(parentElement).onRender(data, setStateValue);
  return () => {
    players.get(parentElement)?.stop();
    players.delete(parentElement);
  };
}
