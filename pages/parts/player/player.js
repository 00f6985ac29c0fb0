// The player has one state. Keys, fingers, time and the operator change it, show() puts it into the page.

const REST = 60_000; // paused by a key, the screens go on by themselves once nobody has touched anything for so long
const TYPED = 5000; // a number without Enter is forgotten
const NOTE = 4000;
const ADDRESS = 300; // browsers refuse an address that changes all the time
const UNREADY = 20_000; // a chart that never comes does not keep a meeting waiting
const BEHIND = 50; // what need not be there at once with the screen
const FOLLOWERS_OWN = ["leave", "full", "help"];
const STAYS_COVERED = ["black", "white", "full"];

const named = ({ only, lifts }) => `${only} ${lifts}`;

const write = (element, words) => element.textContent !== words && (element.textContent = words);

class Player {
  state = { screens: [], editions: [], n: 0, cover: "", panel: "", typed: "", note: "", crowd: "", preparing: "…" };
  timers = alarms();

  constructor(root) {
    this.root = root;
    const act = (command, key) => this.act(command, key);
    this.panels = panels(root, {
      choose: (n) => act("jump", n),
      closed: (panel) => this.state.panel === panel && this.change(() => (this.state.panel = "")),
    });
    this.speaker = speaker(root.querySelector("template"), { press: (event) => this.press(event), act });
  }

