// The clock at the foot of the page: rest, and the intervals of a block. What it counts is in clock.js.

const TICK_MS = 100;

class Timer {
  constructor(store) {
    this.store = store;
    this.run = null; // {plan, key, name, begun, paused, rounds, before}
    const byId = (id) => document.getElementById(id);
    for (const button of document.querySelectorAll("button.rest")) {
      const rest = { kind: "countdown", seconds: Number(button.dataset.seconds), lead: 0 };
      button.addEventListener("click", () => this.start(rest, "Rest"));
    }
    for (const button of document.querySelectorAll("button.clock")) {
      const name = button.closest(".block").querySelector("h3").textContent.trim().replace(/\s+/g, " ");
      button.addEventListener("click", () => this.start(JSON.parse(button.dataset.clock), name, button.dataset.key));
    }
    byId("clock-pause").addEventListener("click", () => this.pause());
    byId("clock-stop").addEventListener("click", () => this.stop());
    byId("clock-round").addEventListener("click", () => {
      this.run.rounds += 1;
      this.show();
    });
    setInterval(() => this.tick(), TICK_MS);
    this.showResults();
  }

  start(plan, name, key = "") {
    readySound();
    keepAwake(true);
    this.run = { plan, key, name, begun: Date.now(), paused: 0, rounds: 0, before: clockAt(plan, 0) };
    this.say(this.run.before);
    this.show();
    document.getElementById("clock-pause").focus();
  }

  /** Seconds since the start, without those of pauses. By the time of day, for a phone in a pocket counts no ticks. */
  elapsed() {
    return ((this.run.paused || Date.now()) - this.run.begun) / 1000;
  }

  tick() {
    if (!this.run || this.run.paused || this.run.before.phase === "done") return;
    const now = clockAt(this.run.plan, this.elapsed());
    const sound = beepBetween(this.run.before, now);
    if (sound) beep(sound);
    if (sound === "long") this.say(now);
    this.run.before = now;
    if (now.phase === "done") this.finish();
    this.show();
  }

  pause() {
    const now = Date.now();
    if (this.run.paused) {
      this.run.begun += now - this.run.paused;
      this.run.paused = 0;
    } else {
      this.run.paused = now;
    }
    keepAwake(!this.run.paused);
    this.show();
  }

  /** Ends it: before its time, or put away when it is done. */
  stop() {
    if (this.run.before.phase !== "done") this.finish();
    this.run = null;
    this.show();
  }

  finish() {
    keepAwake(false);
    const { plan, key, rounds, before } = this.run;
    if (!plan.counts || before.phase === "ready") return;
    const seconds = Math.floor(this.elapsed() - (plan.lead ?? LEAD));
    const atMost = plan.kind === "countdown" ? plan.seconds : plan.cap;
    this.store.keepResult(key, { rounds, seconds: atMost === null ? seconds : Math.min(seconds, atMost) });
    this.showResults();
  }

  say(now) {
    document.getElementById("clock-said").textContent = `${this.run.name}. ${clockLabel(this.run.plan, now)}`;
  }

  show() {
    const byId = (id) => document.getElementById(id);
    const { run } = this;
    byId("clock-idle").hidden = Boolean(run);
    byId("clock-running").hidden = !run;
    byId("clock").className = run ? `needs-script ${run.before.phase}` : "needs-script";
    if (!run) return;
    const label = run.name === "Rest" && run.before.phase === "work" ? "Rest" : clockLabel(run.plan, run.before);
    byId("clock-label").textContent = run.paused ? `${label} (paused)` : label;
    byId("clock-time").textContent = minutes(run.before.shown);
    byId("clock-round").hidden = !run.plan.counts;
    byId("clock-round").querySelector("b").textContent = run.rounds;
    byId("clock-pause").hidden = run.before.phase === "done";
    byId("clock-pause").textContent = run.paused ? "Go on" : "Pause";
    byId("clock-stop").textContent = run.before.phase === "done" ? "Close" : "End";
  }

  showResults() {
    for (const button of document.querySelectorAll("button.clock")) {
      const result = this.store.training.results[button.dataset.key];
      const line = button.closest(".block").querySelector(".result");
      line.hidden = !result;
      if (result) line.textContent = `Done: ${resultInWords(result)}`;
    }
  }
}

function resultInWords({ rounds, seconds }) {
  return `${rounds ? `${rounds} ${rounds === 1 ? "round" : "rounds"} in ` : ""}${minutes(seconds)}`;
}
