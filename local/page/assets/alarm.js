// Being heard in a loud room, and keeping the screen on. Both are done where the browser can, and missed in silence.

/** @type {{audio: AudioContext | null, lock: WakeLockSentinel | null, wanted: boolean}} */
const alarm = { audio: null, lock: null, wanted: false };

/** Called from a tap: a browser lets a page make a sound only after one. */
export function readySound() {
  if (!window.AudioContext) return;
  alarm.audio ||= new AudioContext();
  alarm.audio.resume();
}

/** @param {"long" | "short"} kind */
export function beep(kind) {
  navigator.vibrate?.(kind === "long" ? 400 : 80);
  const audio = alarm.audio;
  if (!audio) return;
  const seconds = kind === "long" ? 0.6 : 0.12;
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = kind === "long" ? 1320 : 880;
  volume.gain.setValueAtTime(0.5, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + seconds); // no click at its end
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + seconds);
}

/** @param {boolean} wanted */
export async function keepAwake(wanted) {
  alarm.wanted = wanted;
  try {
    if (wanted && !alarm.lock && "wakeLock" in navigator) {
      alarm.lock = await navigator.wakeLock.request("screen");
      alarm.lock.addEventListener("release", () => (alarm.lock = null)); // the page was left for another
    }
    if (!alarm.wanted && alarm.lock) await alarm.lock.release();
  } catch {
    alarm.lock = null; // the battery is low, or the page is hidden
  }
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && alarm.wanted) keepAwake(true);
});
