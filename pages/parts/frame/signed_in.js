// Fetches or drops the cookie that keeps this browser signed in: each errand once, however often the page runs.
const done = new Set();

export default ({ data }) => {
  if (!data || done.has(data.code)) return;
  done.add(data.code);
  const headers = data.method === "POST" ? { Authorization: `Bearer ${data.code}` } : {};
  // Without an answer the visitor stays signed in, or out, in this window all the same. keepalive: also when they leave.
  fetch("/api/v1/session", { method: data.method, headers, keepalive: true }).catch(() => {});
};
