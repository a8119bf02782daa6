// Says by its exit code whether the packages of package-lock.json are in node_modules: 0, or 1; 2 if Node.js is too old.
// Looks at what is there, not at when it was put there: whoever ran `npm install` by hand has it set up.
// npm writes what it installed into node_modules/.package-lock.json when it has finished.

const { existsSync, readFileSync } = require("fs");

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) process.exit(2);

const packagesOf = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {});
const locked = packagesOf("package-lock.json");
const installed = packagesOf("node_modules/.package-lock.json");
const missing = Object.keys(locked).filter(
  (path) =>
    path && !locked[path].optional && ((installed[path] || {}).version !== locked[path].version || !existsSync(path)),
);
process.exit(missing.length ? 1 : 0);
