// Touch: swipes, and taps at the sides. The mouse does nothing, so that nothing moves by accident.

const SWIPE = 60; // pixels
const EDGE = 0.2; // of the width, left and right

function touch(target, act, signal) {
  let from;

  const turn = (x, y) => {
    const [right, down] = [x - from.x, y - from.y];
    if (Math.abs(right) > SWIPE && Math.abs(right) > 2 * Math.abs(down)) return right < 0 ? "next" : "previous";
    if (-down > SWIPE && -down > 2 * Math.abs(right)) return "grid";
    if (Math.hypot(right, down) > 10) return "";
    if (x > innerWidth * (1 - EDGE)) return "next";
    return x < innerWidth * EDGE ? "previous" : "touch";
  };

  target.addEventListener("touchstart", ({ touches }) => {
    const { clientX: x, clientY: y } = touches[0];
    from = touches.length === 1 ? { x, y } : undefined; // two fingers zoom
  }, { signal, passive: true });

  target.addEventListener("touchend", (event) => {
    const { clientX, clientY } = event.changedTouches[0];
    // In panels touch works as usual.
    const command = from && !event.target.closest("dialog, a, button") && turn(clientX, clientY);
    from = undefined;
    if (command) act(command);
  }, { signal });
}