  commands = {
    next: () => (this.state.every ? this.turn() : this.go(this.state.n + 1)),
    previous: () => this.go(this.state.n - 1),
    first: () => this.go(1),
    last: () => this.go(this.state.screens.length),
    jump: (n) => this.jump(n),
    type: (key) => this.type(key),
    walk: (key) => this.panels.walk(key),
    black: () => this.cover("black"),
    white: () => this.cover("white"),
    grid: () => this.panel("grid"),
    help: () => this.panel("help"),
    speaker: () => this.speaker.toggle() || this.say("讲者窗口被浏览器拦截，请允许本站弹出窗口"),
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

  // By itself it never ends.
  turn() {
    this.go(this.state.n === this.state.screens.length ? 1 : this.state.n + 1);
  }

  jump(n) {
    const { length } = this.state.screens;
    if (n >= 1 && n <= length) this.go(n);
    else this.say(`没有第 ${n} 页，共 ${length} 页`);
  }

  // Panels would lie over it.
  cover(colour) {
    this.state.panel = "";
    this.state.cover = this.state.cover === colour ? "" : colour;
  }

  panel(name) {
    this.state.panel = this.state.panel === name ? "" : name;
  }

  full(key) {
    const refused = () => this.change(() => this.say("请在放映窗口按 F 进入全屏"));
    if (!document.fullscreenElement) ON.requestFullscreen().catch(refused);
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
    this.timers.later("typed", TYPED, () => this.change(() => (this.state.typed = "")));
  }

  say(note) {
    this.state.note = note;
    this.timers.later("note", NOTE, () => this.change(() => (this.state.note = "")));
  }

  press(event) {
    const { panel, typed } = this.state;
    const key = keyOf(event);
    const command = COMMANDS.get(key);
    // The sound of a clicker, F12 and the like.
    if (foreign(event) || (!command && key.length > 1)) return;
    // Streamlit has keys of its own.
    event.stopPropagation();
    if (command) event.preventDefault();
    if (event.repeat && !REPEATING.includes(command)) return;
    if (isDigit(key) || (typed && ENDS_NUMBER.includes(key))) this.act("type", key);
    else if (panel === "grid" && ["next", "previous", "first", "last"].includes(command)) this.act("walk", key);
    else this.act(command, key);
  }

  // What somebody wants, by key, finger or button. Whatever it is, screens that turn by themselves wait.
  act(command, key) {
    const { state } = this;
    if (state.follow && !FOLLOWERS_OWN.includes(command)) return;
    if (state.preparing && !["leave", "full"].includes(command)) return;
    this.change(() => {
      const { paused } = state;
      state.paused = Boolean(state.every);
      state.note = "";
      if (command !== "type") state.typed = "";
      this.timers.clear("auto");
      // As in PowerPoint: the key that ends a black screen does nothing else. A follower's is the operator's to end.
      if (state.cover && !state.follow && !STAYS_COVERED.includes(command)) state.cover = "";
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
    write(root.querySelector(".typed"), state.typed);
    write(root.querySelector(".words"), this.words());
    write(root.querySelector(".crowd"), state.crowd);
    if (state.preparing || !here) return;
    write(root.querySelector(".announcement"), `第 ${state.n} 页，共 ${state.screens.length} 页：${here.headline}`);
    this.panels.show(state);
    this.leader?.at({ screen: here.id, cover: state.cover, ...state.selection });
    this.timers.later("address", ADDRESS, () => this.address());
    this.timers.later("speaker", BEHIND, () => this.speaker.show(state));
    this.wait();
  }

  words() {
    const { preparing, note, trouble, paused, ended } = this.state;
    return preparing || note || trouble || (paused && "已暂停，按 A 继续") || (ended && "放映结束，按 Esc 退出") || "";
  }

  // Called at every change of the page: a screen that was drawn anew stands as well.
  look() {
    const { state, timers } = this;
    const { length } = state.screens;
    if (state.preparing) {
      if (!timers.waits("unready")) timers.later("unready", UNREADY, () => this.ready());
      const done = drawn(length);
      if (done === length && !running() && !this.choosing()) this.ready();
      else this.change(() => (state.preparing = `正在准备… (${done} / ${length})`));
    }
    showScreen(state.preparing ? 0 : state.n, length);
    this.timers.later("address", ADDRESS, () => this.address());
  }

  ready() {
    this.timers.clear("unready");
    this.change(() => (this.state.preparing = ""));
  }

  // A follower has the operator's screens: what a link leaves out for one, it leaves out for all.
  follow({ screen, cover, ...selection }) {
    const { state } = this;
    const asked = named(selection);
    Object.assign(state, { cover, panel: "", wanted: screen });
    this.go(this.at(screen) ?? state.n);
    if (asked === (state.asked ?? named(state.selection))) return;
    Object.assign(state, { asked, preparing: "正在准备…" });
    this.choose(selection);
  }

  // Whether the screens that were asked for are still to be drawn.
  choosing() {
    const { asked, selection } = this.state;
    return Boolean(asked) && asked !== named(selection);
  }

  at(id) {
    return this.state.screens.find((screen) => screen.id === id)?.n;
  }

  fit() {
    fit();
    this.panels.scale();
  }

  // One timer, whatever happens: nothing grows in a night.
  wait() {
    const { every, follow, paused } = this.state;
    if (!every || follow || this.timers.waits("auto")) return;
    const go = () => this.change(() => this.turn());
    // Somebody made the screen black: somebody will end that.
    const resume = () => this.change(() => (this.state.paused = Boolean(this.state.cover)));
    this.timers.later("auto", paused ? REST : 1000 * every, paused ? resume : go);
  }

  address() {
    const url = new URL(location.href);
    if (url.searchParams.get("slide") === String(this.state.n) && !url.searchParams.has("lead")) return;
    url.searchParams.set("slide", this.state.n);
    // The code of whoever leads was used up by the script that drew this; over a mere notice it was not.
    if (this.state.edition) url.searchParams.delete("lead");
    history.replaceState(history.state, "", url);
  }

  // What the script has drawn now. The screen that stood stays, wherever it is in the sequence by now.
  onRender({ start, ...data }) {
    const { state } = this;
    Object.assign(state, data);
    if (data.problem) state.note = data.problem;
    this.go(this.at(state.wanted ?? state.id) ?? (state.n || start));
    state.ended = false;
  }

  stop() {
    this.timers.stop();
    this.speaker.stop();
  }
}
