// The page comes to life.

const page = JSON.parse(document.getElementById("page-data").textContent);

document.documentElement.classList.add("scripted");
const store = new Store(page.week);
const training = new Training(store, page.lifts);
const panel = new LifterPanel(store, training);
new SetSheet(store, training);
const timer = new Timer(store);
new Files(store, training, showAll);
new Days(page);
showAll();
store.whenLost = showWhetherKept;

function showAll() {
  panel.show();
  training.showAll();
  timer.showResults();
  showWhetherKept();
}

function showWhetherKept() {
  const storage = document.getElementById("storage");
  storage.hidden = store.keeps;
  storage.textContent = store.keeps
    ? ""
    : "This browser keeps nothing for this page. Export what you did before you close it.";
}

// Another tab or page of the same week has changed something.
addEventListener("storage", () => {
  store.lifter = validLifter(store.read("lifter"));
  store.training = validWeek(store.read(`week-${page.week}`));
  showAll();
});
