// 跟随: the operator's browser sends its position, the browsers that follow go there.

const RETRY = 500;
const MAX_RETRY = 8000;
const REFUSED = [401, 403, 404];

const followAddress = (edition) => `/api/v1/follow/${encodeURIComponent(edition)}`;

// `onPosition` gets {screen, cover, followers} at once and at every change. The operator is not counted as a follower.
function subscribe(edition, ticket, leads, { onPosition, lost }) {
  const address = () => {
    const query = new URLSearchParams({ ...(leads && { leading: 1 }), ...(ticket() && { ticket: ticket() }) });
    return `${followAddress(edition)}?${query}`;
  };
  return eventStream(address, { events: { screen: (data) => onPosition(JSON.parse(data)) }, lost });
}

// Sends the operator's position until the server has accepted it: only the newest one, silently, as often as it takes.
function positionSender(edition, token, onRefused) {
  const timers = namedTimers();
  let newest, accepted, sending = false, pause = RETRY;

  const post = (body) => fetch(followAddress(edition), {
    method: "POST",
    body,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    signal: AbortSignal.timeout(MAX_RETRY),
  }).catch(() => null);

  async function send() {
    timers.clear("retry");
    if (sending || newest === accepted) return;
    sending = true;
    const body = newest;
    const response = await post(body);
    sending = false;
    if (REFUSED.includes(response?.status)) onRefused((await response.json()).error);
    else if (response?.ok) {
      accepted = body;
      pause = RETRY;
      send();
    } else {
      timers.set("retry", pause, send);
      pause = Math.min(2 * pause, MAX_RETRY);
    }
  }

  return {
    move(position) {
      const body = JSON.stringify(position);
      if (body === newest) return;
      newest = body;
      send();
    },
    resend() {
      accepted = undefined;
      if (newest) send();
    },
    stop: timers.stop,
  };
}
