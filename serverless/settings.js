// What YAML cannot say about the settings. An empty variable counts as not set.
// .env: read here by the commands' own reader, so that make and npx find the same in it. What is set already stays.
// Credentials: the template says whether there are any, and never holds them.
// The environment: `invoke local` runs Python from PATH, and the functions' packages are in .venv, activated or not.
// The profile: `invoke local` runs a function on this machine, so it works without any AWS profile too.
const { execFileSync } = require("child_process");
const { existsSync } = require("fs");
const { homedir } = require("os");
const { join, resolve } = require("path");

const env = (name, fallback) => (process.env[name] || "").trim() || fallback;
const root = join(__dirname, "..");

if (existsSync(".env")) {
  const python = [join(root, ".venv", "bin", "python"), env("PYTHON_BIN", "")].find(existsSync);
  if (!python) throw new Error("Python reads .env, and there is none in .venv. Type: make setup");
  const options = { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] };
  const found = JSON.parse(execFileSync(python, ["-m", "local.settings_file", resolve(".env")], options));
  for (const name of Object.keys(found)) if (!(name in process.env)) process.env[name] = found[name];
}

const hasKeys = Boolean(env("AWS_ACCESS_KEY_ID", ""));
const hasProfiles = [
  env("AWS_SHARED_CREDENTIALS_FILE", join(homedir(), ".aws", "credentials")),
  env("AWS_CONFIG_FILE", join(homedir(), ".aws", "config")),
].some(existsSync);
const runsHere = process.argv[2] === "invoke" && process.argv[3] === "local" && !hasProfiles;
if (runsHere) process.env.AWS_EC2_METADATA_DISABLED = "true"; // a laptop has none, and asking takes seconds

if (!process.env.VIRTUAL_ENV && existsSync(".venv")) process.env.VIRTUAL_ENV = join(process.cwd(), ".venv");

module.exports = {
  stage: env("STAGE", "dev"),
  region: env("AWS_REGION", "us-east-1"),
  runtime: env("LAMBDA_RUNTIME", "python3.13"),
  // Monday 05:00 UTC is Sunday 21:00 or 22:00 at the blog, four to five hours after the week's post.
  schedule: env("SCHEDULE", "cron(0 5 * * ? *)"),
  api: env("INVICTUS_WEIGHTLIFTING_API", "https://www.crossfitinvictus.com/wp-json/wp/v2/posts"),
  category: env("INVICTUS_WEIGHTLIFTING_API_CAT_ID", "213"),
  bucket: env("INVICTUS_BUCKET", "invictus-test-213"),
  userAgent: env("INVICTUS_USER_AGENT", ""),
  phoneNumber: env("NOTIFICATION_PHONE_NUMBER", ""),
  email: env("NOTIFICATION_EMAIL", ""),
  sessionsTableExists: env("SESSIONS_TABLE_EXISTS", "false"),
  pythonBin: env("PYTHON_BIN", ".venv/bin/python"),
  profile: env("AWS_PROFILE", hasKeys || runsHere ? "" : "serverless-invictus-agent"),
  credentials: env("INVICTUS_USER", "") && env("INVICTUS_PASS", "") ? "set" : "none",
  pages: env("PAGES", "") === "1" ? "true" : "false",
};
