// What YAML cannot say about the settings. An empty variable counts as not set.
// STAGE: the framework reads .env only after it knows the stage, so it is read here.
// Credentials: the template says whether there are any, and never holds them.
const { config } = require("dotenv"); // comes with the framework, which reads .env with it too

config({ quiet: true });

const env = (name, fallback) => (process.env[name] || "").trim() || fallback;

module.exports = {
  stage: env("STAGE", "dev"),
  bucket: env("INVICTUS_BUCKET", "invictus-test-213"),
  profile: env("AWS_PROFILE", env("AWS_ACCESS_KEY_ID", "") ? "" : "serverless-invictus-agent"),
  credentials: env("INVICTUS_USER", "") && env("INVICTUS_PASS", "") ? "set" : "none",
};
