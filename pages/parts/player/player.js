// The player has one state. Keys, touch, timers and the operator change it; show() draws it.

const RESUME_AFTER = 60_000; // paused by a key, automatic playing goes on when nothing was touched for this long
const FORGET_DIGITS = 5000; // a number without Enter is dropped
const SHOW_NOTE = 4000;
const UPDATE_ADDRESS = 300; // browsers refuse an address that changes too often
const GIVE_UP_PREPARING = 20_000; // the meeting starts without a chart that never comes
const UPDATE_SPEAKER = 50; // the speaker's window may be drawn after the screen
const FOLLOWER_COMMANDS = ["leave", "full", "help"];
const COVER_COMMANDS = ["black", "white", "full"]; // any other command only removes the cover

const selectionKey = ({ only, lifts }) => `${only} ${lifts}`;

const setText = (element, text) => element.textContent !== text && (element.textContent = text);

class Player {
  state = { screens: [], editions: [], downloads: [], n: 0, cover: "", panel: "", typed: "", note: "", followers: "", preparing: "…" };
  timers = namedTimers();

  constructor(root) {
    this.root = root;
    const act = (command, key) => this.act(command, key);
    setText(root.querySelector(".with-keys"), HINTS);
    setText(root.querySelector(".with-fingers"), TOUCH);
    this.panels = panels(root, {
      choose: (n) => act("jump", n),
      closed: (panel) => this.state.panel === panel && this.change(() => (this.state.panel = "")),
    });
    this.speaker = speaker(root.querySelector("template"), { onKey: (event) => this.onKey(event), act });
  }

  commands = {
    next: () => (this.state.every ? this.turn() : this.go(this.state.n + 1)),
    previous: () => this.go(this.state.n - 1),
    first: () => this.go(1),
    last: () => this.go(this.state.screens.length),
    jump: (n) => this.jump(n),
    type: (key) => this.type(key),
    focus: (key) => this.panels.moveFocus(key),
    black: () => this.cover("black"),
    white: () => this.cover("white"),
    grid: () => this.panel("grid"),
    help: () => this.panel("help"),
    speaker: () => this.speaker.toggle() || this.notify("讲者窗口被浏览器拦截，请允许本站弹出窗口"),
    auto: (_, paused) => (this.state.paused = this.state.every && !paused),
    full: (key) => this.full(key),
    leave: () => this.leave(),
  };

  go(n) {
    const { length } = this.state.screens;
    this.state.n = Math.max(1, Math.min(length, n));
    this.state.ended = n > length;
    this.state.panel = "";
  }

  // Automatic playing never ends.
  turn() {
    this.go(this.state.n === this.state.screens.length ? 1 : this.state.n + 1);
  }

  jump(n) {
    const { length } = this.state.screens;
    if (n >= 1 && n <= length) this.go(n);
    else this.notify(`没有第 ${n} 页，共 ${length} 页`);
  }

  // Panels would be above it.
  cover(colour) {
    this.state.panel = "";
    this.state.cover = this.state.cover === colour ? "" : colour;
  }

  panel(name) {
    this.state.panel = this.state.panel === name ? "" : name;
  }

  full(key) {
    const refused = () => this.change(() => this.notify("请在放映窗口按 F 进入全屏"));
    if (!document.fullscreenElement) ROOT.requestFullscreen().catch(refused);
    // A clicker's button sends F5 and Escape in turn.
    else if (key !== "F5") document.exitFullscreen();
  }

