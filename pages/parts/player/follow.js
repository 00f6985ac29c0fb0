// 跟随: the operator's browser says where it is, the other ones go there.

const RETRY = 500;
const MOST_RETRY = 8000;
const REFUSED = [401, 403, 404];

const followAddress = (edition) => `/api/v1/follow/${encodeURIComponent(edition)}`;

// `hear` gets {screen, cover, followers} at once and at every change. The operator is no follower.
function following(edition, ticket, leads, { hear, ...others }) {
  const address = () => {
    const asked = new URLSearchParams({ ...(leads && { leading: 1 }), ...(ticket() && { ticket: ticket() }) });
    return `${followAddress(edition)}?${asked}`;
  };
  return stream(address, { events: { screen: (data) => hear(JSON.parse(data)) }, ...others });
}

// Says where the operator is until the server has heard it: only the newest place, quietly, as often as it takes.
function leading(edition, token, refused) {
  const timers = alarms();
  let wanted, heard, sending = false, pause = RETRY;

  const post = (body) => fetch(followAddress(edition), {
    method: "POST",
    body,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    signal: AbortSignal.timeout(MOST_RETRY),
  }).catch(() => null);

  async function send() {
    timers.clear("retry");
    if (sending || wanted === heard) return;
    sending = true;
    const body = wanted;
    const answer = await post(body);
    sending = false;
    if (REFUSED.includes(answer?.status)) refused((await answer.json()).error);
    else if (answer?.ok) {
      heard = body;
      pause = RETRY;
      send();
    } else {
      timers.later("retry", pause, send);
      pause = Math.min(2 * pause, MOST_RETRY);
    }
  }

  return {
    at(place) {
      const body = JSON.stringify(place);
      if (body === wanted) return;
      wanted = body;
      send();
    },
    again() {
      heard = undefined;
      if (wanted) send();
    },
    stop: timers.stop,
  };
}
