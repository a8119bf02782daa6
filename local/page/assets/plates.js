// Which plates go on each side of the bar, and their picture.

const PLATES = {
  kg: [25, 20, 15, 10, 5, 2.5, 2, 1.5, 1, 0.5],
  lb: [45, 35, 25, 10, 5, 2.5],
};
const BARS = { kg: [20, 15], lb: [45, 35] };

/**
 * The plates on each side, the heaviest first: {plates, left, tooLight}. `left` is what these plates cannot make of the
 * whole weight; `tooLight` says that the weight is below the bar's own.
 */
function platesFor(weight, bar, unit) {
  if (weight < bar) return { plates: [], left: 0, tooLight: true };
  const plates = [];
  let side = Math.round(((weight - bar) / 2) * 1000);
  for (const plate of PLATES[unit]) {
    while (side >= plate * 1000) {
      plates.push(plate);
      side -= plate * 1000;
    }
  }
  return { plates, left: (side * 2) / 1000, tooLight: false };
}

/** "each side 20 + 2.5 kg", or what is in the way. */
function platesInWords({ plates, left, tooLight }, bar, unit) {
  if (tooLight) return `lighter than the ${bar} ${unit} bar`;
  const words = plates.length ? `each side ${plates.join(" + ")} ${unit}` : `the empty ${bar} ${unit} bar`;
  return left ? `${words}, and ${left} ${unit} that these plates cannot make` : words;
}

/** One side of the bar as an SVG element, its plates in the colours and about the sizes of the sport's rules. */
function drawPlates({ plates }, unit, words) {
  const height = 96;
  const middle = height / 2;
  const picture = svg("svg", { viewBox: `0 0 260 ${height}`, role: "img", "aria-label": words, class: "plates" });
  picture.append(svg("rect", { class: "steel", x: 0, y: middle - 3, width: 36, height: 6, rx: 3 }));
  picture.append(svg("rect", { class: "steel", x: 36, y: middle - 10, width: 8, height: 20, rx: 2 }));
  picture.append(svg("rect", { class: "steel", x: 44, y: middle - 5, width: 212, height: 10, rx: 3 }));
  const step = Math.min(26, 208 / Math.max(plates.length, 1)); // a loaded bar's plates move together
  let x = 46;
  for (const plate of plates) {
    const share = plate / PLATES[unit][0];
    const tall = share >= 0.4 ? 92 : share >= 0.2 ? 66 : 34 + 80 * share;
    const place = { x, y: middle - tall / 2, width: step - 2, height: tall, rx: 3 };
    picture.append(svg("rect", { class: `plate plate-${unit}-${String(plate).replace(".", "-")}`, ...place }));
    const label = svg("text", { class: "plate-label", x: x + (step - 2) / 2, y: middle + 4, "text-anchor": "middle" });
    label.textContent = plate;
    picture.append(label);
    x += step;
  }
  return picture;
}

function svg(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
}