  // From the innermost to the outermost, one at a time.
  leave() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (this.state.panel) this.state.panel = "";
    else {
      const through = new URLSearchParams(location.search).get("through");
      location.assign(through ? `/?through=${encodeURIComponent(through)}` : "/");
    }
  }

  type(key) {
    const { typed } = this.state;
    this.state.typed = isDigit(key) ? (typed + key).slice(-3) : key === "Backspace" ? typed.slice(0, -1) : "";
    if (key === "Enter") this.jump(Number(typed));
    this.timers.set("typed", FORGET_DIGITS, () => this.change(() => (this.state.typed = "")));
  }

  notify(note) {
    this.state.note = note;
    this.timers.set("note", SHOW_NOTE, () => this.change(() => (this.state.note = "")));
  }

  onKey(event) {
    const { panel, typed } = this.state;
    const key = keyOf(event);
    const command = COMMANDS.get(key);
    // Volume keys of a clicker, F12 and the like.
    if (isForeign(event) || (!command && key.length > 1)) return;
    // Streamlit has keys of its own.
    event.stopPropagation();
    if (command) event.preventDefault();
    if (event.repeat && !REPEATING.includes(command)) return;
    if (isDigit(key) || (typed && ENDS_NUMBER.includes(key))) this.act("type", key);
    else if (panel === "grid" && ["next", "previous", "first", "last"].includes(command)) this.act("focus", key);
    else this.act(command, key);
  }

  // Runs a command from a key, touch or button; every command pauses automatic playing.
  act(command, key) {
    const { state } = this;
    if (state.follow && !FOLLOWER_COMMANDS.includes(command)) return;
    if (state.preparing && !["leave", "full"].includes(command)) return;
    this.change(() => {
      const { paused } = state;
      state.paused = Boolean(state.every);
      state.note = "";
      if (command !== "type") state.typed = "";
      this.timers.clear("auto");
      // As in PowerPoint, the key that ends a black screen does nothing else. Only the operator ends a follower's.
      if (state.cover && !state.follow && !COVER_COMMANDS.includes(command)) state.cover = "";
      else this.commands[command]?.(key, paused);
    });
  }

  change(action) {
    action();
    this.show();
  }

  show() {
    const { root, state } = this;
    const here = state.screens[state.n - 1];
    state.id = here?.id;
    showScreen(state.preparing ? 0 : state.n, state.screens.length);
    root.dataset.cover = state.cover;
    root.dataset.preparing = Boolean(state.preparing);
    setText(root.querySelector(".typed"), state.typed);
    setText(root.querySelector(".status"), this.statusText());
    setText(root.querySelector(".followers"), state.followers);
    // Whoever follows turns nothing.
    root.querySelector(".whisper").hidden = here?.id !== "title" || state.follow;
    if (state.preparing || !here) return;
    setText(root.querySelector(".announcement"), `第 ${state.n} 页，共 ${state.screens.length} 页：${here.headline}`);
    this.panels.show(state);
    this.sender?.move({ screen: here.id, cover: state.cover, ...state.selection });
    this.timers.set("address", UPDATE_ADDRESS, () => this.updateAddress());
    this.timers.set("speaker", UPDATE_SPEAKER, () => this.speaker.show(state));
    this.schedule();
  }

  statusText() {
    const { preparing, note, connection, paused, ended } = this.state;
    return preparing || note || connection || (paused && "已暂停，按 A 继续") || (ended && "放映结束，按 Esc 退出") || "";
  }

  // Called at every change of the page, so that a redrawn screen becomes the current one again.
  onPageChange() {
    const { state, timers } = this;
    const { length } = state.screens;
    if (state.preparing) {
      if (!timers.isSet("unready")) timers.set("unready", GIVE_UP_PREPARING, () => this.ready());
      const done = countDrawn(length);
      if (done === length && !isScriptRunning() && !this.isSelectionPending()) this.ready();
      else this.change(() => (state.preparing = `正在准备… (${done} / ${length})`));
    }
    showScreen(state.preparing ? 0 : state.n, length);
    this.timers.set("address", UPDATE_ADDRESS, () => this.updateAddress());
  }

  ready() {
    this.timers.clear("unready");
    this.change(() => (this.state.preparing = ""));
  }

  // A follower shows the operator's choice of screens.
  follow({ screen, cover, ...selection }) {
    const { state } = this;
    const requested = selectionKey(selection);
    Object.assign(state, { cover, panel: "", target: screen });
    this.go(this.numberOf(screen) ?? state.n);
    if (requested === (state.requested ?? selectionKey(state.selection))) return;
    Object.assign(state, { requested, preparing: "正在准备…" });
    this.setSelection(selection);
  }

  // Whether the requested choice of screens has not been drawn yet.
  isSelectionPending() {
    const { requested, selection } = this.state;
    return Boolean(requested) && requested !== selectionKey(selection);
  }

  numberOf(id) {
    return this.state.screens.find((screen) => screen.id === id)?.n;
  }

  fit() {
    fitStage();
    this.panels.scale();
  }

  // One timer at a time, so that a player can run for days.
  schedule() {
    const { every, follow, paused } = this.state;
    if (!every || follow || this.timers.isSet("auto")) return;
    const turn = () => this.change(() => this.turn());
    // A black screen stays until somebody ends it.
    const resume = () => this.change(() => (this.state.paused = Boolean(this.state.cover)));
    this.timers.set("auto", paused ? RESUME_AFTER : 1000 * every, paused ? resume : turn);
  }

  updateAddress() {
    const url = new URL(location.href);
    if (url.searchParams.get("slide") === String(this.state.n) && !url.searchParams.has("lead")) return;
    url.searchParams.set("slide", this.state.n);
    // The script has used the leader's code up, except where it drew only a notice.
    if (this.state.edition) url.searchParams.delete("lead");
    history.replaceState(history.state, "", url);
  }

  // Takes what the script has drawn; the current screen stays, wherever it is in the sequence now.
  onRender({ start, ...data }) {
    const { state } = this;
    Object.assign(state, data);
    if (data.problem) state.note = data.problem;
    this.go(this.numberOf(state.target ?? state.id) ?? (state.n || start));
    state.ended = false;
  }

  stop() {
    this.timers.stop();
    this.speaker.stop();
  }
}
